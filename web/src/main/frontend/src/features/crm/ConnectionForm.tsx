import type { JSX } from 'preact';
import { api, seg } from '../../api/client';
import type { CrmConnection, CrmConnector, CrmField, Finding } from '../../api/types';
import { go } from '../../app/router';
import { type Form, useForm } from '../../lib/form';
import { t } from '../../text/text';
import { FormProblems, SelectField, TextField } from '../../ui/field';
import { Icon, type IconName } from '../../ui/icons';
import { ProblemBox } from '../../ui/states';
import { toast } from '../../ui/toast';
import { Remove } from '../servers/Remove';
import { useTest } from '../servers/Tester';
import { bodyOf, checkConnection, choicesOf, grouped, isSet, type Values, valuesOf } from './fields';

interface TestResult {
  ok: boolean;
  findings: Finding[];
}

interface ConnectionFormProps {
  connector: CrmConnector;
  connection: CrmConnection | null;
}

/** Made from what the connector says about its fields; no CRM has code of its own here. */
export function ConnectionForm({ connector, connection }: ConnectionFormProps): JSX.Element {
  const form = useForm<Values>({
    id: `crm-${connection?.id ?? connector.id}`,
    initial: valuesOf(connector, connection),
    check: (values) => checkConnection(connector, connection, values),
    rename: (name) => grouped(connector, name),
    submit: async (values) => {
      if (connection === null) await api.post('/crm/connections', bodyOf(connector, values));
      else await api.put(`/crm/connections/${seg(connection.id)}`, bodyOf(connector, values));
      toast({ icon: 'check', tone: 'good', text: t('crm.saved', { name: values['name'] ?? '' }) });
      go('/crm');
    },
  });

  // What is typed is tested, a secret that is not typed again as stored; an unchanged connection that works goes back into service.
  const test = useTest(
    () =>
      form.tried((values) =>
        api.post<TestResult>(
          connection === null ? '/crm/connections/test' : `/crm/connections/${seg(connection.id)}/test`,
          connection === null || form.dirty.value ? bodyOf(connector, values) : undefined,
        ),
      ),
    form.values.value,
  );

  const labels: Record<string, string> = { name: t('crm.name') };
  for (const field of connector.fields) labels[`fields.${field.name}`] = field.label;
  return (
    <form class="stack" noValidate onSubmit={(event) => void form.submit(event)}>
      <FormProblems form={form} labels={labels} />
      <div class="card stack">
        <TextField form={form} name="name" label={t('crm.name')} />
        {connector.fields.map((field) => (
          <ConnectorField key={field.name} form={form} field={field} stored={isSet(connection, field.name)} />
        ))}
      </div>
      <div role="status">{test.result !== null && <Findings result={test.result} />}</div>
      {test.failure !== null && <ProblemBox problem={test.failure} retry={() => void test.run()} />}
      <div class="button-row">
        <button class="button button-main" aria-disabled={form.busy.value}>
          {form.busy.value ? t('state.saving') : t('action.save')}
        </button>
        <button type="button" class="button" aria-disabled={test.busy} onClick={() => void test.run()}>
          <Icon name="bolt" />
          {test.busy ? t('crm.testing') : t('crm.test')}
        </button>
        {connection !== null && (
          <Remove
            form={form}
            path={`/crm/connections/${seg(connection.id)}`}
            back="/crm"
            label={t('crm.remove')}
            title={t('crm.removeTitle', { name: connection.name })}
            text={t('crm.removeText', { count: connection.backlog })}
          />
        )}
      </div>
    </form>
  );
}

function ConnectorField({ form, field, stored }: { form: Form<Values>; field: CrmField; stored: boolean }): JSX.Element {
  const common = { form, name: `fields.${field.name}`, label: field.label, required: stored ? ('kept' as const) : field.required };
  const help = field.help ?? undefined;
  if (field.kind === 'choice') return <SelectField {...common} help={help} options={choicesOf(field)} />;
  if (field.kind === 'secret') {
    return (
      <TextField
        {...common}
        type="password"
        autocomplete="new-password"
        help={[help ?? '', stored ? t('crm.secretStored') : ''].filter(Boolean).join(' ') || undefined}
      />
    );
  }
  return <TextField {...common} type={field.kind === 'url' ? 'url' : 'text'} help={help} />;
}

const SIGNS: Record<Finding['severity'], IconName> = { block: 'alert', warn: 'clock', info: 'info' };

function Findings({ result }: { result: TestResult }): JSX.Element {
  return (
    <section class="card findings" aria-label={t('crm.testResult')}>
      <p class={result.ok ? 'findings-head tone-good' : 'findings-head tone-bad'}>
        <Icon name={result.ok ? 'check' : 'alert'} />
        {result.ok ? t('crm.testOk') : t('crm.testFailed')}
      </p>
      <ul>
        {result.findings.map((finding, at) => (
          <li key={at} class={`finding finding-${finding.severity}`}>
            <Icon name={SIGNS[finding.severity] ?? 'info'} />
            <div>
              <p>
                <strong>{t(`finding.${finding.severity}`)}</strong> {finding.subject} <code>{finding.code}</code>
              </p>
              {finding.whatToDo != null && <p>{finding.whatToDo}</p>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
