import { describe, expect, it } from 'vitest';
import { htmlOf, typedOf } from '../src/features/compose/body';
import { bodyOf, checkConnection, grouped, valuesOf } from '../src/features/crm/fields';
import { daysLater } from '../src/features/followups/PostponeDialog';
import { every } from '../src/features/reports/DayChart';
import { everyDay, noClearDifference, openRateText, rateText, reportQuery } from '../src/features/reports/figures';
import { checkSequence, draftOf, newSequence, sequenceOf, tellsOfWatching } from '../src/features/sequences/draft';
import type { CrmConnection, CrmConnector } from '../src/api/types';

describe('a sequence', () => {
  const good = { ...newSequence('Europe/Berlin'), name: 'Offer', steps: [{ amount: '3', unit: 'workingDays', condition: 'notOpened', whenUnknown: 'ask', template: 't1' }] } as ReturnType<typeof newSequence>;

  it('asks before it sends when it is new, also when nobody knows about the opening', () => {
    const fresh = newSequence('UTC');
    expect([fresh.approval, fresh.steps[0]?.whenUnknown]).toEqual(['ask', 'ask']);
  });

  it('comes back from the server as it was saved', () => {
    const saved = { id: 's', ...sequenceOf(good) };
    expect(sequenceOf(draftOf(saved))).toEqual(sequenceOf(good));
  });

  it('is refused with each error at its field', () => {
    const bad = { ...good, name: '', days: [], from: '17:00', to: '09:00', steps: [{ ...good.steps[0]!, amount: '1.5', template: '' }] };
    expect(checkSequence(bad).map((problem) => problem.field)).toEqual(['name', 'steps[0].wait', 'steps[0].template', 'days', 'to']);
    expect(checkSequence(good)).toEqual([]);
  });
});

describe('a template', () => {
  it('can be edited again as it was typed', () => {
    const typed = 'Hello {{name}},\n\nsee [our <offer>](https://example.org/a?b=1&c=2) or https://example.org.\nBye & "thanks"';
    expect(typedOf(htmlOf(typed))).toBe(typed);
  });

  it('with HTML of its own stays HTML', () => {
    expect(typedOf('<table><tr><td>Hello</td></tr></table>')).toBeNull();
  });

  it('warns when it tells the reader of the watching', () => {
    expect(tellsOfWatching('I saw that you opened my mail.')).toBe(true);
    expect(tellsOfWatching('We noticed you’ve not answered, did you open the offer?')).toBe(true);
    expect(tellsOfWatching('Did you find the time to read my offer?')).toBe(false);
    expect(tellsOfWatching('I see. You can reach me by phone.')).toBe(false);
  });
});

const rate = (value: number, of: number) => ({ value, of, low: value - 0.1, high: value + 0.1, enough: of >= 30 });

describe('a report', () => {
  it('shows the last thirty days unless asked otherwise', () => {
    const query = reportQuery(new URLSearchParams('campaign=Autumn'), new Date(2026, 10, 24));
    expect(query).toMatchObject({ from: '2026-10-26', to: '2026-11-24', campaign: 'Autumn' });
  });

  it('names a range where machines leave a doubt, and a dash where there is nothing to divide by', () => {
    expect(openRateText({ openRate: rate(0.4, 100), possibleOpenRate: rate(0.6, 100) })).toBe('40% – 60%');
    expect(openRateText({ openRate: rate(0.4, 100), possibleOpenRate: rate(0.4, 100) })).toBe('40%');
    expect(openRateText({ openRate: null, possibleOpenRate: null })).toBe('–');
    expect(rateText(rate(0.1, 10))).toBe('10%');
    expect(rateText(null)).toBe('–');
  });

  it('sees no difference where the intervals of all templates overlap', () => {
    const group = (low: number, high: number, enough = true) => ({ openRate: { value: 0.5, of: enough ? 40 : 10, low, high, enough } });
    expect(noClearDifference([group(0.3, 0.6), group(0.5, 0.8)])).toBe(true);
    expect(noClearDifference([group(0.3, 0.4), group(0.5, 0.8)])).toBe(false);
    expect(noClearDifference([group(0.3, 0.6), group(0.5, 0.8, false)])).toBe(false);
  });

  it('has a bar for each day, also for those on which nothing was sent', () => {
    const days = everyDay([{ day: '2026-03-28', sent: 2, opened: 1, clicked: 0 }], '2026-03-27', '2026-03-30');
    expect(days.map((day) => [day.day, day.sent])).toEqual([['2026-03-27', 0], ['2026-03-28', 2], ['2026-03-29', 0], ['2026-03-30', 0]]);
    expect(everyDay([], 'nonsense', '2026-03-30')).toEqual([]);
  });

  it('has marks that do not touch', () => {
    expect([every(30, 280), every(30, 640), every(7, 640)]).toEqual([8, 3, 1]);
  });
});

describe('a CRM connection', () => {
  const connector: CrmConnector = {
    id: 'tryton',
    label: 'Tryton',
    fields: [
      { name: 'url', kind: 'url', required: true, label: 'Address' },
      { name: 'password', kind: 'secret', required: true, label: 'Password' },
      { name: 'detail', kind: 'choice', required: true, label: 'Detail', choices: ['summary', 'all'] },
    ],
  };
  const stored: CrmConnection = { id: '1', connector: 'tryton', name: 'Office', fields: { url: { value: 'https://a' }, password: { value: null, set: true } }, state: 'ok', backlog: 0, dead: 0 };

  it('keeps a stored secret that is left empty', () => {
    const values = valuesOf(connector, stored);
    expect(checkConnection(connector, stored, values)).toEqual([]);
    expect(bodyOf(connector, values)).toEqual({ connector: 'tryton', name: 'Office', fields: { url: 'https://a', detail: 'summary' } });
  });

  it('needs its fields when it is new', () => {
    expect(checkConnection(connector, null, valuesOf(connector, null)).map((problem) => problem.field)).toEqual(['fields.url', 'fields.password']);
  });

  it('finds the field that the server names', () => {
    expect(['url', 'name', 'fields.url'].map((name) => grouped(connector, name))).toEqual(['fields.url', 'name', 'fields.url']);
  });
});

describe('postponing', () => {
  it('keeps the time of day, also over the change of clocks', () => {
    const later = daysLater(1, new Date(2026, 9, 1, 9, 30), new Date(2026, 9, 24, 16, 0));
    expect([later.getDate(), later.getHours(), later.getMinutes()]).toEqual([25, 9, 30]);
  });
});
