import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { api, seg } from '../../api/client';
import type { Mailbox } from '../../api/incoming';
import { asProblem } from '../../api/problem';
import { go, place } from '../../app/router';
import { hasRole } from '../../app/session';
import { useForm } from '../../lib/form';
import { useResource } from '../../lib/resource';
import { t } from '../../text/text';
import { Confirm } from '../../ui/dialog';
import { AreaField, Check, FieldFrame, FormProblems, Select, SelectField, TextField } from '../../ui/field';
import { Icon } from '../../ui/icons';
import { PageHead } from '../../ui/page';
import { Loaded, NoPermission } from '../../ui/states';
import { toast, toastProblem } from '../../ui/toast';
import type { Looked } from '../sending/Steps';
import { Tester } from '../sending/Tester';
import {
  bodyOf,
  checkMailbox,
  chooseProvider,
  chooseSecurity,
  failureOf,
  fieldOf,
  health,
  type MailboxValues,
  providerOf,
  PROVIDERS,
  SECURITIES,
  serverOf,
  SIGN_INS,
  valuesOf,
} from './mailboxForm';
import { MailboxPill } from './Signs';

export function MailboxPage({ id }: { id: string }): JSX.Element {
  const fresh = id === 'new';
  const allowed = hasRole('administrator');
  const mailbox = useResource<{ mailbox: Mailbox | null }>(`mailbox ${id}`, async (signal) => ({
    mailbox: fresh || !allowed ? null : await api.get<Mailbox>(`/mailboxes/${seg(id)}`, {}, signal),
  }));
  return (
    <>
      <PageHead
        title={fresh ? t('mailboxes.new') : (mailbox.data.value?.mailbox?.name ?? t('mailbox.one'))}
        back={{ href: '/mailboxes', label: t('mailboxes.title') }}
      />
      {!allowed ? (
        <NoPermission />
      ) : (
        <Loaded of={mailbox}>
          {(data) => (
            <div class="stack narrow">
              {data.mailbox !== null && <Health mailbox={data.mailbox} />}
              {data.mailbox?.ofEnvironment === true ? (
                <Fixed mailbox={data.mailbox} reload={mailbox.reload} />
              ) : (
                <MailboxForm key={data.mailbox?.id ?? 'new'} mailbox={data.mailbox} reload={mailbox.reload} />
              )}
            </div>
          )}
        </Loaded>
      )}
    </>
  );
}

function Health({ mailbox }: { mailbox: Mailbox }): JSX.Element {
  const failure = failureOf(mailbox);
  return (
    <div class="sender-view">
      <MailboxPill state={mailbox.state} />
      <div class="sender-view-reason">
        {failure !== null && <p class="break">{failure}</p>}
        <p>{health(mailbox)}</p>
      </div>
    </div>
  );
}

/** Nothing can be typed there. */
const FIXED = {};

/** The one of the server's settings: it can be looked at and tested. */
function Fixed({ mailbox, reload }: { mailbox: Mailbox; reload: () => void }): JSX.Element {
  const facts = [
    [t('relay.host'), serverOf(mailbox)],
    [t('relay.user'), mailbox.user],
    [t('mailbox.addresses'), mailbox.addresses.join(', ')],
    [t('mailbox.folders'), mailbox.folders.join(', ')],
    [t('mailbox.sentFolder'), mailbox.sentFolder ?? ''],
  ].filter(([, value]) => value !== '');
  return (
    <>
      <div class="card stack">
        <p>{t('mailbox.ofEnvironment')}</p>
        <dl class="facts">
          {facts.map(([label, value]) => (
            <div class="fact" key={label}>
              <dt>{label}</dt>
              <dd class="break">{value}</dd>
            </div>
          ))}
        </dl>
      </div>
      <MailboxTester look={() => api.post<Looked>(`/mailboxes/${seg(mailbox.id)}/test`).finally(reload)} of={FIXED} />
    </>
  );
}

function MailboxTester({ look, of }: { look: () => Promise<Looked>; of: object }): JSX.Element {
  return <Tester look={look} of={of} outcome={{ ok: t('mailbox.testOk'), failed: t('mailbox.testFailed') }} />;
}

