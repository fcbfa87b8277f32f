import type { FieldProblem } from '../../api/problem';
import type { Sequence, Step } from '../../api/types';
import { t } from '../../text/text';

export const DAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const;
export const MOST_STEPS = 10;

export interface StepDraft {
  amount: string;
  unit: Step['wait']['unit'];
  condition: Step['condition'];
  whenUnknown: Step['whenUnknown'];
  template: string;
}

/** The sequence as it is typed: numbers are still text, so that nothing typed is lost. */
export interface SequenceDraft {
  name: string;
  active: boolean;
  stopOnReply: boolean;
  approval: Sequence['approval'];
  zone: string;
  days: string[];
  from: string;
  to: string;
  steps: StepDraft[];
}

export function newStep(): StepDraft {
  return { amount: '3', unit: 'workingDays', condition: 'notOpened', whenUnknown: 'ask', template: '' };
}

export function newSequence(zone: string): SequenceDraft {
  return {
    name: '',
    active: true,
    stopOnReply: true,
    approval: 'ask',
    zone,
    days: ['MON', 'TUE', 'WED', 'THU', 'FRI'],
    from: '09:00',
    to: '17:00',
    steps: [newStep()],
  };
}

export function draftOf(sequence: Sequence): SequenceDraft {
  return {
    name: sequence.name,
    active: sequence.active,
    stopOnReply: sequence.stopOnReply,
    approval: sequence.approval,
    zone: sequence.calendar.zone,
    days: sequence.calendar.days,
    from: sequence.calendar.from.slice(0, 5),
    // The server knows the end of the day as 24:00; a time field does not.
    to: sequence.calendar.to === '24:00' ? '23:59' : sequence.calendar.to.slice(0, 5),
    steps: sequence.steps.map((step) => ({
      amount: String(step.wait.amount),
      unit: step.wait.unit,
      condition: step.condition,
      whenUnknown: step.whenUnknown,
      template: step.template,
    })),
  };
}

export function sequenceOf(draft: SequenceDraft): Omit<Sequence, 'id'> {
  return {
    name: draft.name.trim(),
    active: draft.active,
    steps: draft.steps.map((step) => ({
      wait: { amount: Number(step.amount), unit: step.unit },
      condition: step.condition,
      whenUnknown: step.whenUnknown,
      template: step.template,
    })),
    stopOnReply: draft.stopOnReply,
    calendar: { zone: draft.zone, days: draft.days, from: draft.from, to: draft.to },
    approval: draft.approval,
  };
}

export function checkSequence(draft: SequenceDraft): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (draft.name.trim() === '') problems.push({ field: 'name', message: t('sequence.nameMissing') });
  for (const [at, step] of draft.steps.entries()) {
    if (!/^\d+$/.test(step.amount)) problems.push({ field: `steps[${at}].wait`, message: t('sequence.amountWrong') });
    if (step.template === '') problems.push({ field: `steps[${at}].template`, message: t('sequence.templateMissing') });
  }
  if (draft.days.length === 0) problems.push({ field: 'days', message: t('sequence.daysMissing') });
  if (draft.from >= draft.to) problems.push({ field: 'to', message: t('sequence.windowEmpty') });
  return problems;
}

/** A text that tells the reader he was watched; the writer is warned, not stopped. */
export function tellsOfWatching(text: string): boolean {
  return /\b(saw|see|seen|noticed|notice|know|noted)\b[^.!?\n]{0,40}\b(you|you've|you have)\b[^.!?\n]{0,30}\b(open|opened|read|clicked|viewed)\b/i.test(text);
}
