import type { JSX } from 'preact';
import { isTextKey, t } from '../../text/text';
import { Icon, type IconName } from '../../ui/icons';

const LOOKS: Record<string, { icon: IconName; tone: string }> = {
  ok: { icon: 'check', tone: 'good' },
  paused: { icon: 'pause', tone: 'calm' },
  'needs-sign-in': { icon: 'lock', tone: 'warn' },
  degraded: { icon: 'clock', tone: 'warn' },
  disabled: { icon: 'none', tone: 'calm' },
  waiting: { icon: 'clock', tone: 'calm' },
  done: { icon: 'check', tone: 'good' },
  dead: { icon: 'alert', tone: 'bad' },
  parked: { icon: 'pause', tone: 'warn' },
};

/** The state of a connection or of one delivery, by sign, word and color. */
export function ConnectionState({ state }: { state: string }): JSX.Element {
  const look = LOOKS[state] ?? { icon: 'info', tone: 'calm' };
  const key = `crm.state.${state}`;
  return (
    <span class={`pill tone-${look.tone}`}>
      <Icon name={look.icon} />
      {isTextKey(key) ? t(key) : state}
    </span>
  );
}
