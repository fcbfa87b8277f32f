import type { JSX } from 'preact';
import type { Contact } from '../../api/types';
import { useKeys } from '../../app/keys';
import { place } from '../../app/router';
import { exactly, short } from '../../lib/format';
import { useList } from '../../lib/list';
import { useLive } from '../../lib/live';
import { t } from '../../text/text';
import { More } from '../../ui/more';
import { PageHead } from '../../ui/page';
import { Empty, Loaded } from '../../ui/states';
import { QueryField } from '../mails/MailFilters';
import { nameOf } from '../mails/MailRow';
import { StatusPill } from '../mails/status';

export function ContactsPage(): JSX.Element {
  const q = place.value.query.get('q');
  const list = useList<Contact>('/contacts', { q });
  useLive({ copy: list.reload, refresh: list.reload });
  useKeys([{ key: '/', says: t('keys.search'), run: () => document.getElementById('contacts-search')?.focus() }]);
  return (
    <>
      <PageHead title={t('contacts.title')} />
      <form class="filters" role="search" aria-label={t('filter.label')} onSubmit={(event) => event.preventDefault()}>
        <QueryField name="q" id="contacts-search" label={t('contacts.search')} icon />
      </form>
      <Loaded of={list}>
        {() =>
          list.items.value.length === 0 ? (
            <Empty icon="person" title={q === null ? t('contacts.empty') : t('contacts.noneFound')}>
              {q === null ? t('contacts.emptyWhy') : t('contacts.noneFoundWhy')}
            </Empty>
          ) : (
            <>
              <ul class="rows" aria-label={t('contacts.title')}>
                {list.items.value.map((contact) => (
                  <li class="row contact-row" key={contact.email}>
                    <div>
                      <a class="row-link" data-row href={`/contacts/${encodeURIComponent(contact.email)}`}>
                        {nameOf(contact)}
                      </a>
                      <p class="quiet break">
                        {nameOf(contact) === contact.email ? '' : `${contact.email} · `}
                        {t('contacts.mails', { count: contact.mails })}
                      </p>
                    </div>
                    {contact.lastStatus != null && <StatusPill status={contact.lastStatus} label={contact.lastStatusLabel} />}
                    {contact.lastAt != null && (
                      <time dateTime={contact.lastAt} title={exactly(contact.lastAt)}>
                        {short(contact.lastAt)}
                      </time>
                    )}
                  </li>
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
