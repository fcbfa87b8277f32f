import type { Outgoing, Relay, TestMail } from '../src/api/types';
import type { Mail } from '../src/api/types';
import { minutesAgo, nextId } from './seed';

const environment: Relay = {
  id: 'environment', name: 'Office server', fromEnvironment: true, capture: false, host: 'mail.example.org', port: 587, security: 'starttls', user: 'tinypixel', passwordSet: true, authorities: null,
  senders: [], isDefault: true, perMinute: 0, connections: 2, enabled: true, state: 'ok', stateText: null, downSince: null, nextAttempt: null, lastTakenAt: minutesAgo(12),
};

export function relays(): Relay[] {
  return [
    environment,
    { ...environment, id: 'relay1', name: 'Microsoft 365', fromEnvironment: false, host: 'smtp.office365.com', user: 'nora@example.org', senders: ['example.org', 'sales@example.net'], isDefault: false, perMinute: 30, connections: 3, state: 'down', stateText: 'The server refused the sign-in: 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.', downSince: minutesAgo(50), nextAttempt: minutesAgo(-4), lastTakenAt: minutesAgo(2000) },
    { ...environment, id: 'relay2', name: 'Old server', fromEnvironment: false, host: 'old.example.org', senders: [], isDefault: false, enabled: false, state: 'off', lastTakenAt: null },
  ];
}

export function outgoing(mails: Mail[]): Outgoing[] {
  const of = (at: number, more: Partial<Outgoing>): Outgoing => {
    const mail = mails[at] as Mail;
    return {
      id: nextId(), copy: mail.copies[0]?.id ?? '', message: mail.id, subject: mail.subject, from: mail.sender.email, to: mail.copies[0]?.recipient.email ?? '', state: 'sent', stateLabel: '', reason: '250 2.0.0 Ok: queued as 4XyZ',
      attempts: 0, nextAttempt: null, createdAt: mail.createdAt, settledAt: mail.createdAt, relay: { id: 'environment', name: 'Office server' }, actions: [], ...more,
    };
  };
  return [
    of(0, {}),
    of(7, { state: 'waiting', settledAt: null, attempts: 2, nextAttempt: minutesAgo(-9), reason: 'The mail server cannot be used: 421 4.3.2 Service not available', actions: ['try', 'withdraw'] }),
    of(6, { state: 'not-confirmed', reason: 'The connection broke after the content was sent, before the answer.', actions: ['repeat'] }),
    of(3, { state: 'bounced', reason: '550 5.1.1 <old.address@gone.example>: Recipient address rejected: User unknown in virtual mailbox table', actions: ['repeat'] }),
    of(4, { state: 'failed', attempts: 71, reason: 'Not handed over in 72 hours: connection refused', actions: ['repeat'] }),
  ];
}

export function testMail(to: string): TestMail {
  const unknown = 'No mailbox of this address is read';
  return {
    id: 'test1', copy: nextId(), to, relay: { id: 'environment', name: 'Office server' }, createdAt: minutesAgo(0), done: false,
    checks: [
      { key: 'accepted', state: 'done', text: 'The mail server took it: 250 2.0.0 Ok: queued as 4XyZ', whatToDo: null, at: minutesAgo(0) },
      { key: 'arrived', state: 'unknown', text: `${unknown}, so look into it yourself.`, whatToDo: null, at: null },
      { key: 'pixel', state: 'failed', text: 'Not loaded. The public address is http://localhost:8080, which nobody but this machine reaches.', whatToDo: 'Set TINYPIXEL_PUBLIC_URL to an address that mail programs reach, and send another test.', at: null },
      { key: 'link', state: 'waiting', text: 'Follow the link in the mail.', whatToDo: null, at: null },
      { key: 'reply', state: 'unknown', text: `${unknown}, so replies are not seen.`, whatToDo: 'Set up an inbox for replies and bounces.', at: null },
    ],
  };
}
