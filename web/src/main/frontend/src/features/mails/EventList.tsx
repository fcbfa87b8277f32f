import { type Signal, useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { MailEvent } from '../../api/event';
import type { Copy } from '../../api/types';
import { day, exactly, timeWithSeconds, withDays } from '../../lib/format';
import { t } from '../../text/text';
import { Check, Select } from '../../ui/field';
import { Icon } from '../../ui/icons';
import { deviceText } from './CopyCard';
import { Correct, Untell } from './Corrections';
import { nameOf } from './MailRow';
import { eventLook, eventWord, VerdictWord } from './status';

interface EventListProps {
  events: MailEvent[];
  copies: Copy[];
  chosen: Signal<string | null>;
  mail: string;
  changed: () => void;
}

/** The why-log of a mail: each event with its class and the reason for it, oldest first. */
export function EventList({ events, copies, chosen, mail, changed }: EventListProps): JSX.Element {
  const machines = useSignal(true);
  const shown = events.filter(
    (event) => (chosen.value === null || event.copy === chosen.value) && (machines.value || event.verdict !== 'machine'),
  );
  const recipients = new Map(copies.map((copy) => [copy.id, nameOf(copy.recipient)]));
  return (
    <>
      <div class="event-filters">
        {copies.length > 1 && (
          <div class="filter">
            <label for="events-copy">{t('events.recipient')}</label>
            <Select
              id="events-copy"
              value={chosen.value ?? ''}
              onChange={(value) => (chosen.value = value === '' ? null : value)}
              options={[
                { value: '', label: t('events.everyRecipient') },
                ...copies.map((copy) => ({ value: copy.id, label: nameOf(copy.recipient) })),
              ]}
            />
          </div>
        )}
        {events.some((event) => event.verdict === 'machine') && (
          <Check id="events-machines" label={t('events.showMachines')} checked={machines.value} onChange={(on) => (machines.value = on)} />
        )}
      </div>
      {shown.length === 0 && <p class="quiet">{t('events.none')}</p>}
      <ol class="events">
        {shown.map((event, at) => {
          const look = eventLook(event.type, event.verdict);
          const today = day(event.at);
          const before = shown[at - 1];
          return (
            <li key={event.id} class="event">
              {(before === undefined || day(before.at) !== today) && <p class="event-day">{today}</p>}
              <div class="event-line">
                <span class={`event-sign tone-${look.tone}`}>
                  <Icon name={look.icon} />
                </span>
                <div class="event-text">
                  <p class="event-head">
                    <strong>{eventWord(event.type)}</strong>
                    {event.verdict != null && <VerdictWord verdict={event.verdict} />}
                    {copies.length > 1 && event.copy != null && <span class="quiet">{recipients.get(event.copy)}</span>}
                    <time dateTime={event.at} title={exactly(event.at)}>
                      {timeWithSeconds(event.at)}
                    </time>
                  </p>
                  {event.reason != null && (
                    <p>
                      {event.type === 'auto-reply' ? withDays(event.reason) : event.reason}{' '}
                      {event.confidence != null && (
                        <span class={`confidence confidence-${event.confidence}`}>{t(`confidence.${event.confidence}`)}</span>
                      )}
                    </p>
                  )}
                  <EventFacts event={event} />
                  <Correct mail={mail} event={event} changed={changed} />
                  <Untell mail={mail} event={event} changed={changed} />
                </div>
              </div>
            </li>
          );
        })}
      </ol>
    </>
  );
}

function EventFacts({ event }: { event: MailEvent }): JSX.Element | null {
  const parts = [deviceText(event.device), event.place ?? '', event.link ?? ''].filter((part) => part !== '');
  if (parts.length === 0) return null;
  return <p class="quiet break">{parts.join(' · ')}</p>;
}
