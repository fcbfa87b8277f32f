import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { api, seg } from '../../api/client';
import type { Outgoing, OutgoingAction, OutgoingState } from '../../api/types';
import { place, setQuery } from '../../app/router';
import { hasRole } from '../../app/session';
import { dayAndTime, exactly } from '../../lib/format';
import { useList } from '../../lib/list';
import { useLive } from '../../lib/live';
import { t } from '../../text/text';
import { Confirm } from '../../ui/dialog';
import { Select } from '../../ui/field';
import { Icon, type IconName } from '../../ui/icons';
import { More } from '../../ui/more';
import { PageHead } from '../../ui/page';
import { Empty, Loaded } from '../../ui/states';
import { toast, toastProblem } from '../../ui/toast';
import { QueryField } from '../mails/MailFilters';
import { OutgoingPill } from './Sign';

const STATES: OutgoingState[] = ['waiting', 'handing-over', 'not-confirmed', 'failed', 'bounced', 'sent', 'cancelled'];
const ICONS: Record<OutgoingAction, IconName> = { repeat: 'repeat', try: 'bolt', withdraw: 'close' };

interface Wish {
  mail: Outgoing;
  action: OutgoingAction;
}

/** Every mail on its way out: how far it is, why, and what can be done. */
export function OutgoingPage(): JSX.Element {
  const state = place.value.query.get('state') ?? '';
  const q = place.value.query.get('q') ?? '';
  const list = useList<Outgoing>('/outgoing', { state, q });
  const wish = useSignal<Wish | null>(null);
  useLive({ copy: list.reload, refresh: list.reload });

  async function act({ mail, action }: Wish): Promise<void> {
    wish.value = null;
    try {
      const changed = await api.post<Outgoing>(`/outgoing/${seg(mail.id)}/${action}`);
      list.items.value = list.items.value.map((other) => (other.id === mail.id ? changed : other));
      toast({ icon: ICONS[action], tone: 'good', text: t(`outgoing.done.${action}`, { to: mail.to }) });
    } catch (thrown) {
      toastProblem(thrown);
    }
    list.reload();
  }

  const asked = wish.value;
  const filtered = state !== '' || q !== '';
  return (
    <>
      <PageHead
        title={t('outgoing.title')}
        lead={t('outgoing.lead')}
        actions={
          <>
            <a class="button" href="/test-mail">
              <Icon name="send" />
              {t('testMail.title')}
            </a>
            {hasRole('administrator') && (
              <a class="button" href="/relays">
                <Icon name="gear" />
                {t('relays.title')}
              </a>
            )}
          </>
        }
      />
      <form class="filters" role="search" aria-label={t('outgoing.filter')} onSubmit={(event) => event.preventDefault()}>
        <div class="filters-main">
          <QueryField name="q" id="outgoing-search" label={t('outgoing.search')} icon />
          <div class="filter">
            <label for="outgoing-state">{t('outgoing.state')}</label>
            <Select
              id="outgoing-state"
              value={state}
              onChange={(value) => setQuery({ state: value })}
              options={[
                { value: '', label: t('outgoing.anyState') },
                ...STATES.map((value) => ({ value, label: t(`outgoing.state.${value}`) })),
              ]}
            />
          </div>
        </div>
      </form>
      <Loaded of={list}>
        {() =>
          list.items.value.length === 0 ? (
            <Empty
              icon="send"
              title={filtered ? t('outgoing.noneHere') : t('outgoing.empty')}
              action={
                filtered ? (
                  <a class="button" href="/outgoing">
                    {t('outgoing.showAll')}
                  </a>
                ) : (
                  <a class="button button-main" href="/compose">
                    {t('nav.compose')}
                  </a>
                )
              }
            >
              {filtered ? undefined : t('outgoing.emptyWhy')}
            </Empty>
          ) : (
            <>
              <ul class="rows" aria-label={t('outgoing.title')}>
                {list.items.value.map((mail) => (
                  <Row key={mail.id} mail={mail} ask={(action) => (wish.value = { mail, action })} act={(action) => void act({ mail, action })} />
                ))}
              </ul>
              <More of={list} />
            </>
          )
        }
      </Loaded>
      {asked !== null && (
        <Confirm
          title={t(`outgoing.ask.${asked.action === 'repeat' ? 'repeat' : 'withdraw'}`, { to: asked.mail.to })}
          text={t(`outgoing.askText.${asked.action === 'repeat' ? 'repeat' : 'withdraw'}`, { subject: asked.mail.subject ?? '' })}
          yes={t(`outgoing.action.${asked.action}`)}
          danger={asked.action === 'withdraw'}
          onYes={() => void act(asked)}
          onNo={() => (wish.value = null)}
        />
      )}
    </>
  );
}

interface RowProps {
  mail: Outgoing;
  ask: (action: OutgoingAction) => void;
  act: (action: OutgoingAction) => void;
}

function Row({ mail, ask, act }: RowProps): JSX.Element {
  const subject = mail.subject === null || mail.subject === '' ? t('mail.noSubject') : mail.subject;
  const at = mail.settledAt ?? mail.createdAt;
  return (
    <li class="row follow-up">
      <div class="follow-up-main">
        <p class="follow-up-who">
          {mail.message === null ? (
            <strong>{mail.to}</strong>
          ) : (
            <a data-row class="break" href={`/mails/${mail.message}`}>
              {mail.to}
            </a>
          )}
          <OutgoingPill state={mail.state} />
        </p>
        <p class="quiet break">
          {subject} · {t('outgoing.by', { from: mail.from, relay: mail.relay.name })} ·{' '}
          <time dateTime={at} title={exactly(at)}>
            {dayAndTime(at)}
          </time>
          {mail.nextAttempt !== null && ` · ${t('outgoing.next', { when: dayAndTime(mail.nextAttempt) })}`}
          {mail.attempts > 0 && ` · ${t('outgoing.attempts', { count: mail.attempts })}`}
        </p>
        {mail.reason !== null && mail.reason !== '' && <p class="follow-up-why break">{mail.reason}</p>}
      </div>
      {mail.actions.length > 0 && (
        <div class="follow-up-actions" role="group" aria-label={t('outgoing.actions', { to: mail.to })}>
          {mail.actions.map((action) => (
            <button
              key={action}
              type="button"
              class="button button-small"
              onClick={() => (action === 'try' ? act(action) : ask(action))}
            >
              {t(`outgoing.action.${action}`)}
            </button>
          ))}
        </div>
      )}
    </li>
  );
}
