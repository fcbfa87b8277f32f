import type { JSX } from 'preact';
import type { CopyStatus, Verdict } from '../../api/types';
import { isoDay } from '../../lib/format';
import { isTextKey, t } from '../../text/text';
import { Icon, type IconName } from '../../ui/icons';

export type Tone = 'good' | 'seen' | 'click' | 'warn' | 'bad' | 'calm';

interface Look {
  icon: IconName;
  tone: Tone;
}

/** Red is for mails that did not arrive. "Not seen" is calm: it may have been read with images blocked. */
export const LOOKS: Record<CopyStatus, Look> = {
  queued: { icon: 'queued', tone: 'calm' },
  sent: { icon: 'send', tone: 'calm' },
  delivered: { icon: 'delivered', tone: 'calm' },
  delayed: { icon: 'clock', tone: 'warn' },
  bounced: { icon: 'alert', tone: 'bad' },
  'not-confirmed': { icon: 'question', tone: 'warn' },
  failed: { icon: 'close', tone: 'bad' },
  cancelled: { icon: 'none', tone: 'calm' },
  replied: { icon: 'reply', tone: 'good' },
  clicked: { icon: 'pointer', tone: 'click' },
  opened: { icon: 'eye', tone: 'seen' },
  'opened-by-machine': { icon: 'machine', tone: 'calm' },
  'not-seen': { icon: 'unseen', tone: 'calm' },
  'not-tracked': { icon: 'none', tone: 'calm' },
};

export const STATUSES = Object.keys(LOOKS) as CopyStatus[];

/** The word of this interface; a status that a newer server knows keeps the server's word. */
export function statusWord(status: string, label?: string | null): string {
  const key = `status.${status}`;
  return isTextKey(key) ? t(key) : (label ?? status);
}

export function lookOf(status: string): Look {
  return LOOKS[status as CopyStatus] ?? { icon: 'info', tone: 'calm' };
}

export function StatusPill({ status, label }: { status: string; label?: string | null }): JSX.Element {
  const look = lookOf(status);
  return (
    <span class={`pill tone-${look.tone}`} data-status={status}>
      <Icon name={look.icon} />
      {statusWord(status, label)}
    </span>
  );
}

export function VerdictWord({ verdict }: { verdict: Verdict }): JSX.Element {
  return <span class={`verdict verdict-${verdict}`}>{t(`verdict.${verdict}`)}</span>;
}

const EVENT_LOOKS: Record<string, Look> = {
  queued: { icon: 'queued', tone: 'calm' },
  sent: { icon: 'send', tone: 'calm' },
  delivered: { icon: 'delivered', tone: 'calm' },
  delayed: { icon: 'clock', tone: 'warn' },
  open: { icon: 'eye', tone: 'seen' },
  view: { icon: 'eye', tone: 'seen' },
  click: { icon: 'pointer', tone: 'click' },
  reply: { icon: 'reply', tone: 'good' },
  'other-reply': { icon: 'forward', tone: 'seen' },
  'auto-reply': { icon: 'machine', tone: 'calm' },
  'handed-on': { icon: 'forward', tone: 'calm' },
  bounce: { icon: 'alert', tone: 'bad' },
  failed: { icon: 'close', tone: 'bad' },
  'not-confirmed': { icon: 'question', tone: 'warn' },
  cancelled: { icon: 'none', tone: 'calm' },
  complaint: { icon: 'flag', tone: 'bad' },
  'read-receipt': { icon: 'eye', tone: 'seen' },
  'follow-up': { icon: 'repeat', tone: 'calm' },
  mark: { icon: 'pen', tone: 'calm' },
  unsubscribe: { icon: 'none', tone: 'warn' },
};

export function eventLook(type: string, verdict?: Verdict | null): Look {
  if (verdict === 'machine') return { icon: 'machine', tone: 'calm' };
  if (verdict === 'own' || verdict === 'test') return { icon: 'person', tone: 'calm' };
  if (verdict === 'discarded') return { icon: 'none', tone: 'calm' };
  return EVENT_LOOKS[type] ?? { icon: 'info', tone: 'calm' };
}

/** What a newer server tells of still reads like a word. */
export function eventWord(type: string): string {
  const key = `event.${type}`;
  return isTextKey(key) ? t(key) : type.charAt(0).toUpperCase() + type.slice(1).replace(/-/g, ' ');
}

/** The server writes flags as words, some with a date behind. */
const FLAG_ICONS: [start: string, icon: IconName][] = [
  ['Likely forwarded', 'forward'],
  ['Unsubscribed', 'none'],
  ['Out of office', 'clock'],
  ['Marked by hand', 'pen'],
  ['Printed', 'eye'],
];

/** Flags as they hold today: an absence that is over is none. */
export function flagsNow(flags: string[], now: Date = new Date()): string[] {
  const today = isoDay(now);
  return flags.filter((flag) => {
    const until = /^Out of office until (\d{4}-\d\d-\d\d)$/.exec(flag)?.[1];
    return until === undefined || until > today;
  });
}

export function flagIcon(flag: string): IconName {
  return FLAG_ICONS.find(([start]) => flag.startsWith(start))?.[1] ?? 'info';
}