function MailboxForm({ mailbox, reload }: { mailbox: Mailbox | null; reload: () => void }): JSX.Element {
  const asking = useSignal(false);
  const form = useForm<MailboxValues>({
    id: `mailbox-${mailbox?.id ?? 'new'}`,
    initial: valuesOf(mailbox, place.value.query.get('address') ?? ''),
    check: (values) => checkMailbox(values, mailbox),
    rename: fieldOf,
    submit: async (values) => {
      const saved = await (mailbox === null
        ? api.post<Mailbox>('/mailboxes', bodyOf(values))
        : api.put<Mailbox>(`/mailboxes/${seg(mailbox.id)}`, bodyOf(values)));
      toast({ icon: 'check', tone: 'good', text: t('mailbox.saved', { name: saved.name }) });
      go('/mailboxes');
    },
  });
  const values = form.values.value;
  const provider = providerOf(values.host);
  const stored = mailbox?.hasSecret === true;

  async function look(): Promise<Looked> {
    const wrong = checkMailbox(form.values.value, mailbox);
    form.problem.value = null;
    form.fields.value = wrong;
    if (wrong.length > 0) {
      form.failures.value++;
      return { findings: [] };
    }
    try {
      // One that works as it is stored is read at once, which its state above then says.
      if (mailbox !== null && !form.dirty.value) return await api.post<Looked>(`/mailboxes/${seg(mailbox.id)}/test`).finally(reload);
      // What is typed is tested; with the stored secret where none is typed.
      return await api.post<Looked>('/mailboxes/test', { ...(mailbox === null ? {} : { id: mailbox.id }), ...bodyOf(form.values.value) });
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (problem.fields.length === 0) throw problem;
      form.fields.value = problem.fields.map((entry) => ({ ...entry, field: fieldOf(entry.field) }));
      form.failures.value++;
      return { findings: [] };
    }
  }

  async function remove(): Promise<void> {
    asking.value = false;
    try {
      await api.remove(`/mailboxes/${seg(mailbox?.id ?? '')}`);
      form.reset(form.values.value);
      toast({ icon: 'trash', text: t('mailbox.removed', { name: mailbox?.name ?? '' }) });
      go('/mailboxes');
    } catch (thrown) {
      toastProblem(thrown);
    }
  }

  function take(next: MailboxValues): void {
    for (const name of ['host', 'port', 'security', 'signIn'] as const) {
      if (next[name] !== form.values.value[name]) form.set(name, next[name]);
    }
  }

  const oauth = values.signIn === 'oauth2';
  const labels: Record<string, string> = {
    host: t('relay.host'),
    security: t('relay.security'),
    port: t('relay.port'),
    user: t('relay.user'),
    signIn: t('mailbox.signIn'),
    secret: t(oauth ? 'mailbox.token' : 'relay.password'),
    authorities: t('relay.authorities'),
    addresses: t('mailbox.addresses'),
    folders: t('mailbox.folders'),
    sentFolder: t('mailbox.sentFolder'),
    name: t('relay.name'),
  };
  return (
    <form class="stack" noValidate onSubmit={(event) => void form.submit(event)}>
      <FormProblems form={form} labels={labels} />
      <section class="card stack" aria-labelledby="mailbox-server">
        <h2 id="mailbox-server">{t('mailbox.server')}</h2>
        <FieldFrame id="mailbox-provider" label={t('mailbox.provider')} help={t(`mailbox.provider.${provider.id}.help`)} problem={null}>
          {(described) => (
            <Select
              id="mailbox-provider"
              value={provider.id}
              onChange={(id) => take(chooseProvider(form.values.value, id))}
              described={described}
              options={[...PROVIDERS.map(({ id }) => id), 'other' as const].map((id) => ({ value: id, label: t(`mailbox.provider.${id}`) }))}
            />
          )}
        </FieldFrame>
        <TextField form={form} name="host" label={t('relay.host')} help={provider.id === 'other' ? t('mailbox.hostHelp') : undefined} />
        <div class="pair">
          <div
            onChangeCapture={(event) =>
              event.target instanceof HTMLSelectElement && take(chooseSecurity(form.values.value, event.target.value))
            }
          >
            <SelectField
              form={form}
              name="security"
              label={t('relay.security')}
              options={SECURITIES.map((value) => ({ value, label: t(`mailbox.security.${value}`) }))}
            />
          </div>
          <TextField form={form} name="port" label={t('relay.port')} required={false} />
        </div>
        <TextField form={form} name="user" autocomplete="off" label={t('relay.user')} help={t('mailbox.userHelp')} />
        <SelectField
          form={form}
          name="signIn"
          label={t('mailbox.signIn')}
          options={SIGN_INS.map((value) => ({ value, label: t(`mailbox.signIn.${value}`) }))}
        />
        <TextField
          form={form}
          name="secret"
          type="password"
          autocomplete="new-password"
          label={labels['secret'] ?? ''}
          required={stored ? 'kept' : true}
          help={[...(oauth ? [t('mailbox.tokenHelp')] : []), ...(stored ? [t('mailbox.secretStored')] : [])].join(' ') || undefined}
        />
        <details open={values.authorities !== ''}>
          <summary>{t('relay.authorities')}</summary>
          <AreaField form={form} name="authorities" label={t('relay.authorities')} help={t('relay.authoritiesHelp')} rows={3} required={false} />
        </details>
      </section>
      <section class="card stack" aria-labelledby="mailbox-what">
        <h2 id="mailbox-what">{t('mailbox.what')}</h2>
        <AreaField form={form} name="addresses" label={t('mailbox.addresses')} help={t('mailbox.addressesHelp')} rows={2} required={false} />
        <AreaField form={form} name="folders" label={t('mailbox.folders')} help={t('mailbox.foldersHelp')} rows={2} required={false} />
        <TextField
          form={form}
          name="sentFolder"
          label={t('mailbox.sentFolder')}
          help={t('mailbox.sentFolderHelp', { folder: provider.sentFolder })}
          required={false}
        />
        <Check
          id="mailbox-any"
          label={t('mailbox.anyMail')}
          help={t('mailbox.anyMailHelp')}
          checked={values.anyMail}
          onChange={(checked) => form.set('anyMail', checked)}
        />
        <TextField form={form} name="name" label={t('relay.name')} help={t('mailbox.nameHelp')} required={false} />
        <Check
          id="mailbox-enabled"
          label={t('mailbox.enabled')}
          help={t('mailbox.enabledHelp')}
          checked={values.enabled}
          onChange={(checked) => form.set('enabled', checked)}
        />
      </section>
      <MailboxTester look={look} of={values} />
      <div class="button-row">
        <button class="button button-main" aria-disabled={form.busy.value}>
          {form.busy.value ? t('mailbox.saving') : t('action.save')}
        </button>
        {mailbox !== null && (
          <button type="button" class="button button-danger button-end" onClick={() => (asking.value = true)}>
            <Icon name="trash" />
            {t('relay.remove')}
          </button>
        )}
      </div>
      {asking.value && (
        <Confirm
          title={t('mailbox.removeTitle', { name: mailbox?.name ?? '' })}
          text={t('mailbox.removeText')}
          yes={t('relay.remove')}
          danger
          onYes={() => void remove()}
          onNo={() => (asking.value = false)}
        />
      )}
    </form>
  );
}
