import type { JSX } from 'preact';
import type { Relay } from '../../api/types';
import { t } from '../../text/text';
import { AreaField, Check, SelectField, TextField } from '../../ui/field';
import { Icon } from '../../ui/icons';
import { type ServerPlan, useServerForm } from '../servers/server';
import { FixedTester, ServerForm } from '../servers/ServerForm';
import { ServerPage } from '../servers/ServerPage';
import { bodyOf, checkRelay, fieldOf, type RelayValues, SECURITIES, usualPort, valuesOf } from './relayForm';
import { addressOf } from './RelaysPage';
import { RelayPill } from './Sign';

export function RelayPage({ id }: { id: string }): JSX.Element {
  return (
    <ServerPage<Relay> kind="relay" id={id}>
      {(relay, reload) => (
        <>
          {relay !== null && <Health relay={relay} />}
          {relay?.fromEnvironment === true ? (
            <Fixed relay={relay} reload={reload} />
          ) : (
            <RelayForm key={relay?.id ?? 'new'} relay={relay} reload={reload} />
          )}
        </>
      )}
    </ServerPage>
  );
}

function Health({ relay }: { relay: Relay }): JSX.Element {
  return (
    <div class="sender-view">
      <RelayPill state={relay.state} />
      <span class="sender-view-reason">{relay.stateText ?? t('relay.works')}</span>
    </div>
  );
}

/** The one of the server's settings: it can be looked at and tested. */
function Fixed({ relay, reload }: { relay: Relay; reload: () => void }): JSX.Element {
  return (
    <>
      <div class="card stack">
        <p class="break">{addressOf(relay)}</p>
        <p class="quiet">{t('relay.fromEnvironment')}</p>
      </div>
      <FixedTester kind="relay" id={relay.id} reload={reload}>
        <TestMail relay={relay} />
      </FixedTester>
    </>
  );
}

function RelayForm({ relay, reload }: { relay: Relay | null; reload: () => void }): JSX.Element {
  const plan: ServerPlan<RelayValues> = {
    kind: 'relay',
    saved: relay,
    initial: valuesOf(relay),
    check: (values) => checkRelay(values, relay),
    rename: fieldOf,
    bodyOf,
  };
  const form = useServerForm(plan);

  function choose(security: string): void {
    const before = form.values.value.security;
    // A port that nobody changed follows the encryption.
    if (form.values.value.port === usualPort(before)) form.set('port', usualPort(security));
  }

  const labels: Record<string, string> = {
    name: t('relay.name'),
    host: t('relay.host'),
    port: t('relay.port'),
    security: t('relay.security'),
    user: t('relay.user'),
    password: t('relay.password'),
    authorities: t('relay.authorities'),
    senders: t('relay.senders'),
    perMinute: t('relay.perMinute'),
    connections: t('relay.connections'),
  };
  return (
    <ServerForm form={form} plan={plan} reload={reload} labels={labels} buttons={relay !== null && <TestMail relay={relay} />}>
      <div class="card stack">
        <TextField form={form} name="name" label={t('relay.name')} help={t('relay.nameHelp')} />
        <TextField form={form} name="host" label={t('relay.host')} help={t('relay.hostHelp')} />
        <SelectField
          form={form}
          name="security"
          label={t('relay.security')}
          options={SECURITIES.map((value) => ({ value, label: t(`relay.security.${value}`) }))}
          before={choose}
        />
        <TextField form={form} name="port" label={t('relay.port')} required={false} />
        <TextField form={form} name="user" label={t('relay.user')} help={t('relay.userHelp')} required={false} />
        <TextField
          form={form}
          name="password"
          type="password"
          autocomplete="new-password"
          label={t('relay.password')}
          required={relay?.passwordSet === true ? 'kept' : false}
          help={relay?.passwordSet === true ? t('crm.secretStored') : undefined}
        />
        <AreaField form={form} name="authorities" label={t('relay.authorities')} help={t('relay.authoritiesHelp')} rows={3} required={false} />
      </div>
      <div class="card stack">
        <AreaField form={form} name="senders" label={t('relay.senders')} help={t('relay.sendersHelp')} rows={3} required={false} />
        <Check
          id="relay-default"
          label={t('relay.isDefault')}
          help={t('relay.isDefaultHelp')}
          checked={form.values.value.isDefault}
          onChange={(checked) => form.set('isDefault', checked)}
        />
        <TextField form={form} name="perMinute" label={t('relay.perMinute')} help={t('relay.perMinuteHelp')} required={false} />
        <TextField form={form} name="connections" label={t('relay.connections')} required={false} />
        <Check
          id="relay-enabled"
          label={t('relay.enabled')}
          help={t('relay.enabledHelp')}
          checked={form.values.value.enabled}
          onChange={(checked) => form.set('enabled', checked)}
        />
      </div>
    </ServerForm>
  );
}

function TestMail({ relay }: { relay: Relay }): JSX.Element {
  return (
    <a class="button" href={`/test-mail?relay=${encodeURIComponent(relay.id)}`}>
      <Icon name="send" />
      {t('testMail.title')}
    </a>
  );
}
