import type { Incoming, Mailbox } from '../../api/incoming';

/** About whom it is: a notice comes from a mail server, and tells of the recipient. */
export function whoOf(item: Incoming): string {
  return (item.kind === 'reply' ? item.from : null) ?? item.recipient;
}

/** Somebody else than the recipient wrote, for example a colleague to whom the mail was handed on. */
export function onBehalfOf(item: Incoming): string | null {
  return whoOf(item).toLowerCase() === item.recipient.toLowerCase() ? null : item.recipient;
}

/** The codes as servers write them: `550 5.1.1`; empty where none is known. */
export function codesOf(item: Incoming): string {
  return [item.reply, item.status].filter((code) => code !== null).join(' ');
}

export function nameOfMailbox(id: string, known: Mailbox[]): string | null {
  return known.find((mailbox) => mailbox.id === id)?.name ?? null;
}

/** Those of which the person should know that something is missing below. */
export function broken(known: Mailbox[]): Mailbox[] {
  return known.filter((mailbox) => mailbox.state === 'failed');
}
