import { language, t } from '../text/text';

/** The browser's own variant of the language, so that en-GB readers get their dates. */
export function localeFor(lang: string, wanted: readonly string[]): string {
  return wanted.find((tag) => tag.split('-')[0] === lang) ?? (lang === 'en' ? 'en-GB' : lang);
}

const locale = localeFor(language, typeof navigator === 'undefined' ? [] : navigator.languages);
export const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

const numbers = new Intl.NumberFormat(locale);
const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
const times = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
const seconds = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const days = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short' });
const daysWithYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
const full = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long' });
const chartDays = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });

export const NONE = '–';

export function number(value: number | null | undefined): string {
  return value === null || value === undefined ? NONE : numbers.format(value);
}

/** A share of one; with nothing to divide by it is a dash, never 0 %. */
export function percent(value: number | null | undefined): string {
  return value === null || value === undefined || Number.isNaN(value) ? NONE : percents.format(value);
}

export function time(at: string): string {
  return times.format(new Date(at));
}

export function timeWithSeconds(at: string): string {
  return seconds.format(new Date(at));
}

export function exactly(at: string): string {
  return full.format(new Date(at));
}

function dayNumber(date: Date): number {
  return Math.floor(new Date(date.getFullYear(), date.getMonth(), date.getDate(), 12).getTime() / 86_400_000);
}

export function day(at: string, now: Date = new Date()): string {
  const date = new Date(at);
  const distance = dayNumber(date) - dayNumber(now);
  if (distance === 0) return t('time.today');
  if (distance === -1) return t('time.yesterday');
  if (distance === 1) return t('time.tomorrow');
  return (date.getFullYear() === now.getFullYear() ? days : daysWithYear).format(date);
}

/** For the middle of a sentence. */
export function dayAndTime(at: string | null | undefined, now: Date = new Date()): string {
  if (at === null || at === undefined) return NONE;
  const distance = dayNumber(new Date(at)) - dayNumber(now);
  const near = ([['time.within.yesterday', -1], ['time.within.today', 0], ['time.within.tomorrow', 1]] as const).find(([, days]) => days === distance);
  return t('time.dayAndTime', { day: near === undefined ? day(at, now) : t(near[0]), time: time(at) });
}

/** A sentence of the server with its days (`2026-12-07`, the same in every zone) as they are written here. */
export function withDays(sentence: string, now: Date = new Date()): string {
  return sentence.replace(/\b\d{4}-\d\d-\d\d\b/g, (isoDay) => {
    const date = new Date(`${isoDay}T12:00:00`);
    if (Number.isNaN(date.getTime())) return isoDay;
    return (date.getFullYear() === now.getFullYear() ? days : daysWithYear).format(date);
  });
}

/** Short: the time for today, else the day. */
export function short(at: string | null | undefined, now: Date = new Date()): string {
  if (at === null || at === undefined) return NONE;
  return dayNumber(new Date(at)) === dayNumber(now) ? time(at) : day(at, now);
}

export function chartDay(isoDay: string): string {
  return chartDays.format(new Date(`${isoDay}T00:00:00Z`));
}

export function size(bytes: number): string {
  if (bytes < 1000) return t('size.bytes', { count: bytes });
  if (bytes < 1_000_000) return t('size.kilobytes', { size: numbers.format(Math.round(bytes / 100) / 10) });
  return t('size.megabytes', { size: numbers.format(Math.round(bytes / 100_000) / 10) });
}

/** yyyy-mm-dd in the viewer's zone. */
export function isoDay(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** What a datetime-local field holds. */
export function localMinutes(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${isoDay(date)}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
