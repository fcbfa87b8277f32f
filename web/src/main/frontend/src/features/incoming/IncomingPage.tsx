import type { JSX } from 'preact';
import { api } from '../../api/client';
import type { Incoming, Mailbox } from '../../api/incoming';
import type { Page } from '../../api/types';
import { place, setQuery } from '../../app/router';
import { hasRole } from '../../app/session';
import { exactly, short, withDays } from '../../lib/format';
import { useList } from '../../lib/list';
import { useLive } from '../../lib/live';
import { useResource } from '../../lib/resource';
import { t } from '../../text/text';
import { Select } from '../../ui/field';
import { Icon } from '../../ui/icons';
import { More } from '../../ui/more';
import { PageHead } from '../../ui/page';
import { Empty, Loaded } from '../../ui/states';
import { broken, codesOf, nameOfMailbox, onBehalfOf, whoOf } from './incoming';
import { AddMailbox } from './MailboxesPage';
import { KindPill, KINDS } from './Signs';

/** What came back to the mailboxes that are read, newest first, in plain words. */
export function IncomingPage(): JSX.Element {
  const kind = place.value.query.get('kind') ?? '';
  const mailbox = place.value.query.get('mailbox') ?? '';
  const administrator = hasRole('administrator');
  const list = useList<Incoming>('/incoming', { kind, mailbox });
  const mailboxes = useResource<Mailbox[]>('incoming mailboxes', async (signal) =>
    administrator ? (await api.get<Page<Mailbox>>('/mailboxes', {}, signal)).items : [],
  );
  useLive({ copy: list.reload, refresh: list.reload });

  const known = mailboxes.data.value ?? [];
  const filtered = kind !== '' || mailbox !== '';
  return (
    <>
      <PageHead
        title={t('incoming.title')}
        lead={t('incoming.lead')}
        actions={
          administrator ? (
            <a class="button" href="/mailboxes">
              <Icon name="gear" />
              {t('mailboxes.title')}
            </a>
          ) : undefined
        }
      />
      {broken(known).map((one) => (
        <p class="notice notice-warn" role="status" key={one.id}>
          <Icon name="alert" />
          <span class="break">
            {t('incoming.broken', { name: one.name })} <a href={`/mailboxes/${one.id}`}>{t('incoming.toMailbox')}</a>
          </span>
        </p>
      ))}
      <form class="filters" role="search" aria-label={t('incoming.filter')} onSubmit={(event) => event.preventDefault()}>
        <div class="filters-main">
          <div class="filter">
            <label for="incoming-kind">{t('incoming.kind')}</label>
            <Select
              id="incoming-kind"
              value={kind}
              onChange={(value) => setQuery({ kind: value })}
              options={[{ value: '', label: t('incoming.anyKind') }, ...KINDS.map((value) => ({ value, label: t(`incoming.kind.${value}`) }))]}
            />
          </div>
          {(known.length > 1 || mailbox !== '') && (
            <div class="filter">
              <label for="incoming-mailbox">{t('mailbox.one')}</label>
              <Select
                id="incoming-mailbox"
                value={mailbox}
                onChange={(value) => setQuery({ mailbox: value })}
                options={[{ value: '', label: t('incoming.anyMailbox') }, ...known.map((one) => ({ value: one.id, label: one.name }))]}
              />
            </div>
          )}
        </div>
      </form>
      <Loaded of={list}>
        {() =>
          list.items.value.length === 0 ? (
            <Nothing filtered={filtered} unread={administrator && mailboxes.data.value?.length === 0} administrator={administrator} />
          ) : (
            <>
              <ul class="rows" aria-label={t('incoming.title')}>
                {list.items.value.map((item) => (
                  <Row key={item.id} item={item} mailbox={nameOfMailbox(item.mailbox, known)} />
                ))}
              </ul>
              <More of={list} />
            </>
          )
        }
      </Loaded>
    </>
  );
}

function Nothing({ filtered, unread, administrator }: { filtered: boolean; unread: boolean; administrator: boolean }): JSX.Element {
  if (filtered) {
    return (
      <Empty
        icon="reply"
        title={t('incoming.noneHere')}
        action={
          <a class="button" href="/incoming">
            {t('outgoing.showAll')}
          </a>
        }
      />
    );
  }
  if (unread) {
    return (
      <Empty icon="inbox" title={t('mailboxes.empty')} action={<AddMailbox />}>
        {t('mailboxes.emptyWhy')}
      </Empty>
    );
  }
  return (
    <Empty icon="reply" title={t('incoming.empty')}>
      {t(administrator ? 'incoming.emptyWhy' : 'incoming.emptyWhyOthers')}
    </Empty>
  );
}

function Row({ item, mailbox }: { item: Incoming; mailbox: string | null }): JSX.Element {
  const who = whoOf(item);
  const other = onBehalfOf(item);
  return (
    <li class="row incoming">
      <div class="mail-row-head">
        <p class="follow-up-who">
          <a href={`/contacts/${encodeURIComponent(who)}`}>{who}</a>
          <KindPill item={item} />
        </p>
        <time dateTime={item.at} title={exactly(item.at)}>
          {short(item.at)}
        </time>
      </div>
      <p class="break">{withDays(item.sentence)}</p>
      <p class="quiet break">
        {item.subject === null ? (
          t('incoming.gone')
        ) : (
          <>
            {t('incoming.mail')}{' '}
            <a data-row href={`/mails/${item.message}`}>
              {item.subject === '' ? t('mail.noSubject') : item.subject}
            </a>
          </>
        )}
        {other !== null && ` · ${t('incoming.sentTo', { to: other })}`}
        {item.kind === 'bounce' && ` · ${t(item.hard ? 'incoming.hard' : 'incoming.soft')}`}
        {mailbox !== null && ` · ${t('incoming.in', { name: mailbox })}`}
      </p>
      <Words item={item} />
    </li>
  );
}

/** The other server's own words, for whoever wants to know exactly. */
function Words({ item }: { item: Incoming }): JSX.Element | null {
  const codes = codesOf(item);
  const text = item.text ?? '';
  if (text === '' && codes === '') return null;
  return (
    <details class="words">
      <summary>{t('incoming.words')}</summary>
      {codes !== '' && <p class="quiet">{t('incoming.codes', { codes })}</p>}
      {text !== '' && <blockquote class="break">{text}</blockquote>}
    </details>
  );
}
