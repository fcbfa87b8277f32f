import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { api, seg } from '../../api/client';
import type { MailEvent } from '../../api/event';
import type { Mail, Page } from '../../api/types';
import { dayAndTime, exactly } from '../../lib/format';
import { useLive } from '../../lib/live';
import { useResource } from '../../lib/resource';
import { t } from '../../text/text';
import { PageHead } from '../../ui/page';
import { Loaded } from '../../ui/states';
import { CopyCard } from './CopyCard';
import { EventList } from './EventList';
import { nameOf } from './MailRow';
import { withChange } from './MailsPage';

export function MailPage({ id }: { id: string }): JSX.Element {
  const mail = useResource<Mail>(`mail ${id}`, (signal) => api.get<Mail>(`/messages/${seg(id)}`, {}, signal));
  const events = useResource<Page<MailEvent>>(`events ${id}`, (signal) =>
    api.get<Page<MailEvent>>(`/messages/${seg(id)}/events`, { limit: 200 }, signal),
  );
  const chosen = useSignal<string | null>(null);

  function reload(): void {
    mail.reload();
    events.reload();
  }

  useLive({
    copy: (change) => {
      if (change.messageId !== id || mail.data.value === null) return;
      mail.data.value = withChange([mail.data.value], change)[0] ?? mail.data.value;
      reload();
    },
    refresh: reload,
  });

  const subject = mail.data.value?.subject;
  return (
    <>
      <PageHead
        title={subject === undefined ? t('mail.title') : subject === '' ? t('mail.noSubject') : subject}
        back={{ href: '/mails', label: t('mails.title') }}
        lead={mail.data.value !== null && <MailFacts mail={mail.data.value} />}
      />
      <Loaded of={mail}>
        {(data) => (
          <div class="mail-page">
            <div class="stack" aria-label={t('mail.copies')} role="group">
              {data.copies.map((copy) => (
                <CopyCard key={copy.id} mail={id} copy={copy} single={data.copies.length === 1} changed={reload} />
              ))}
            </div>
            <section class="card" aria-labelledby="events-title">
              <h2 id="events-title">{t('mail.events')}</h2>
              <Loaded of={events} rows={4}>
                {(page) => <EventList events={page.items} copies={data.copies} chosen={chosen} mail={id} changed={reload} />}
              </Loaded>
            </section>
          </div>
        )}
      </Loaded>
    </>
  );
}

function MailFacts({ mail }: { mail: Mail }): JSX.Element {
  const at = mail.sentAt ?? mail.createdAt;
  return (
    <>
      {t('mail.from', { sender: nameOf(mail.sender) })} · <time title={exactly(at)} dateTime={at}>{dayAndTime(at)}</time>
      {mail.campaign != null && ` · ${t('mail.campaign', { name: mail.campaign })}`}
      {mail.template != null && ` · ${t('mail.template', { name: mail.template })}`}
    </>
  );
}
