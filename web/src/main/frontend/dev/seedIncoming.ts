import type { Incoming, Mailbox } from '../src/api/incoming';
import type { Mail } from '../src/api/types';
import { minutesAgo, nextId } from './seed';

const works: Mailbox = {
  id: 'environment', name: 'Mailbox of the settings', host: 'imap.example.org', port: 993, tls: true, user: 'answers@example.org', signIn: 'password', hasSecret: true, authorities: null, addresses: ['answers@example.org', 'bounces@example.org'],
  folders: ['INBOX'], sentFolder: null, anyMail: true, enabled: true, ofEnvironment: true, state: 'reading', idle: true, lastReadAt: minutesAgo(1), failedSince: null, failure: null, nextTryAt: null, taken: 214, unmatchedBounces: 2, unmatchedComplaints: 0, unreadable: 1,
};

export function mailboxes(): Mailbox[] {
  return [
    works,
    { ...works, id: 'box1', name: 'Nora', ofEnvironment: false, host: 'imap.gmail.com', user: 'nora@example.org', addresses: ['nora@example.org'], folders: ['INBOX', 'Bounces'], sentFolder: '[Gmail]/Sent Mail', state: 'failed', idle: false, lastReadAt: minutesAgo(190), failedSince: minutesAgo(185), failure: 'The server refused the sign-in: NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)', nextTryAt: minutesAgo(-12), taken: 31 },
    { ...works, id: 'box2', name: 'ben@example.org', ofEnvironment: false, host: 'outlook.office365.com', user: 'ben@example.org', signIn: 'oauth2', addresses: ['ben@example.org'], state: 'waiting', idle: false, lastReadAt: minutesAgo(34), taken: 1, unmatchedBounces: 0, unreadable: 0 },
    { ...works, id: 'box3', name: 'Trade fair 2024', ofEnvironment: false, user: 'fair@example.org', addresses: ['fair@example.org'], enabled: false, state: 'off', idle: false, lastReadAt: minutesAgo(200_000), taken: 940 },
    { ...works, id: 'box4', name: 'Service', ofEnvironment: false, user: 'service@example.org', addresses: ['service@example.org'], state: 'new', idle: false, lastReadAt: null, taken: 0 },
  ];
}

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

export function incoming(mails: Mail[]): Incoming[] {
  const of = (at: number, ago: number, kind: Incoming['kind'], sentence: string, more: Partial<Incoming> = {}): Incoming => {
    const mail = mails[at] as Mail;
    const copy = mail.copies[0];
    return { id: nextId(), at: minutesAgo(ago), kind, because: 'in-reply-to', sentence, mailbox: 'environment', from: kind === 'bounce' ? null : (copy?.recipient.email ?? null), copy: copy?.id ?? '', message: mail.id, subject: mail.subject, recipient: copy?.recipient.email ?? '', hard: false, status: null, reply: null, text: null, returnsOn: null, ...more };
  };
  const first = [
    of(2, 12, 'reply', 'c.dubois@atelier-dubois.example replied.'),
    of(1, 25, 'reply', 'Somebody who was no recipient replied.', { from: 'assistenz@kranz.example' }),
    of(0, 40, 'auto-reply', `An automatic reply of mara.lindt@lindt-werk.example: back on ${inDays(9)}.`, { because: 'auto-submitted', returnsOn: inDays(9), mailbox: 'box2' }),
    of(8, 41, 'auto-reply', 'An automatic reply of ada@hafen.example.', { because: 'auto-submitted' }),
    of(3, 1290, 'bounce', 'Not delivered to old.address@gone.example: the address does not exist.', { hard: true, status: '5.1.1', reply: 550, text: 'host mx.gone.example[192.0.2.25] said: 550 5.1.1 <old.address@gone.example>: Recipient address rejected: User unknown in virtual mailbox table (in reply to RCPT TO command)' }),
    of(7, 1900, 'bounce', 'Not yet delivered to tim@hafen.example: the mailbox is full.', { status: '4.2.2', reply: 452, text: '452 4.2.2 The email account that you tried to reach is over quota and inactive.\nPlease direct the recipient to\nhttps://support.google.com/mail/?p=OverQuotaTemp' }),
    of(5, 2100, 'delivery-report', 'Delivered to h.sato@sato.example.', { status: '2.0.0' }),
    of(6, 2500, 'complaint', 'legal@bauhof.example called the mail spam; no more mail goes there.', { mailbox: 'box1' }),
    of(4, 2600, 'unsubscribe', 'service@nordwind.example asked for no more mail.'),
    of(8, 2700, 'read-receipt', 'The mail program of ada@hafen.example sent a read receipt.'),
    of(8, 2800, 'reply', 'ada@hafen.example replied. It names no mail; the addresses fit.', { subject: null }),
  ];
  const more = Array.from({ length: 55 }, (_, at) => of(9 + at, 3000 + at * 600, at % 4 === 0 ? 'bounce' : 'reply', at % 4 === 0 ? `Not delivered to reader${at}@example.net: the other side took the mail for spam.` : `reader${at}@example.net replied.`, at % 4 === 0 ? { status: '5.7.1', reply: 554 } : {}));
  return [...first, ...more];
}

/** What a look at a mailbox meets, for one that works and for one that does not. */
export function findings(host: string, secret: string): object[] {
  const begin = [
    { code: 'RESOLVE', severity: 'info', field: null, subject: `${host} is 192.0.2.14 and 2001:db8::14.`, whatToDo: null },
    { code: 'CONNECT', severity: 'info', field: null, subject: 'The connection stands, encrypted with TLSv1.3.', whatToDo: null },
    { code: 'CERTIFICATE', severity: 'info', field: null, subject: `The certificate is for ${host}, from WR2, and valid until 3 February 2027.`, whatToDo: null },
  ];
  if (secret === 'wrong') {
    return [...begin, { code: 'SIGN_IN', severity: 'block', field: 'secret', subject: 'The server refused the sign-in: NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)', whatToDo: 'Gmail takes an app password here, not the usual one.' }];
  }
  return [
    ...begin,
    { code: 'FEATURES', severity: 'warn', field: null, subject: 'The server does not tell of new mail (IDLE).', whatToDo: 'Nothing; it is asked every minute.' },
    { code: 'SIGN_IN', severity: 'info', field: null, subject: 'Signed in.', whatToDo: null },
    { code: 'FOLDERS', severity: 'info', field: null, subject: 'INBOX holds 4,211 mails.', whatToDo: null },
  ];
}
