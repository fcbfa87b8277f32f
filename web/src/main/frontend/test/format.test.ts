import { describe, expect, it } from 'vitest';
import { day, isoDay, localeFor, NONE, number, percent, short, size } from '../src/lib/format';
import { t } from '../src/text/text';

const now = new Date(2026, 10, 24, 12, 0);
const local = (...parts: [number, number, number, number]): string => new Date(...parts).toISOString();

describe('numbers and times', () => {
  it('show a rate without a denominator as a dash and not as 0 %', () => {
    expect(percent(null)).toBe(NONE);
    expect(percent(0)).toBe('0%');
    expect(percent(0.472)).toBe('47.2%');
    expect(number(null)).toBe(NONE);
    expect(number(0)).toBe('0');
  });

  it('name the days around today', () => {
    expect(day(local(2026, 10, 24, 0), now)).toBe('Today');
    expect(day(local(2026, 10, 23, 23), now)).toBe('Yesterday');
    expect(day(local(2026, 10, 25, 1), now)).toBe('Tomorrow');
    expect(day(local(2025, 10, 24, 12), now)).toContain('2025');
  });

  it('show the time for today and the day for the rest', () => {
    expect(short(local(2026, 10, 24, 9), now)).toMatch(/09:00/);
    expect(short(local(2026, 10, 20, 9), now)).not.toMatch(/09:00/);
    expect(short(null, now)).toBe(NONE);
  });

  it('take the reader’s own kind of English', () => {
    expect(localeFor('en', ['de-DE', 'en-US'])).toBe('en-US');
    expect(localeFor('en', ['de-DE'])).toBe('en-GB');
  });

  it('write days as the API wants them', () => {
    expect(isoDay(new Date(2026, 0, 5))).toBe('2026-01-05');
  });

  it('count in the singular and the plural', () => {
    expect(t('mails.opens', { count: 1 })).toBe('1 open');
    expect(t('mails.opens', { count: 0 })).toBe('0 opens');
    expect(t('mails.opens', { count: 1200 })).toBe('1,200 opens');
    expect(size(5234)).toBe('5.2 kB');
  });
});
