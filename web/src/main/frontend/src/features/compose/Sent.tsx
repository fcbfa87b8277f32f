import { useComputed, useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { api, seg } from '../../api/client';
import type { CapturedMail, Mail, Page, SentMail } from '../../api/types';
import { product } from '../../app/session';
import { useLive } from '../../lib/live';
import { useResource } from '../../lib/resource';
import { t } from '../../text/text';
import { Icon } from '../../ui/icons';
import { PageHead } from '../../ui/page';
import { nameOf } from '../mails/MailRow';
import { StatusPill } from '../mails/status';

const EVERY = 1500;
const OPENED = ['opened', 'clicked', 'replied'];

/** After sending: what to do next, with the status of each copy as it changes. */
export function Sent({ mail, another }: { mail: SentMail; another: () => void }): JSX.Element {
  const current = useResource<Mail>(`mail ${mail.id}`, (signal) => api.get<Mail>(`/messages/${seg(mail.id)}`, {}, signal));
  const captured = useSignal<CapturedMail | null>(null);
  useLive({
    copy: (change) => {
      if (change.messageId === mail.id) current.reload();
    },
    refresh: current.reload,
  });
  const inCapture = product.value?.relay !== 'smtp';
  useEffect(() => {
    if (!inCapture) return;
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function look(): Promise<void> {
      try {
        const page = await api.get<Page<CapturedMail>>('/captured', { limit: 50 });
        captured.value = page.items.find((entry) => entry.messageId === mail.id) ?? null;
      } catch {
        // The inbox has its own page, which says what is wrong.
      }
      if (captured.value === null && !stopped) timer = setTimeout(() => void look(), EVERY);
    }
    void look();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [mail.id]);
  const copies = current.data.value?.copies ?? [];
  const opened = useComputed(() => current.data.value?.copies.some((copy) => OPENED.includes(copy.status)) ?? false);
  return (
    <>
      <PageHead title={t('sent.title')} lead={t('sent.lead')} />
      <div class="stack">
        <section class="card" aria-labelledby="sent-copies">
          <h2 id="sent-copies">{t('sent.copies')}</h2>
          <ul class="sent-copies" aria-live="polite">
            {mail.copies.map((copy) => {
              const now = copies.find((other) => other.id === copy.id);
              return (
                <li key={copy.id} class="copy-line">
                  <span class="copy-line-who">{nameOf(copy.recipient)}</span>
                  <StatusPill status={now?.status ?? copy.status} label={now?.statusLabel} />
                  <span class="copy-line-reason">{now?.statusReason ?? copy.notTracked}</span>
                </li>
              );
            })}
          </ul>
        </section>
        {inCapture && (
          <section class="card" aria-labelledby="sent-next">
            <h2 id="sent-next">{t('sent.next')}</h2>
            <ol class="numbered">
              <li class="step-done">{t('sent.step1')}</li>
              <li class={opened.value ? 'step-done' : undefined}>
                {t('sent.step2')}{' '}
                {captured.value === null ? (
                  <span class="quiet" role="status">
                    {t('sent.arriving')}
                  </span>
                ) : (
                  <a class="button button-small" href={`/inbox/${captured.value.id}`}>
                    <Icon name="inbox" />
                    {t('sent.open')}
                  </a>
                )}
              </li>
              <li>{opened.value ? t('sent.step3Done') : t('sent.step3')}</li>
            </ol>
          </section>
        )}
        <div class="button-row">
          <a class="button" href={`/mails/${mail.id}`}>
            {t('sent.toMail')}
          </a>
          <button type="button" class="button" onClick={another}>
            <Icon name="pen" />
            {t('sent.another')}
          </button>
        </div>
      </div>
    </>
  );
}
