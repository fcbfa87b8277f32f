import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { api, seg } from '../../api/client';
import type { LiveCopy, Mail } from '../../api/types';
import { useKeys } from '../../app/keys';
import { place } from '../../app/router';
import { product, serverHost } from '../../app/session';
import { zone } from '../../lib/format';
import { useList } from '../../lib/list';
import { useLive } from '../../lib/live';
import { t } from '../../text/text';
import { Icon } from '../../ui/icons';
import { More } from '../../ui/more';
import { PageHead } from '../../ui/page';
import { Empty, Loaded } from '../../ui/states';
import { FILTERS, MailFilters } from './MailFilters';
import { MailRow } from './MailRow';

/** Puts a live change into the mails on screen. */
export function withChange(mails: Mail[], change: LiveCopy): Mail[] {
  return mails.map((mail) =>
    mail.id !== change.messageId
      ? mail
      : {
          ...mail,
          copies: mail.copies.map((copy) =>
            copy.id !== change.copy
              ? copy
              : { ...copy, status: change.status, statusLabel: change.statusLabel, statusReason: change.statusReason },
          ),
        },
  );
}

export function MailsPage(): JSX.Element {
  const query = Object.fromEntries(FILTERS.map((name) => [name, place.value.query.get(name)]));
  const filtered = Object.values(query).some((value) => value !== null);
  // Days are those of the reader.
  const list = useList<Mail>('/messages', { ...query, zone: query['from'] === null && query['to'] === null ? null : zone });
  const reading = useRef(new Set<string>());

  async function readAgain(id: string): Promise<void> {
    if (reading.current.has(id)) return;
    reading.current.add(id);
    try {
      const fresh = await api.get<Mail>(`/messages/${seg(id)}`);
      list.items.value = list.items.value.map((mail) => (mail.id === id ? fresh : mail));
    } catch {
      // The change itself is on screen; the figures follow with the next reading.
    } finally {
      reading.current.delete(id);
    }
  }

  useLive({
    copy: (change) => {
      if (list.items.value.some((mail) => mail.id === change.messageId)) {
        list.items.value = withChange(list.items.value, change);
        void readAgain(change.messageId);
      } else if (!filtered) {
        list.reload();
      }
    },
    refresh: list.reload,
  });
  useKeys([{ key: '/', says: t('keys.search'), run: () => document.getElementById('mails-search')?.focus() }]);

  return (
    <>
      <PageHead title={t('mails.title')} />
      <MailFilters />
      <Loaded of={list} rows={8}>
        {() =>
          list.items.value.length === 0 ? (
            filtered ? (
              <Empty
                icon="search"
                title={t('mails.noneFound')}
                action={
                  <a class="button" href="/mails">
                    {t('mails.clearFilters')}
                  </a>
                }
              >
                {t('mails.noneFoundWhy')}
              </Empty>
            ) : (
              <FirstMail />
            )
          ) : (
            <>
              <ul class="rows" aria-label={t('mails.title')}>
                {list.items.value.map((mail) => (
                  <MailRow key={mail.id} mail={mail} />
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

function FirstMail(): JSX.Element {
  const captured = product.value?.relay !== 'smtp';
  return (
    <section class="card first-steps" aria-labelledby="first-steps">
      <h2 id="first-steps">{t('first.title')}</h2>
      <p>{t('first.why')}</p>
      <ol class="numbered">
        <li>{t('first.send')}</li>
        <li>{captured ? t('first.openCaptured') : t('first.openReal')}</li>
        <li>{t('first.watch')}</li>
      </ol>
      <a class="button button-main" href="/compose?first=1">
        <Icon name="send" />
        {t('first.action')}
      </a>
      <details class="more-ways">
        <summary>{t('first.otherWays')}</summary>
        {(product.value?.smtpPort ?? 0) > 0 && <p>{t('first.smtp', { host: serverHost(), port: String(product.value?.smtpPort ?? '') })}</p>}
        <p>{t('first.api')}</p>
      </details>
    </section>
  );
}
