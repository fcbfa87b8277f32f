import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { api, seg } from '../../api/client';
import { type ApiProblem, asProblem } from '../../api/problem';
import type { Page, Relay, TestMail } from '../../api/types';
import { place } from '../../app/router';
import { hasRole, user } from '../../app/session';
import { exactly, timeWithSeconds } from '../../lib/format';
import { useLive } from '../../lib/live';
import { useResource } from '../../lib/resource';
import { t } from '../../text/text';
import { Select } from '../../ui/field';
import { Icon } from '../../ui/icons';
import { PageHead } from '../../ui/page';
import { ProblemBox } from '../../ui/states';
import { CheckPill } from './Sign';
import { lacksMailbox } from './testMail';

const AGAIN = 2_000;

/** Sends a mail to oneself and shows how far it came. */
export function TestMailPage(): JSX.Element {
  const relay = useSignal(place.value.query.get('relay') ?? '');
  const mail = useSignal<TestMail | null>(null);
  const busy = useSignal(false);
  const failure = useSignal<ApiProblem | null>(null);
  const relays = useResource<Relay[]>('test-mail relays', async (signal) =>
    hasRole('administrator') ? (await api.get<Page<Relay>>('/relays', {}, signal)).items : [],
  );

  async function send(): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    failure.value = null;
    try {
      mail.value = await api.post<TestMail>('/test-mails', relay.value === '' ? {} : { relay: relay.value });
    } catch (thrown) {
      failure.value = asProblem(thrown);
    } finally {
      busy.value = false;
    }
  }

  async function look(): Promise<void> {
    const id = mail.value?.id;
    if (id === undefined) return;
    try {
      const fresh = await api.get<TestMail>(`/test-mails/${seg(id)}`);
      if (mail.value?.id === id) mail.value = fresh;
    } catch {
      // The last state stays; the next look may succeed.
    }
  }

  useLive({ copy: () => void look(), refresh: () => void look() });
  useEffect(() => {
    const timer = setInterval(() => {
      if (mail.value !== null && !mail.value.done && document.visibilityState === 'visible') void look();
    }, AGAIN);
    return () => clearInterval(timer);
  }, []);

  const choices = relays.data.value ?? [];
  return (
    <>
      <PageHead title={t('testMail.title')} lead={t('testMail.lead')} back={{ href: '/outgoing', label: t('outgoing.title') }} />
      <div class="stack narrow">
        <div class="card stack">
          <p class="break">{t('testMail.to', { to: user.value?.email ?? '' })}</p>
          {choices.length > 1 && (
            <div class="filter">
              <label for="test-relay">{t('testMail.by')}</label>
              <Select
                id="test-relay"
                value={relay.value}
                onChange={(value) => (relay.value = value)}
                options={[{ value: '', label: t('testMail.usual') }, ...choices.map((other) => ({ value: other.id, label: other.name }))]}
              />
            </div>
          )}
          <div class="button-row">
            <button type="button" class="button button-main" aria-disabled={busy.value} onClick={() => void send()}>
              <Icon name="send" />
              {busy.value ? t('testMail.sending') : t(mail.value === null ? 'testMail.send' : 'testMail.sendAgain')}
            </button>
          </div>
        </div>
        {failure.value !== null && <ProblemBox problem={failure.value} retry={() => void send()} />}
        <div role="status">{mail.value !== null && <Checklist mail={mail.value} />}</div>
        {mail.value !== null && lacksMailbox(mail.value) && <Connect address={mail.value.to} />}
      </div>
    </>
  );
}

function Checklist({ mail }: { mail: TestMail }): JSX.Element {
  return (
    <section class="card stack" aria-label={t('testMail.checklist')}>
      <p class="quiet break">{t('testMail.sentBy', { to: mail.to, relay: mail.relay.name })}</p>
      <ol class="rows checklist">
        {mail.checks.map((check) => (
          <li class="row" key={check.key}>
            <div class="mail-row-head">
              <strong>{t(`testMail.check.${check.key}`)}</strong>
              <CheckPill state={check.state} />
            </div>
            <p class="break">
              {check.text}
              {check.at !== null && (
                <>
                  {' '}
                  <time dateTime={check.at} title={exactly(check.at)}>
                    {timeWithSeconds(check.at)}
                  </time>
                </>
              )}
            </p>
            {check.whatToDo !== null && <p class="quiet break">{check.whatToDo}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Nobody but a read mailbox sees that a mail arrived or was answered. */
function Connect({ address }: { address: string }): JSX.Element {
  const administrator = hasRole('administrator');
  return (
    <div class="notice notice-calm">
      <Icon name="inbox" />
      <div>
        <p class="break">{t(administrator ? 'testMail.connect' : 'testMail.connectAsk', { to: address })}</p>
        {administrator && (
          <a class="button button-small" href={`/mailboxes/new?address=${encodeURIComponent(address)}`}>
            {t('testMail.connectAction')}
          </a>
        )}
      </div>
    </div>
  );
}
