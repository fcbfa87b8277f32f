import type { FieldProblem } from '../api/problem';
import { t } from '../text/text';

/** Quick checks before the server is asked; the server has the last word. */
export function checkPresent(field: string, value: string, message: string): FieldProblem[] {
  return value.trim() === '' ? [{ field, message }] : [];
}

/** A whole number, or nothing. */
export function checkNumber(field: string, value: string, least: number, most: number): FieldProblem[] {
  const text = value.trim();
  const ok = text === '' || (/^\d+$/.test(text) && Number(text) >= least && Number(text) <= most);
  return ok ? [] : [{ field, message: t('relay.numberWrong', { least, most }) }];
}

export function looksLikeEmail(value: string): boolean {
  return /^[^\s@,;<>]+@[^\s@,;<>]+$/.test(value.trim());
}

export function checkEmail(field: string, value: string): FieldProblem[] {
  return looksLikeEmail(value) ? [] : [{ field, message: t('check.email') }];
}

export const PASSWORD_LENGTH = 10;

export function checkPassword(field: string, value: string): FieldProblem[] {
  return value.length >= PASSWORD_LENGTH ? [] : [{ field, message: t('check.password', { count: PASSWORD_LENGTH }) }];
}
