import type { FieldProblem } from '../../api/problem';
import type { Suppression } from '../../api/types';
import { checkEmail } from '../../lib/checks';
import { dayAndTime, NONE } from '../../lib/format';
import { t } from '../../text/text';

export const LONGEST_NOTE = 500;

interface Values {
  email: string;
  kind: string;
  note: string;
}

/** The server leaves a wish that is there as it is; the person should hear that the new note was not taken. */
export function checkSuppression(values: Values, known: Suppression[]): FieldProblem[] {
  const wrong = checkEmail('email', values.email);
  if (wrong.length > 0) return wrong;
  const email = values.email.trim().toLowerCase();
  const there = known.find((entry) => entry.email.toLowerCase() === email && entry.kind === values.kind);
  if (there !== undefined) {
    return [{ field: 'email', message: t('suppression.there', { when: there.since == null ? NONE : dayAndTime(there.since) }) }];
  }
  return values.note.trim().length > LONGEST_NOTE ? [{ field: 'note', message: t('suppression.noteLong', { count: LONGEST_NOTE }) }] : [];
}
