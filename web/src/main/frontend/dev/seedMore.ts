import type { CrmConnection, CrmConnector, Delivery, FollowUp, Group, Mail, Rate, Report, Sequence, Template } from '../src/api/types';
import { minutesAgo, nextId } from './seed';

export function templates(): Template[] {
  return [
    { id: 'tpl1', name: 'Gentle reminder', subject: null, html: '<p>Hello {{name}},</p><p>did you find the time to look at my offer?</p><p>{{sender.name}}</p>', text: 'Hello {{name}},\n\ndid you find the time to look at my offer?\n\n{{sender.name}}' },
    { id: 'tpl2', name: 'Last word', subject: 'Shall I close this?', html: null, text: 'Hello {{name}},\n\nshall I close this for now?\n\n{{sender.name}}' },
  ];
}

export function sequences(): Sequence[] {
  return [
    {
      id: 'seq1',
      name: 'Offer, three steps',
      active: true,
      stopOnReply: true,
      approval: 'ask',
      calendar: { zone: 'Europe/Berlin', days: ['MON', 'TUE', 'WED', 'THU', 'FRI'], from: '09:00', to: '17:00' },
      steps: [
        { wait: { amount: 3, unit: 'workingDays' }, condition: 'notOpened', whenUnknown: 'ask', template: 'tpl1' },
        { wait: { amount: 5, unit: 'workingDays' }, condition: 'always', whenUnknown: 'ask', template: 'tpl2' },
      ],
    },
  ];
}

export function followUps(mails: Mail[]): FollowUp[] {
  const of = (at: number): { recipient: string; subject: string; messageId: string } => {
    const mail = mails[at] as Mail;
    return { recipient: mail.copies[0]?.recipient.email ?? '', subject: mail.subject, messageId: mail.id };
  };
  const log = [
    { check: 'Enrolled', answer: 'yes', ok: true },
    { check: 'Reply', answer: 'none, inbox read 14:57', ok: true },
    { check: 'Bounced', answer: 'no', ok: true },
    { check: 'Opened', answer: 'unknown (machine only), so it asks you', ok: null },
  ];
  return [
    { id: nextId(), enrollment: 'e1', sequence: 'Offer, three steps', step: 1, ...of(1), state: 'ask', decision: 'ask', because: 'Nobody knows whether it was opened: only a machine loaded it.', dueAt: minutesAgo(30), decidedAt: null, log },
    { id: nextId(), enrollment: 'e2', sequence: 'Offer, three steps', step: 1, ...of(5), state: 'waiting', decision: null, because: 'Due after 3 working days without an open.', dueAt: minutesAgo(-1600), decidedAt: null, log: [] },
    { id: nextId(), enrollment: 'e3', sequence: 'Offer, three steps', step: 2, ...of(2), state: 'stopped', decision: 'stop', because: 'Camille Dubois replied.', dueAt: minutesAgo(200), decidedAt: minutesAgo(200), log: [{ check: 'Enrolled', answer: 'yes', ok: true }, { check: 'Reply', answer: 'replied yesterday 16:12', ok: false }] },
    { id: nextId(), enrollment: 'e4', sequence: 'Offer, three steps', step: 1, ...of(8), state: 'sent', decision: 'send', because: 'No open seen when the step came due.', dueAt: minutesAgo(400), decidedAt: minutesAgo(400), log },
  ];
}

