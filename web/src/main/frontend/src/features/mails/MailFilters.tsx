import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { place, setQuery } from '../../app/router';
import { isoDay } from '../../lib/format';
import { t } from '../../text/text';
import { Select } from '../../ui/field';
import { Icon } from '../../ui/icons';
import { STATUSES, statusWord } from './status';

export const FILTERS = ['q', 'status', 'from', 'to', 'recipient', 'sender', 'campaign', 'template'] as const;
const FURTHER = ['to', 'recipient', 'sender', 'campaign', 'template'] as const;

/** Days back from today as a date, for the short choices of a period. */
export function daysAgo(days: number, now = new Date()): string {
  return isoDay(new Date(now.getFullYear(), now.getMonth(), now.getDate() - days));
}

/** Filters live in the address, so that a filtered list can be bookmarked and sent to a colleague. */
export function MailFilters(): JSX.Element {
  const query = place.value.query;
  const from = query.get('from') ?? '';
  const periods = [1, 7, 30, 90].map((days) => ({ value: daysAgo(days - 1), label: t('filter.days', { count: days }) }));
  if (from !== '' && !periods.some((period) => period.value === from)) periods.push({ value: from, label: t('filter.since', { day: from }) });
  const used = FURTHER.filter((name) => query.has(name)).length;
  return (
    <form class="filters" role="search" aria-label={t('filter.label')} onSubmit={(event) => event.preventDefault()}>
      <div class="filters-main">
        <QueryField name="q" id="mails-search" label={t('filter.search')} icon />
        <div class="filter">
          <label for="filter-status">{t('filter.status')}</label>
          <Select
            id="filter-status"
            value={query.get('status') ?? ''}
            onChange={(value) => setQuery({ status: value })}
            options={[
              { value: '', label: t('filter.anyStatus') },
              ...STATUSES.map((status) => ({ value: status, label: statusWord(status) })),
            ]}
          />
        </div>
        <div class="filter">
          <label for="filter-from">{t('filter.period')}</label>
          <Select
            id="filter-from"
            value={from}
            onChange={(value) => setQuery({ from: value })}
            options={[{ value: '', label: t('filter.anyTime') }, ...periods]}
          />
        </div>
      </div>
      <details class="filters-more" open={used > 0}>
        <summary>{used > 0 ? t('filter.moreUsed', { count: used }) : t('filter.more')}</summary>
        <div class="filters-grid">
          <QueryField name="from" id="filter-from-day" label={t('filter.fromDay')} type="date" />
          <QueryField name="to" id="filter-to-day" label={t('filter.toDay')} type="date" />
          <QueryField name="recipient" id="filter-recipient" label={t('filter.recipient')} />
          <QueryField name="sender" id="filter-sender" label={t('filter.sender')} />
          <QueryField name="campaign" id="filter-campaign" label={t('filter.campaign')} />
          <QueryField name="template" id="filter-template" label={t('filter.template')} />
        </div>
      </details>
    </form>
  );
}

interface QueryFieldProps {
  name: string;
  id: string;
  label: string;
  type?: 'search' | 'date';
  icon?: boolean;
}

/** Writes into the address a moment after the last key. */
export function QueryField({ name, id, label, type = 'search', icon }: QueryFieldProps): JSX.Element {
  const given = place.value.query.get(name) ?? '';
  const text = useSignal(given);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => {
    text.value = given;
  }, [given]);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);
  return (
    <div class={icon === true ? 'filter filter-search' : 'filter'}>
      <label for={id}>{label}</label>
      {icon === true && <Icon name="search" />}
      <input
        id={id}
        type={type}
        class="input"
        value={text.value}
        onInput={(event) => {
          const value = event.currentTarget.value;
          text.value = value;
          clearTimeout(timer.current ?? undefined);
          timer.current = setTimeout(() => setQuery({ [name]: value.trim() }), 300);
        }}
      />
    </div>
  );
}
