import type { JSX } from 'preact';
import { seg } from '../../api/client';
import type { TimelineEntry } from '../../api/types';
import { day, exactly, time, withDays } from '../../lib/format';
import { useList } from '../../lib/list';
import { useLive } from '../../lib/live';
import { t } from '../../text/text';
import { Icon } from '../../ui/icons';
import { More } from '../../ui/more';
import { Card, PageHead } from '../../ui/page';
import { Empty, Loaded } from '../../ui/states';
import { deviceText } from '../mails/CopyCard';
import { eventLook, eventWord, VerdictWord } from '../mails/status';

/** All that is known of one person, newest first. */
export function ContactPage({ email }: { email: string }): JSX.Element {
  const list = useList<TimelineEntry>(`/contacts/${seg(email)}/timeline`, {});
  useLive({ copy: list.reload, refresh: list.reload });
  return (
    <>
      <PageHead
        title={email}
        back={{ href: '/contacts', label: t('contacts.title') }}
        actions={
          <a class="button" href={`/compose?to=${encodeURIComponent(email)}`}>
            <Icon name="pen" />
            {t('contacts.write')}
          </a>
        }
      />
      <Loaded of={list}>
        {() =>
          list.items.value.length === 0 ? (
            <Empty icon="person" title={t('contacts.nothing')}>
              {t('contacts.nothingWhy')}
            </Empty>
          ) : (
            <Card title={t('contacts.timeline')} id="timeline-title">
              <ol class="events">
                {list.items.value.map((entry, at) => (
                  <TimelineItem key={`${entry.at} ${entry.type} ${at}`} entry={entry} before={list.items.value[at - 1]} />
                ))}
              </ol>
              <More of={list} />
            </Card>
          )
        }
      </Loaded>
    </>
  );
}

function TimelineItem({ entry, before }: { entry: TimelineEntry; before: TimelineEntry | undefined }): JSX.Element {
  const look = eventLook(entry.type, entry.verdict);
  const facts = [deviceText(entry.device), entry.place ?? '', entry.link ?? ''].filter((part) => part !== '');
  return (
    <li class="event">
      {(before === undefined || day(before.at) !== day(entry.at)) && <p class="event-day">{day(entry.at)}</p>}
      <div class="event-line">
        <span class={`event-sign tone-${look.tone}`}>
          <Icon name={look.icon} />
        </span>
        <div class="event-text">
          <p class="event-head">
            <strong>{eventWord(entry.type)}</strong>
            {entry.verdict != null && <VerdictWord verdict={entry.verdict} />}
            <time dateTime={entry.at} title={exactly(entry.at)}>
              {time(entry.at)}
            </time>
          </p>
          {entry.messageId != null && (
            <p>
              <a href={`/mails/${entry.messageId}`}>{entry.subject ?? t('mail.title')}</a>
            </p>
          )}
          {entry.text != null && <p>{entry.type === 'auto-reply' ? withDays(entry.text) : entry.text}</p>}
          {facts.length > 0 && <p class="quiet break">{facts.join(' · ')}</p>}
        </div>
      </div>
    </li>
  );
}