export const CONNECTORS: CrmConnector[] = [
  {
    id: 'tryton',
    label: 'Tryton',
    testedVersions: ['6.0', '7.0'],
    fields: [
      { name: 'url', kind: 'url', required: true, label: 'Address', help: 'Such as https://tryton.example.org:8000', choices: null },
      { name: 'database', kind: 'text', required: true, label: 'Database', help: null, choices: null },
      { name: 'user', kind: 'text', required: true, label: 'User name', help: 'A user of its own, with the group “Party Administration”.', choices: null },
      { name: 'password', kind: 'secret', required: true, label: 'Password', help: null, choices: null },
    ],
  },
  {
    id: 'webhook',
    label: 'Webhook',
    testedVersions: ['Standard Webhooks 1.0.0'],
    fields: [
      { name: 'url', kind: 'url', required: true, label: 'Address', help: null, choices: null },
      { name: 'secret', kind: 'secret', required: false, label: 'Signing secret', help: 'Made for you when left empty.', choices: null },
      { name: 'detail', kind: 'choice', required: true, label: 'Detail', help: null, choices: ['summary', 'all'] },
    ],
  },
];

export function connections(): CrmConnection[] {
  return [
    { id: 'crm1', connector: 'tryton', name: 'Tryton in the office', fields: { url: { value: 'http://tryton.example:8000' }, database: { value: 'office' }, user: { value: 'tinypixel' }, password: { value: null, set: true } }, state: 'degraded', stateText: 'Two writes were refused since 11:40.', backlog: 4, oldestPendingAt: minutesAgo(50), lastSuccessAt: minutesAgo(12), dead: 1 },
  ];
}

export function deliveries(): Delivery[] {
  return [
    { id: 'd1', kind: 'open', text: 'Opened 3 times, last today 02:52', person: 'Mara Lindt', subject: 'Your offer for the new workshop lighting', state: 'done', attempts: 1, lastError: null, createdAt: minutesAgo(40), doneAt: minutesAgo(39), externalUrl: 'https://tryton.example.org/party/17' },
    { id: 'd2', kind: 'sent', text: 'Sent', person: 'Peter Vogel', subject: 'Invitation to the open house', state: 'dead', attempts: 9, lastError: 'AccessError: you are not allowed to write on “party.activity”', createdAt: minutesAgo(1300), doneAt: null, externalUrl: null },
  ];
}

export function report(full: boolean): Report {
  const byDay = Array.from({ length: 30 }, (_, at) => {
    const date = new Date(Date.now() - (29 - at) * 86_400_000);
    const sent = full && ![0, 6].includes(date.getUTCDay()) ? 8 + ((at * 7) % 11) : 0;
    return { day: date.toISOString().slice(0, 10), sent, opened: Math.round(sent * 0.45), clicked: Math.round(sent * 0.15) };
  });
  const rate = (value: number, of: number): Rate => ({ value, of, low: Math.max(0, value - 0.07), high: value + 0.07, enough: of >= 30 });
  const counts = { sent: 214, tracked: 201, bounced: 6, uniqueOpens: 92, machineOnly: 31, clicked: 27, replied: 14 };
  const group = (name: string, of: number, open: number): Group => ({
    name,
    counts: { ...counts, sent: of },
    openRate: rate(open, of),
    possibleOpenRate: rate(open + 0.159, of),
    clickRate: rate(0.142, of),
    replyRate: rate(0.067, of),
  });
  const none: Group = { name: '', counts: { sent: 0, tracked: 0, bounced: 0, uniqueOpens: 0, machineOnly: 0, clicked: 0, replied: 0 } };
  return {
    asOf: new Date().toISOString(),
    zone: 'Europe/Berlin',
    ruleVersion: 1,
    totals: full ? group('', 214, 0.472) : none,
    byTemplate: full ? [group('Offer A', 120, 0.51), group('Offer B', 82, 0.48), group('Offer C', 12, 0.33)] : [],
    byCampaign: full ? [group('Autumn', 140, 0.47), group('', 74, 0.47)] : [],
    byPerson: full ? [group('Nora Winter', 214, 0.472)] : [],
    byDay,
    columns: [
      { key: 'sent', label: 'Sent', definition: 'Copies that the next mail server accepted.' },
      { key: 'openRate', label: 'Open rate', definition: 'Unique opens of copies with open tracking that did not bounce. Sure: people; possible: people and machines.' },
    ],
  };
}
