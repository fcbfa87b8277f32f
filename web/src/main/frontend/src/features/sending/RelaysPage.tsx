import type { JSX } from 'preact';
import type { Relay } from '../../api/types';
import { hasRole } from '../../app/session';
import { dayAndTime } from '../../lib/format';
import { useList } from '../../lib/list';
import { t } from '../../text/text';
import { Icon } from '../../ui/icons';
import { PageHead } from '../../ui/page';
import { Loaded, NoPermission } from '../../ui/states';
import { RelayPill } from './Sign';

/** The servers by which mail leaves. */
export function RelaysPage(): JSX.Element {
  const allowed = hasRole('administrator');
  return (
    <>
      <PageHead
        title={t('relays.title')}
        lead={t('relays.lead')}
        back={{ href: '/outgoing', label: t('outgoing.title') }}
        actions={
          allowed ? (
            <a class="button button-main" href="/relays/new">
              <Icon name="plus" />
              {t('relays.new')}
            </a>
          ) : undefined
        }
      />
      {allowed ? <Relays /> : <NoPermission />}
    </>
  );
}

function Relays(): JSX.Element {
  const list = useList<Relay>('/relays', {});
  return (
    <Loaded of={list} rows={2}>
      {() => (
        <ul class="rows" aria-label={t('relays.title')}>
          {list.items.value.map((relay) => (
            <li class="row" key={relay.id}>
              <div class="mail-row-head">
                <a class="row-link break" data-row href={`/relays/${relay.id}`}>
                  {relay.name}
                </a>
                <RelayPill state={relay.state} />
              </div>
              <p class="quiet break">
                {addressOf(relay)} · {sendersOf(relay)}
                {relay.lastTakenAt !== null && ` · ${t('relay.lastTaken', { when: dayAndTime(relay.lastTakenAt) })}`}
              </p>
              {relay.stateText !== null && (
                <p class="break">
                  {relay.stateText}
                  {relay.nextAttempt !== null && ` ${t('relay.next', { when: dayAndTime(relay.nextAttempt) })}`}
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  );
}

export function addressOf(relay: Relay): string {
  if (relay.capture) return t('relay.capture');
  return `${relay.host ?? ''}:${relay.port ?? ''}, ${t(`relay.security.${relay.security ?? 'none'}`)}`;
}

function sendersOf(relay: Relay): string {
  const parts = [...relay.senders];
  if (relay.isDefault) parts.push(relay.senders.length === 0 ? t('relay.everybody') : t('relay.everybodyElse'));
  return parts.length === 0 ? t('relay.nobody') : parts.join(', ');
}
