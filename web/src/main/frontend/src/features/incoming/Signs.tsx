import type { JSX } from 'preact';
import type { Incoming, IncomingKind, MailboxState } from '../../api/incoming';
import { t } from '../../text/text';
import { type Look, Pill } from '../sending/Sign';

const MAILBOX: Record<MailboxState, Look> = {
  reading: { icon: 'check', tone: 'good' },
  waiting: { icon: 'clock', tone: 'warn' },
  failed: { icon: 'alert', tone: 'bad' },
  off: { icon: 'pause', tone: 'calm' },
  new: { icon: 'queued', tone: 'calm' },
};

const KIND: Record<IncomingKind, Look> = {
  reply: { icon: 'reply', tone: 'good' },
  'auto-reply': { icon: 'machine', tone: 'calm' },
  bounce: { icon: 'alert', tone: 'warn' },
  'delivery-report': { icon: 'delivered', tone: 'calm' },
  complaint: { icon: 'flag', tone: 'bad' },
  unsubscribe: { icon: 'none', tone: 'warn' },
  'read-receipt': { icon: 'eye', tone: 'calm' },
};

export const KINDS = Object.keys(KIND) as IncomingKind[];

export function MailboxPill({ state }: { state: MailboxState }): JSX.Element {
  return <Pill look={MAILBOX[state]} word={t(`mailbox.state.${state}`)} />;
}

/** Red only where the address is dead or somebody complained; a full mailbox is no disaster. */
export function KindPill({ item }: { item: Incoming }): JSX.Element {
  const look = item.hard ? { icon: KIND[item.kind].icon, tone: 'bad' as const } : KIND[item.kind];
  return <Pill look={look} word={t(`incoming.kind.${item.kind}`)} />;
}
