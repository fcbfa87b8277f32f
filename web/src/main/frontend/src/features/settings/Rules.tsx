import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { api } from '../../api/client';
import type { RuleChange, RuleDifference, Rules as RuleList } from '../../api/rules';
import { dayAndTime, number } from '../../lib/format';
import { useResource } from '../../lib/resource';
import { t } from '../../text/text';
import { Confirm } from '../../ui/dialog';
import { Icon } from '../../ui/icons';
import { Card } from '../../ui/page';
import { Loaded } from '../../ui/states';
import { toast, toastProblem } from '../../ui/toast';

/** While something is being folded the figures move. */
const LOOK_AGAIN = 5000;
const DAY = 86_400_000;
/** Owners of networks move them; after this a list is worth a look. */
const OLD_DAYS = 120;

/** The rules by which hits are judged, and what new ones would change. */
export function Rules(): JSX.Element {
  const rules = useResource<RuleList>('/rules', (signal) => api.get<RuleList>('/rules', {}, signal));
  const asking = useSignal(false);
  const state = rules.data.value?.change?.state;
  const moving = state === 'trying' || state === 'applying';
  useEffect(() => {
    if (!moving) return;
    const timer = setInterval(rules.reload, LOOK_AGAIN);
    return () => clearInterval(timer);
  }, [moving]);

  async function apply(): Promise<void> {
    asking.value = false;
    try {
      await api.post('/rules/apply', {});
      toast({ icon: 'check', tone: 'good', text: t('rules.applied') });
      rules.reload();
    } catch (thrown) {
      toastProblem(thrown);
    }
  }

  return (
    <div class="stack">
      <p class="quiet narrow">{t('rules.lead')}</p>
      <Loaded of={rules} rows={6}>
        {(known) => (
          <div class="stack">
            {known.change === null ? (
              <p>{t('rules.current', { version: String(known.version) })}</p>
            ) : (
              <Change change={known.change} onApply={() => (asking.value = true)} />
            )}
            <Networks known={known} />
            <List known={known} />
            {asking.value && known.change !== null && (
              <Confirm
                title={t('rules.applyTitle', { count: known.change.left })}
                text={t('rules.applyText')}
                yes={t('rules.apply')}
                onYes={() => void apply()}
                onNo={() => (asking.value = false)}
              />
            )}
          </div>
        )}
      </Loaded>
    </div>
  );
}

function Change({ change, onApply }: { change: RuleChange; onApply: () => void }): JSX.Element {
  const open = change.state === 'trying' || change.state === 'waiting';
  return (
    <Card
      title={t('rules.changeTitle', { from: String(change.from), to: String(change.to) })}
      id="rules-change"
      actions={
        open ? (
          <button type="button" class="button button-main" onClick={onApply}>
            <Icon name="check" />
            {t('rules.apply')}
          </button>
        ) : undefined
      }
    >
      <div class="stack">
        <p role="status">{stateText(change)}</p>
        {change.state === 'trying' && <progress class="progress" aria-label={t('rules.tryingLabel')} max={change.sample} value={change.tried} />}
        {change.state === 'applying' && (
          <progress class="progress" aria-label={t('rules.applyingLabel')} max={change.copies} value={Math.max(0, change.copies - change.left)} />
        )}
        {change.state === 'waiting' && (
          <p class="quiet">{change.appliesAt === null ? t('rules.waitsForYou') : t('rules.waitsUntil', { when: dayAndTime(change.appliesAt) })}</p>
        )}
        <p>
          {change.changed === 0 ? t('rules.unchanged') : t('rules.changed', { count: change.changed, tried: change.tried })}{' '}
          {change.reworded > 0 && t('rules.reworded', { count: change.reworded })}{' '}
          {change.sample < change.copies && t('rules.sample', { copies: change.copies })}
        </p>
        {change.differences.length > 0 && <Differences list={change.differences} />}
      </div>
    </Card>
  );
}

function stateText(change: RuleChange): string {
  switch (change.state) {
    case 'trying':
      return t('rules.trying', { tried: change.tried, sample: change.sample });
    case 'waiting':
      return t('rules.waiting');
    case 'applying':
      return t('rules.applying', { done: Math.max(0, change.copies - change.left), copies: change.copies });
    case 'done':
      return t('rules.done', {
        when: dayAndTime(change.appliedAt),
        who: change.appliedBy === null || change.appliedBy === 'by itself' ? t('rules.byItself') : change.appliedBy,
      });
  }
}

function Differences({ list }: { list: RuleDifference[] }): JSX.Element {
  return (
    <ul class="rows" aria-label={t('rules.differences')}>
      {list.map((one) => (
        <li class="row" key={`${one.before} ${one.after} ${one.ruleBefore} ${one.ruleAfter}`}>
          <div class="mail-row-head">
            <strong>{one.before === one.after ? t('rules.sameStatus', { status: one.labelAfter }) : `${one.labelBefore} → ${one.labelAfter}`}</strong>
            <span>{number(one.copies)}</span>
          </div>
          <p class="quiet break">
            {one.ruleAfter === 'counting'
              ? t('rules.counting')
              : t('rules.ruleChange', { before: one.ruleBefore, after: one.ruleAfter, sentence: one.sentenceAfter ?? '' })}
          </p>
          {one.examples.length > 0 && (
            <details>
              <summary>{t('rules.examples')}</summary>
              <ul>
                {one.examples.map((example) => (
                  <li key={example.copy}>
                    <a class="break" href={`/mails/${example.message}`}>
                      {t('rules.example', { recipient: example.recipient, subject: example.subject })}
                    </a>
                  </li>
                ))}
              </ul>
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}

function Networks({ known }: { known: RuleList }): JSX.Element {
  return (
    <Card title={t('rules.networks')} id="rules-networks">
      <div class="stack">
        <p class="quiet">{t('rules.networksWhy')}</p>
        {known.networkProblems.map((problem) => (
          <div class="notice notice-warn" role="alert" key={problem}>
            <Icon name="alert" />
            <p>
              <strong>{t('rules.networkProblem')}</strong>. {problem}
            </p>
          </div>
        ))}
        <div class="table-scroll" role="group" aria-labelledby="rules-networks" tabIndex={0}>
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{t('rules.listFile')}</th>
                <th scope="col">{t('rules.asOf')}</th>
                <th scope="col" class="numeric">
                  {t('rules.size')}
                </th>
              </tr>
            </thead>
            <tbody>
              {known.networks.map((list) => (
                <tr key={list.name}>
                  <th scope="row">
                    {list.name} <span class="quiet">{list.installed ? t('rules.installed') : t('rules.bundled')}</span>
                  </th>
                  <td>
                    {list.asOf ?? '–'} {age(list.asOf) > OLD_DAYS && <span class="quiet">{t('rules.old', { count: age(list.asOf) })}</span>}
                  </td>
                  <td class="numeric">{number(list.networks)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </Card>
  );
}

function age(day: string | null): number {
  return day === null ? 0 : Math.floor((Date.now() - Date.parse(day)) / DAY);
}

function List({ known }: { known: RuleList }): JSX.Element {
  return (
    <Card title={t('rules.list')} id="rules-list" flush>
      <ol class="rows" aria-labelledby="rules-list">
        {known.rules.map((rule, at) => (
          <li class="row" key={at}>
            <div class="mail-row-head">
              <code class="break">{rule.rule}</code>
              <span class="quiet">
                {t(`rules.${rule.verdict}`)}, {t(`rules.${rule.confidence}`)}
              </span>
            </div>
            <p class="break">{rule.sentence.replace('{client}', '…')}</p>
          </li>
        ))}
      </ol>
    </Card>
  );
}
