import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { api, seg } from '../../api/client';
import type { RecipientRequest } from '../../api/types';
import { dayAndTime } from '../../lib/format';
import { useList } from '../../lib/list';
import { t } from '../../text/text';
import { Empty, Loaded } from '../../ui/states';
import { toastProblem } from '../../ui/toast';

/** What recipients asked for on their page; answered by mail, outside of this application, and then ticked off here. */
export function Requests(): JSX.Element {
  const list = useList<RecipientRequest>('/privacy/requests', {});
  const busy = useSignal<string | null>(null);

  async function done(request: RecipientRequest): Promise<void> {
    busy.value = request.id;
    try {
      await api.post(`/privacy/requests/${seg(request.id)}/done`);
      list.reload();
    } catch (thrown) {
      toastProblem(thrown);
    } finally {
      busy.value = null;
    }
  }

  return (
    <div class="stack narrow">
      <p class="quiet">{t('request.what')}</p>
      <Loaded of={list} rows={2}>
        {() =>
          list.items.value.length === 0 ? (
            <Empty icon="check" title={t('request.empty')}>
              {t('request.emptyWhy')}
            </Empty>
          ) : (
            <ul class="rows" aria-label={t('settings.requests')}>
              {list.items.value.map((request) => (
                <li class="row row-with-action" key={request.id}>
                  <div>
                    <strong class="break">{request.email}</strong>
                    <p class="quiet break">
                      {t(request.question === 'erasure' ? 'request.erasure' : 'request.data')} · {t('request.asked', { when: dayAndTime(request.askedAt) })}
                      {request.doneAt != null && ` · ${t('request.answered', { when: dayAndTime(request.doneAt) })}`}
                    </p>
                  </div>
                  {request.doneAt == null && (
                    <button
                      type="button"
                      class="button button-small"
                      aria-disabled={busy.value === request.id}
                      onClick={() => busy.value === null && void done(request)}
                      aria-label={t('request.doneNamed', { email: request.email })}
                    >
                      {t('request.done')}
                    </button>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </div>
  );
}
