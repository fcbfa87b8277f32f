import type { JSX } from 'preact';
import type { FollowUp, FollowUpState } from '../../api/types';
import { dayAndTime, exactly } from '../../lib/format';
import { isTextKey, t } from '../../text/text';
import { Icon, type IconName } from '../../ui/icons';
import { nameOf } from '../mails/MailRow';

export type Wish = { entry: FollowUp; act: 'send' | 'postpone' | 'stop' };

const LOOKS: Record<FollowUpState, { icon: IconName; tone: string }> = {
  waiting: { icon: 'clock', tone: 'calm' },
  ask: { icon: 'question', tone: 'warn' },
  'handing-over': { icon: 'send', tone: 'calm' },
  sent: { icon: 'check', tone: 'good' },
  skipped: { icon: 'next', tone: 'calm' },
  stopped: { icon: 'none', tone: 'calm' },
  'not-confirmed': { icon: 'question', tone: 'warn' },
  failed: { icon: 'alert', tone: 'bad' },
};

/** States in which a person can still do something. */
const OPEN: FollowUpState[] = ['waiting', 'ask', 'not-confirmed', 'failed'];

export function recipientOf(entry: FollowUp): string {
  return typeof entry.recipient === 'string' ? entry.recipient : nameOf(entry.recipient);
}

export function stateWord(state: string): string {
  const key = `followUp.state.${state}`;
  return isTextKey(key) ? t(key) : state;
}

function sequenceOf(entry: FollowUp): string {
  return typeof entry.sequence === 'string' ? entry.sequence : entry.sequence.name;
}

export function FollowUpRow({ entry, ask }: { entry: FollowUp; ask: (wish: Wish) => void }): JSX.Element {
  const look = LOOKS[entry.state] ?? { icon: 'info', tone: 'calm' };
  const name = recipientOf(entry);
  const open = OPEN.includes(entry.state);
  const at = open ? entry.dueAt : (entry.decidedAt ?? entry.dueAt);
  return (
    <li class="row follow-up">
      <div class="follow-up-main">
        <p class="follow-up-who">
          {entry.messageId == null ? (
            <strong>{name}</strong>
          ) : (
            <a data-row href={`/mails/${entry.messageId}`}>
              {name}
            </a>
          )}
          <span class={`pill tone-${look.tone}`}>
            <Icon name={look.icon} />
            {stateWord(entry.state)}
          </span>
        </p>
        <p class="quiet break">
          {entry.subject != null && `${entry.subject} · `}
          {t('followUp.step', { sequence: sequenceOf(entry), step: entry.step })}
          {at != null && (
            <>
              {' · '}
              <time dateTime={at} title={exactly(at)}>
                {t(open ? 'followUp.due' : 'followUp.decided', { when: dayAndTime(at) })}
              </time>
            </>
          )}
        </p>
        {entry.because != null && <p class="follow-up-why">{entry.because}</p>}
        {entry.log.length > 0 && (
          <details class="why-log">
            <summary>{t('followUp.whyLog')}</summary>
            <ol>
              {entry.log.map((line, index) => (
                <li key={index} class={`why-${line.ok === true ? 'ok' : line.ok === false ? 'stop' : 'open'}`}>
                  <Icon name={line.ok === true ? 'check' : line.ok === false ? 'close' : 'question'} />
                  <span>
                    <strong>{line.check}:</strong> {line.answer}
                    <span class="hidden-visually">
                      {` (${t(line.ok === true ? 'followUp.passed' : line.ok === false ? 'followUp.notPassed' : 'followUp.open')})`}
                    </span>
                  </span>
                </li>
              ))}
            </ol>
          </details>
        )}
      </div>
      {open && (
        <div class="follow-up-actions" role="group" aria-label={t('followUp.actions', { name })}>
          <button type="button" class="button button-small" onClick={() => ask({ entry, act: 'send' })}>
            {t('followUp.send')}
          </button>
          <button type="button" class="button button-small" onClick={() => ask({ entry, act: 'postpone' })}>
            {t('followUp.postpone')}
          </button>
          <button type="button" class="button button-small" onClick={() => ask({ entry, act: 'stop' })}>
            {t('followUp.stop')}
          </button>
        </div>
      )}
    </li>
  );
}
