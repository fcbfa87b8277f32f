import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { api, seg } from '../../api/client';
import { asProblem } from '../../api/problem';
import type { Relay } from '../../api/types';
import { go } from '../../app/router';
import { hasRole } from '../../app/session';
import { useForm } from '../../lib/form';
import { useResource } from '../../lib/resource';
import { t } from '../../text/text';
import { Confirm } from '../../ui/dialog';
import { AreaField, Check, FormProblems, SelectField, TextField } from '../../ui/field';
import { Icon } from '../../ui/icons';
import { PageHead } from '../../ui/page';
import { Loaded, NoPermission } from '../../ui/states';
import { toast, toastProblem } from '../../ui/toast';
import { bodyOf, checkRelay, fieldOf, type RelayValues, SECURITIES, usualPort, valuesOf } from './relayForm';
import { addressOf } from './RelaysPage';
import { RelayPill } from './Sign';
import type { Looked } from './Steps';
import { Tester } from './Tester';

export function RelayPage({ id }: { id: string }): JSX.Element {
  const fresh = id === 'new';
  const allowed = hasRole('administrator');
  const relay = useResource<{ relay: Relay | null }>(`relay ${id}`, async (signal) => ({
    relay: fresh || !allowed ? null : await api.get<Relay>(`/relays/${seg(id)}`, {}, signal),
  }));
  return (
    <>
      <PageHead
        title={fresh ? t('relays.new') : (relay.data.value?.relay?.name ?? t('relay.one'))}
        back={{ href: '/relays', label: t('relays.title') }}
      />
      {!allowed ? (
        <NoPermission />
      ) : (
        <Loaded of={relay}>
          {(data) => (
            <div class="stack narrow">
              {data.relay !== null && <Health relay={data.relay} />}
              {data.relay?.fromEnvironment === true ? (
                <Fixed relay={data.relay} reload={relay.reload} />
              ) : (
                <RelayForm key={data.relay?.id ?? 'new'} relay={data.relay} />
              )}
            </div>
          )}
        </Loaded>
      )}
    </>
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

/** Nothing can be typed there. */
const FIXED = {};

/** The one of the server's settings: it can be looked at and tested. */
function Fixed({ relay, reload }: { relay: Relay; reload: () => void }): JSX.Element {
  return (
    <>
      <div class="card stack">
        <p class="break">{addressOf(relay)}</p>
        <p class="quiet">{t('relay.fromEnvironment')}</p>
      </div>
      <RelayTester look={() => api.post<Looked>(`/relays/${seg(relay.id)}/test`).finally(reload)} of={FIXED} relay={relay.id} />
    </>
  );
}

function RelayForm({ relay }: { relay: Relay | null }): JSX.Element {
  const asking = useSignal(false);
  const form = useForm<RelayValues>({
    id: `relay-${relay?.id ?? 'new'}`,
    initial: valuesOf(relay),
    check: (values) => checkRelay(values, relay),
    rename: fieldOf,
    submit: async (values) => {
      if (relay === null) await api.post('/relays', bodyOf(values));
      else await api.put(`/relays/${seg(relay.id)}`, bodyOf(values));
      toast({ icon: 'check', tone: 'good', text: t('relay.saved', { name: values.name }) });
      go('/relays');
    },
  });

  async function look(): Promise<Looked> {
    const wrong = checkRelay({ ...form.values.value, name: form.values.value.name || '-' }, relay);
    form.problem.value = null;
    form.fields.value = wrong;
    if (wrong.length > 0) {
      form.failures.value++;
      return { findings: [] };
    }
    try {
      // What is typed is tested; with a stored password where none is typed.
      const path = relay === null ? '/relays/test' : `/relays/${seg(relay.id)}/test`;
      return await api.post<Looked>(path, relay !== null && !form.dirty.value ? undefined : bodyOf(form.values.value));
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
      await api.remove(`/relays/${seg(relay?.id ?? '')}`);
      form.reset(form.values.value);
      go('/relays');
    } catch (thrown) {
      toastProblem(thrown);
    }
  }

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
    <form class="stack" noValidate onSubmit={(event) => void form.submit(event)}>
      <FormProblems form={form} labels={labels} />
      <div class="card stack">
        <TextField form={form} name="name" label={t('relay.name')} help={t('relay.nameHelp')} />
        <TextField form={form} name="host" label={t('relay.host')} help={t('relay.hostHelp')} />
        <div onChangeCapture={(event) => event.target instanceof HTMLSelectElement && choose(event.target.value)}>
          <SelectField
            form={form}
            name="security"
            label={t('relay.security')}
            options={SECURITIES.map((value) => ({ value, label: t(`relay.security.${value}`) }))}
          />
        </div>
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
      <RelayTester look={look} of={form.values.value} relay={relay?.id ?? null} />
      <div class="button-row">
        <button class="button button-main" aria-disabled={form.busy.value}>
          {form.busy.value ? t('relay.saving') : t('action.save')}
        </button>
        {relay !== null && (
          <button type="button" class="button button-danger button-end" onClick={() => (asking.value = true)}>
            <Icon name="trash" />
            {t('relay.remove')}
          </button>
        )}
      </div>
      {asking.value && (
        <Confirm
          title={t('relay.removeTitle', { name: relay?.name ?? '' })}
          text={t('relay.removeText')}
          yes={t('relay.remove')}
          danger
          onYes={() => void remove()}
          onNo={() => (asking.value = false)}
        />
      )}
    </form>
  );
}

function RelayTester({ look, of, relay }: { look: () => Promise<Looked>; of: object; relay: string | null }): JSX.Element {
  return (
    <Tester look={look} of={of} outcome={{ ok: t('relay.testOk'), failed: t('relay.testFailed') }}>
      {relay !== null && (
        <a class="button" href={`/test-mail?relay=${encodeURIComponent(relay)}`}>
          <Icon name="send" />
          {t('testMail.title')}
        </a>
      )}
    </Tester>
  );
}
