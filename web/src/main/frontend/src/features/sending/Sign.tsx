import type { JSX } from 'preact';
import type { OutgoingState, Relay, TestMail } from '../../api/types';
import { t } from '../../text/text';
import { Icon, type IconName } from '../../ui/icons';

export interface Look {
  icon: IconName;
  tone: 'good' | 'bad' | 'warn' | 'calm';
}

const OUTGOING: Record<OutgoingState, Look> = {
  waiting: { icon: 'clock', tone: 'calm' },
  'handing-over': { icon: 'send', tone: 'calm' },
  sent: { icon: 'check', tone: 'good' },
  bounced: { icon: 'alert', tone: 'bad' },
  failed: { icon: 'alert', tone: 'bad' },
  'not-confirmed': { icon: 'question', tone: 'warn' },
  cancelled: { icon: 'none', tone: 'calm' },
};

const RELAY: Record<Relay['state'], Look> = {
  ok: { icon: 'check', tone: 'good' },
  down: { icon: 'alert', tone: 'bad' },
  off: { icon: 'pause', tone: 'calm' },
};

const CHECK: Record<TestMail['checks'][number]['state'], Look> = {
  done: { icon: 'check', tone: 'good' },
  waiting: { icon: 'clock', tone: 'calm' },
  failed: { icon: 'alert', tone: 'bad' },
  unknown: { icon: 'question', tone: 'calm' },
};

/** A state by sign, word and color. */
export function Pill({ look, word }: { look: Look; word: string }): JSX.Element {
  return (
    <span class={`pill tone-${look.tone}`}>
      <Icon name={look.icon} />
      {word}
    </span>
  );
}

export function OutgoingPill({ state }: { state: OutgoingState }): JSX.Element {
  return <Pill look={OUTGOING[state]} word={t(`outgoing.state.${state}`)} />;
}

export function RelayPill({ state }: { state: Relay['state'] }): JSX.Element {
  return <Pill look={RELAY[state]} word={t(`relay.state.${state}`)} />;
}

export function CheckPill({ state }: { state: TestMail['checks'][number]['state'] }): JSX.Element {
  return <Pill look={CHECK[state]} word={t(`testMail.state.${state}`)} />;
}
