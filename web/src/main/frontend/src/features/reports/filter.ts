import type { Query } from '../../api/client';
import { isoDay, zone } from '../../lib/format';

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

export const ENOUGH = 30;

/** A rate of few mails says nothing yet and is not ranked. */
export function enough(group: { sent: number; openRate?: { of: number } | null }): boolean {
  return (group.openRate?.of ?? group.sent) >= ENOUGH;
}
