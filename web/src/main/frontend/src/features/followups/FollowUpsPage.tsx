import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { api, seg } from '../../api/client';
import type { FollowUp } from '../../api/types';
import { place } from '../../app/router';
import { dayAndTime } from '../../lib/format';
import { useList } from '../../lib/list';
import { useLive } from '../../lib/live';
import { t } from '../../text/text';
import { Confirm } from '../../ui/dialog';
import { More } from '../../ui/more';
import { PageHead } from '../../ui/page';
import { Empty, Loaded } from '../../ui/states';
import { LinkTabs } from '../../ui/tabs';
import { toast, toastProblem } from '../../ui/toast';
import { FollowUpRow, recipientOf, type Wish } from './FollowUpRow';
import { PostponeDialog } from './PostponeDialog';

const TABS = ['', 'ask', 'waiting', 'sent', 'skipped', 'stopped', 'not-confirmed', 'failed'] as const;


/** What goes out next, and why something did not. */
export function FollowUpsPage(): JSX.Element {
  const state = place.value.query.get('state') ?? '';
  const list = useList<FollowUp>('/follow-ups', { state });
  const wish = useSignal<Wish | null>(null);
  useLive({ copy: list.reload, refresh: list.reload });

  async function act(entry: FollowUp, action: string, body: object | undefined, done: string): Promise<void> {
    wish.value = null;
    try {
      const changed = await api.post<FollowUp | undefined>(`/follow-ups/${seg(entry.id)}/${action}`, body);
      if (changed !== undefined) list.items.value = list.items.value.map((other) => (other.id === entry.id ? changed : other));
      toast({ icon: 'check', tone: 'good', text: done });
    } catch (thrown) {
      toastProblem(thrown);
    }
    list.reload();
  }

  const asked = wish.value;
  const name = asked === null ? '' : recipientOf(asked.entry);
  return (
    <>
      <PageHead title={t('followUps.title')} lead={t('followUps.lead')} />
      <LinkTabs
        label={t('followUps.byState')}
        tabs={TABS.map((tab) => ({
          href: tab === '' ? '/follow-ups' : `/follow-ups?state=${tab}`,
          label: tab === '' ? t('followUps.all') : t(`followUp.state.${tab}`),
          current: state === tab,
        }))}
      />
      <Loaded of={list}>
        {() =>
          list.items.value.length === 0 ? (
            <Empty
              icon="repeat"
              title={state === '' ? t('followUps.empty') : t('followUps.noneHere')}
              action={
                state === '' ? (
                  <a class="button button-main" href="/sequences">
                    {t('followUps.toSequences')}
                  </a>
                ) : (
                  <a class="button" href="/follow-ups">
                    {t('followUps.showAll')}
                  </a>
                )
              }
            >
              {state === '' ? t('followUps.emptyWhy') : undefined}
            </Empty>
          ) : (
            <>
              <ul class="rows" aria-label={t('followUps.title')}>
                {list.items.value.map((entry) => (
                  <FollowUpRow key={entry.id} entry={entry} ask={(next) => (wish.value = next)} />
                ))}
              </ul>
              <More of={list} />
            </>
          )
        }
      </Loaded>
      {asked?.act === 'send' && (
        <Confirm
          title={t('followUp.sendTitle', { name })}
          text={t(asked.entry.state === 'not-confirmed' ? 'followUp.sendAgainText' : 'followUp.sendText', { subject: asked.entry.subject ?? '' })}
          yes={t('followUp.send')}
          onYes={() => void act(asked.entry, 'send', undefined, t('followUp.sentDone', { name }))}
          onNo={() => (wish.value = null)}
        />
      )}
      {asked?.act === 'stop' && (
        <Confirm
          title={t('followUp.stopTitle', { name })}
          text={t('followUp.stopText', { name })}
          yes={t('followUp.stop')}
          danger
          onYes={() => void act(asked.entry, 'stop', undefined, t('followUp.stopDone', { name }))}
          onNo={() => (wish.value = null)}
        />
      )}
      {asked?.act === 'postpone' && (
        <PostponeDialog
          name={name}
          from={asked.entry.dueAt ?? null}
          onClose={() => (wish.value = null)}
          onChoose={(until) =>
            act(asked.entry, 'postpone', { until: until.toISOString() }, t('followUp.postponeDone', { when: dayAndTime(until.toISOString()) }))
          }
        />
      )}
    </>
  );
}
