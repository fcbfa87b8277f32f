import type { Query } from '../../api/client';
import type { Group, Rate, ReportDay } from '../../api/types';
import { isoDay, percent, zone } from '../../lib/format';
import { t } from '../../text/text';

export const REPORT_FILTERS = ['from', 'to', 'zone', 'team', 'person', 'campaign', 'template', 'sequence'] as const;

/** The last thirty days in the viewer's zone, unless the address says otherwise. */
export function reportQuery(query: URLSearchParams, now = new Date()): Query {
  const filter: Query = {
    from: isoDay(new Date(now.getFullYear(), now.getMonth(), now.getDate() - 29)),
    to: isoDay(now),
    zone,
  };
  for (const name of REPORT_FILTERS) {
    const value = query.get(name);
    if (value !== null) filter[name] = value;
  }
  return filter;
}

/** A rate without a denominator is a dash, never 0 %. */
export function rateText(rate: Rate | null | undefined): string {
  return percent(rate == null || rate.of === 0 ? null : rate.value);
}

/** From what people did for sure to what is possible when every machine load was a person. */
export function openRateText(group: Pick<Group, 'openRate' | 'possibleOpenRate'>): string {
  const { openRate: sure, possibleOpenRate: possible } = group;
  if (sure == null || possible == null || percent(sure.value) === percent(possible.value)) return rateText(sure);
  return t('report.range', { sure: percent(sure.value), possible: percent(possible.value) });
}

/** True when two or more templates with mails enough cannot be told apart. */
export function noClearDifference(groups: Pick<Group, 'openRate'>[]): boolean {
  const rates = groups.flatMap((group) => (group.openRate?.enough === true ? [group.openRate] : []));
  return rates.length > 1 && Math.max(...rates.map((rate) => rate.low)) <= Math.min(...rates.map((rate) => rate.high));
}

const DAY = 86_400_000;
const MOST_DAYS = 400;

/** The server names only days with mails; a chart without the others would lie about time. */
export function everyDay(days: ReportDay[], from: string, to: string): ReportDay[] {
  const start = Date.parse(`${from}T00:00:00Z`);
  const count = Math.round((Date.parse(`${to}T00:00:00Z`) - start) / DAY) + 1;
  if (!(count > 0 && count <= MOST_DAYS)) return days;
  const known = new Map(days.map((day) => [day.day, day]));
  return Array.from({ length: count }, (_, at) => {
    const day = new Date(start + at * DAY).toISOString().slice(0, 10);
    return known.get(day) ?? { day, sent: 0, opened: 0, clicked: 0 };
  });
}
