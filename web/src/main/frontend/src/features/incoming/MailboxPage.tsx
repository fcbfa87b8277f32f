import type { JSX } from 'preact';
import type { Mailbox } from '../../api/incoming';
import { place } from '../../app/router';
import { t } from '../../text/text';
import { AreaField, Check, FieldFrame, Select, SelectField, TextField } from '../../ui/field';
import { type ServerPlan, useServerForm } from '../servers/server';
import { FixedTester, ServerForm } from '../servers/ServerForm';
import { ServerPage } from '../servers/ServerPage';
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
  return (
    <ServerPage<Mailbox> kind="mailbox" id={id}>
      {(mailbox, reload) => (
        <>
          {mailbox !== null && <Health mailbox={mailbox} />}
          {mailbox?.ofEnvironment === true ? (
            <Fixed mailbox={mailbox} reload={reload} />
          ) : (
            <MailboxForm key={mailbox?.id ?? 'new'} mailbox={mailbox} reload={reload} />
          )}
        </>
      )}
    </ServerPage>
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
      <FixedTester kind="mailbox" id={mailbox.id} reload={reload} />
    </>
  );
}

function MailboxForm({ mailbox, reload }: { mailbox: Mailbox | null; reload: () => void }): JSX.Element {
  const plan: ServerPlan<MailboxValues> = {
    kind: 'mailbox',
    saved: mailbox,
    initial: valuesOf(mailbox, place.value.query.get('address') ?? ''),
    check: (values) => checkMailbox(values, mailbox),
    rename: fieldOf,
    bodyOf,
  };
  const form = useServerForm(plan);
  const values = form.values.value;
  const provider = providerOf(values.host);
  const stored = mailbox?.hasSecret === true;

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
    <ServerForm form={form} plan={plan} reload={reload} labels={labels} removed={t('mailbox.removed', { name: mailbox?.name ?? '' })}>
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
          <SelectField
            form={form}
            name="security"
            label={t('relay.security')}
            options={SECURITIES.map((value) => ({ value, label: t(`mailbox.security.${value}`) }))}
            before={(security) => take(chooseSecurity(form.values.value, security))}
          />
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
    </ServerForm>
  );
}
