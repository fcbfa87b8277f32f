import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { addressOf, api, seg } from '../../api/client';
import type { CapturedMailFull, Mail } from '../../api/types';
import { go } from '../../app/router';
import { dayAndTime, size } from '../../lib/format';
import { useLive } from '../../lib/live';
import { useResource } from '../../lib/resource';
import { t } from '../../text/text';
import { Confirm } from '../../ui/dialog';
import { Check } from '../../ui/field';
import { Icon } from '../../ui/icons';
import { PageHead } from '../../ui/page';
import { Loaded } from '../../ui/states';
import { toastProblem } from '../../ui/toast';
import { StatusPill } from '../mails/status';

export function CapturedPage({ id }: { id: string }): JSX.Element {
  const mail = useResource<CapturedMailFull>(`captured ${id}`, (signal) =>
    api.get<CapturedMailFull>(`/captured/${seg(id)}`, {}, signal),
  );
  const images = useSignal(true);
  const asking = useSignal(false);

  async function remove(): Promise<void> {
    asking.value = false;
    try {
      await api.remove(`/captured/${seg(id)}`);
      go('/inbox');
    } catch (thrown) {
      toastProblem(thrown);
    }
  }

  return (
    <>
      <PageHead
        title={mail.data.value === null ? t('inbox.mail') : mail.data.value.subject === '' ? t('mail.noSubject') : mail.data.value.subject}
        back={{ href: '/inbox', label: t('inbox.title') }}
        lead={mail.data.value === null ? undefined : t('inbox.seat', { to: mail.data.value.to })}
      />
      <Loaded of={mail}>
        {(data) => (
          <div class="stack">
            {data.messageId != null && <SenderView messageId={data.messageId} copy={data.copy ?? null} />}
            <section class="card card-flush letter-card" aria-labelledby="letter-title">
              <div class="letter-head">
                <h2 id="letter-title" class="hidden-visually">
                  {t('inbox.content')}
                </h2>
                <dl class="letter-facts">
                  <dt>{t('inbox.from')}</dt>
                  <dd>{data.from}</dd>
                  <dt>{t('inbox.to')}</dt>
                  <dd>{data.to}</dd>
                  <dt>{t('inbox.at')}</dt>
                  <dd>{dayAndTime(data.at)}</dd>
                </dl>
                {data.hasHtml && (
                  <Check id="show-images" label={t('inbox.images')} checked={images.value} onChange={(on) => (images.value = on)} />
                )}
              </div>
              {data.hasHtml ? (
                <iframe
                  key={String(images.value)}
                  class="letter-frame"
                  title={t('inbox.frame', { subject: data.subject })}
                  sandbox="allow-popups allow-popups-to-escape-sandbox"
                  src={addressOf(`/captured/${seg(id)}/preview`, { images: images.value ? 'on' : null })}
                />
              ) : (
                <pre class="letter-text">{data.text ?? t('inbox.noText')}</pre>
              )}
              {data.attachments.length > 0 && (
                <ul class="attachments" aria-label={t('inbox.attachments')}>
                  {data.attachments.map((part) => (
                    <li key={part.name} class="with-icon">
                      <Icon name="attach" />
                      {part.name} <span class="quiet">{`${part.type}, ${size(part.size)}`}</span>
                    </li>
                  ))}
                </ul>
              )}
            </section>
            {data.hasHtml && data.text != null && data.text !== '' && (
              <details class="card">
                <summary>{t('inbox.plainPart')}</summary>
                <pre>{data.text}</pre>
              </details>
            )}
            <details class="card">
              <summary>{t('inbox.headers')}</summary>
              <dl class="headers">
                {data.headers.map((header, at) => (
                  <div key={at}>
                    <dt>{header.name}</dt>
                    <dd>{header.value}</dd>
                  </div>
                ))}
              </dl>
            </details>
            <div class="button-row">
              <a class="button" href={addressOf(`/captured/${seg(id)}/raw`)} download>
                <Icon name="download" />
                {t('inbox.raw')}
              </a>
              <button type="button" class="button" onClick={() => (asking.value = true)}>
                <Icon name="trash" />
                {t('inbox.delete')}
              </button>
            </div>
          </div>
        )}
      </Loaded>
      {asking.value && (
        <Confirm
          title={t('inbox.deleteTitle')}
          text={t('inbox.deleteText', { subject: mail.data.value?.subject ?? '' })}
          yes={t('inbox.delete')}
          danger
          onYes={() => void remove()}
          onNo={() => (asking.value = false)}
        />
      )}
    </>
  );
}

/** What the sender sees of this copy at this moment. */
function SenderView({ messageId, copy }: { messageId: string; copy: string | null }): JSX.Element | null {
  const mail = useResource<Mail>(`mail ${messageId}`, (signal) => api.get<Mail>(`/messages/${seg(messageId)}`, {}, signal));
  useLive({
    copy: (change) => {
      if (change.messageId === messageId) mail.reload();
    },
    refresh: mail.reload,
  });
  const copies = mail.data.value?.copies ?? [];
  const mine = copies.find((other) => other.id === copy) ?? copies[0];
  if (mine === undefined) return null;
  return (
    <section class="sender-view" aria-live="polite" aria-label={t('inbox.senderView')}>
      <span class="sender-view-label">{t('inbox.senderSees')}</span>
      <StatusPill status={mine.status} label={mine.statusLabel} />
      <span class="sender-view-reason">{mine.statusReason}</span>
      <a href={`/mails/${messageId}`}>{t('inbox.toMail')}</a>
    </section>
  );
}
