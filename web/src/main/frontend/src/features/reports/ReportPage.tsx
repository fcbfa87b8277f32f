import type { JSX } from 'preact';
import { addressOf, api } from '../../api/client';
import type { Group, Rate, Report } from '../../api/types';
import { place, setQuery } from '../../app/router';
import { useForm } from '../../lib/form';
import { dayAndTime, number } from '../../lib/format';
import { useResource } from '../../lib/resource';
import { t } from '../../text/text';
import { FormProblems, TextField } from '../../ui/field';
import { Icon } from '../../ui/icons';
import { Card, PageHead } from '../../ui/page';
import { Empty, Loaded } from '../../ui/states';
import { DayChart } from './DayChart';
import { everyDay, openRateText, rateText, REPORT_FILTERS, reportQuery } from './figures';
import { GroupTable } from './GroupTable';

export function ReportPage(): JSX.Element {
  const query = reportQuery(place.value.query);
  const report = useResource<Report>(`report ${JSON.stringify(query)}`, (signal) => api.get<Report>('/reports/engagement', query, signal));
  return (
    <>
      <PageHead
        title={t('report.title')}
        lead={
          report.data.value === null
            ? undefined
            : t('report.asOf', { when: dayAndTime(report.data.value.asOf), zone: report.data.value.zone.replace(/_/g, ' ') })
        }
        actions={
          <a class="button button-main" href={addressOf('/reports/engagement.xlsx', query)} download>
            <Icon name="download" />
            {t('report.download')}
          </a>
        }
      />
      <ReportFilters key={JSON.stringify(query)} query={query} />
      <Loaded of={report}>
        {(data) =>
          data.totals.counts.sent === 0 ? (
            <Empty icon="chart" title={t('report.empty')}>
              {t('report.emptyWhy')}
            </Empty>
          ) : (
            <div class="stack">
              <Totals totals={data.totals} />
              {data.byDay.length > 0 && <DayChart days={everyDay(data.byDay, String(query['from']), String(query['to']))} />}
              <GroupTable title={t('report.byTemplate')} id="by-template" groups={data.byTemplate} ranked />
              <GroupTable title={t('report.byCampaign')} id="by-campaign" groups={data.byCampaign} />
              <GroupTable title={t('report.byPerson')} id="by-person" groups={data.byPerson} />
              <Definitions report={data} />
            </div>
          )
        }
      </Loaded>
    </>
  );
}

function ReportFilters({ query }: { query: ReturnType<typeof reportQuery> }): JSX.Element {
  const text = (name: string): string => String(query[name] ?? '');
  const form = useForm({
    id: `report-${JSON.stringify(query)}`,
    initial: {
      from: text('from'),
      to: text('to'),
      team: text('team'),
      person: text('person'),
      campaign: text('campaign'),
      template: text('template'),
      sequence: text('sequence'),
    },
    guard: false,
    check: (values) => (values.from > values.to ? [{ field: 'to', message: t('report.endBeforeStart') }] : []),
    submit: (values) => {
      setQuery(values);
      return Promise.resolve();
    },
  });
  const labels = {
    from: t('report.from'),
    to: t('report.to'),
    team: t('report.team'),
    person: t('report.person'),
    campaign: t('filter.campaign'),
    template: t('filter.template'),
    sequence: t('report.sequence'),
  };
  const further = (['team', 'person', 'campaign', 'template', 'sequence'] as const).filter((name) => text(name) !== '').length;
  return (
    <form class="filters" noValidate aria-label={t('filter.label')} onSubmit={(event) => void form.submit(event)}>
      <FormProblems form={form} labels={labels} />
      <div class="filters-main report-filters">
        <TextField form={form} name="from" type="date" label={labels.from} />
        <TextField form={form} name="to" type="date" label={labels.to} />
        <button class="button">{t('report.apply')}</button>
        {REPORT_FILTERS.some((name) => place.value.query.has(name)) && (
          <a class="button button-bare" href="/reports">
            {t('report.reset')}
          </a>
        )}
      </div>
      <details class="filters-more" open={further > 0}>
        <summary>{further > 0 ? t('filter.moreUsed', { count: further }) : t('filter.more')}</summary>
        <div class="filters-grid">
          <TextField form={form} name="team" label={labels.team} required={false} />
          <TextField form={form} name="person" label={labels.person} required={false} />
          <TextField form={form} name="campaign" label={labels.campaign} required={false} />
          <TextField form={form} name="template" label={labels.template} required={false} />
          <TextField form={form} name="sequence" label={labels.sequence} required={false} />
        </div>
      </details>
    </form>
  );
}

function Totals({ totals }: { totals: Group }): JSX.Element {
  const { counts } = totals;
  return (
    <Card title={t('report.totals')} id="totals-title">
      <dl class="totals">
        <Total label={t('report.sent')} value={number(counts.sent)} note={t('report.tracked', { count: counts.tracked })} />
        <Total label={t('report.openRate')} value={openRateText(totals)} note={of(totals.openRate)} />
        <Total label={t('report.clickRate')} value={rateText(totals.clickRate)} note={of(totals.clickRate)} />
        <Total label={t('report.replyRate')} value={rateText(totals.replyRate)} note={of(totals.replyRate)} />
        <Total label={t('report.uniqueOpens')} value={number(counts.uniqueOpens)} />
        <Total label={t('report.machineOnly')} value={number(counts.machineOnly)} />
        <Total label={t('report.replied')} value={number(counts.replied)} />
        <Total label={t('report.bounced')} value={number(counts.bounced)} />
      </dl>
    </Card>
  );
}

function of(rate: Rate | null | undefined): string | undefined {
  return rate == null ? undefined : t('report.of', { count: rate.of });
}

function Total({ label, value, note }: { label: string; value: string; note?: string }): JSX.Element {
  return (
    <div class="total">
      <dt>{label}</dt>
      <dd class="total-value">{value}</dd>
      {note !== undefined && <dd class="total-note">{note}</dd>}
    </div>
  );
}

function Definitions({ report }: { report: Report }): JSX.Element {
  const columns = report.columns.filter((column) => column.definition != null && column.definition !== '');
  return (
    <details class="card">
      <summary>{t('report.definitions')}</summary>
      <dl class="definitions">
        {columns.map((column) => (
          <div key={column.key}>
            <dt>{column.label}</dt>
            <dd>{column.definition}</dd>
          </div>
        ))}
      </dl>
      <p class="quiet">{t('report.rules', { version: String(report.ruleVersion) })}</p>
    </details>
  );
}
