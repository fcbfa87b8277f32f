import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { api, seg } from '../../api/client';
import type { Delivery } from '../../api/types';
import { dayAndTime } from '../../lib/format';
import { useList } from '../../lib/list';
import { t } from '../../text/text';
import { Select } from '../../ui/field';
import { Icon } from '../../ui/icons';
import { More } from '../../ui/more';
import { Loaded } from '../../ui/states';
import { toast, toastProblem } from '../../ui/toast';
import { eventWord } from '../mails/status';
import { ConnectionState } from './ConnectionState';

const STATES = ['waiting', 'done', 'dead', 'parked'] as const;


/** What the CRM was told, and what it refused. */
export function Deliveries({ connection }: { connection: string }): JSX.Element {
  const state = useSignal('');
  const list = useList<Delivery>(`/crm/connections/${seg(connection)}/deliveries`, { state: state.value });

  async function replay(delivery: Delivery): Promise<void> {
    try {
      await api.post(`/crm/connections/${seg(connection)}/deliveries/${seg(delivery.id)}/replay`);
      toast({ icon: 'repeat', tone: 'good', text: t('delivery.replayed') });
      list.reload();
    } catch (thrown) {
      toastProblem(thrown);
    }
  }

  return (
    <section aria-labelledby="deliveries-title">
      <div class="section-head">
        <h2 id="deliveries-title">{t('delivery.title')}</h2>
        <div class="filter">
          <label for="delivery-state" class="hidden-visually">
            {t('delivery.state')}
          </label>
          <Select
            id="delivery-state"
            value={state.value}
            onChange={(value) => (state.value = value)}
            options={[{ value: '', label: t('delivery.all') }, ...STATES.map((value) => ({ value, label: t(`crm.state.${value}`) }))]}
          />
        </div>
      </div>
      <Loaded of={list}>
        {() =>
          list.items.value.length === 0 ? (
            <p class="quiet">{t('delivery.none')}</p>
          ) : (
            <>
              <ul class="rows" aria-labelledby="deliveries-title">
                {list.items.value.map((delivery) => (
                  <li class="row" key={delivery.id}>
                    <div class="mail-row-head">
                      <strong class="break">
                        {delivery.externalUrl == null ? (
                          (delivery.person ?? eventWord(delivery.kind))
                        ) : (
                          <a href={delivery.externalUrl} target="_blank" rel="noopener noreferrer" class="with-icon">
                            {delivery.person ?? eventWord(delivery.kind)}
                            <Icon name="external" />
                            <span class="hidden-visually">{t('link.newTab')}</span>
                          </a>
                        )}
                      </strong>
                      <ConnectionState state={delivery.state} />
                    </div>
                    <p class="quiet break">
                      {eventWord(delivery.kind)}
                      {delivery.subject != null && ` · ${delivery.subject}`}
                      {delivery.text != null && ` · ${delivery.text}`} · {dayAndTime(delivery.doneAt ?? delivery.createdAt)} ·{' '}
                      {t('delivery.attempts', { count: delivery.attempts })}
                    </p>
                    {delivery.lastError != null && <p class="delivery-error break">{delivery.lastError}</p>}
                    {(delivery.state === 'dead' || delivery.state === 'parked') && (
                      <button type="button" class="button button-small" onClick={() => void replay(delivery)}>
                        <Icon name="repeat" />
                        {t('delivery.replay')}
                      </button>
                    )}
                  </li>
                ))}
              </ul>
              <More of={list} />
            </>
          )
        }
      </Loaded>
    </section>
  );
}
