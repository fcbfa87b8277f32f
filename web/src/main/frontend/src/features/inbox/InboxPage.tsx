import type { JSX } from 'preact';
import type { CapturedMail } from '../../api/types';
import { product } from '../../app/session';
import { exactly, short, size } from '../../lib/format';
import { useList } from '../../lib/list';
import { useLive } from '../../lib/live';
import { t } from '../../text/text';
import { Icon } from '../../ui/icons';
import { More } from '../../ui/more';
import { PageHead } from '../../ui/page';
import { Empty, Loaded } from '../../ui/states';

/** The mails that were kept here and not sent out: the seat of the recipient. */
export function InboxPage(): JSX.Element {
  const list = useList<CapturedMail>('/captured', {});
  useLive({ copy: list.reload, refresh: list.reload });
  return (
    <>
      <PageHead
        title={t('inbox.title')}
        lead={product.value?.relay === 'smtp' ? t('inbox.leadSmtp') : t('inbox.lead')}
        actions={
          <button type="button" class="button" onClick={list.reload}>
            <Icon name="repeat" />
            {t('action.refresh')}
          </button>
        }
      />
      <Loaded of={list}>
        {() =>
          list.items.value.length === 0 ? (
            <Empty
              icon="inbox"
              title={t('inbox.empty')}
              action={
                <a class="button button-main" href="/compose?first=1">
                  <Icon name="send" />
                  {t('first.action')}
                </a>
              }
            >
              {t('inbox.emptyWhy')}
            </Empty>
          ) : (
            <>
              <ul class="rows" aria-label={t('inbox.title')}>
                {list.items.value.map((mail) => (
                  <li class="row inbox-row" key={mail.id}>
                    <div class="mail-row-head">
                      <a class="row-link" data-row href={`/inbox/${mail.id}`}>
                        {mail.subject === '' ? t('mail.noSubject') : mail.subject}
                      </a>
                      <time dateTime={mail.at} title={exactly(mail.at)}>
                        {short(mail.at)}
                      </time>
                    </div>
                    <p class="quiet break">{t('inbox.fromTo', { from: mail.from, to: mail.to })} · {size(mail.size)}</p>
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
