import type { MailEvent } from '../src/api/event';
import type { Copy, CopyStatus, Mail } from '../src/api/types';

export const NOW = Date.now();
export const minutesAgo = (minutes: number): string => new Date(NOW - minutes * 60_000).toISOString();
let counter = 0;
export const nextId = (): string => `id${String(++counter).padStart(20, '0')}`;

const LABELS: Record<CopyStatus, string> = {
  queued: 'Queued',
  sent: 'Sent',
  delivered: 'Delivered',
  delayed: 'Delayed',
  bounced: 'Bounced',
  'not-confirmed': 'Hand-over not confirmed',
  failed: 'Failed',
  cancelled: 'Cancelled',
  replied: 'Replied',
  clicked: 'Clicked',
  opened: 'Opened',
  'opened-by-machine': 'Opened by a machine only',
  'not-seen': 'Not seen',
  'not-tracked': 'Not tracked',
};

const REASONS: Record<CopyStatus, string> = {
  queued: 'Accepted, not yet handed over. Next attempt 12:05.',
  sent: 'The next mail server accepted it.',
  delivered: 'A delivery notice arrived.',
  delayed: 'Mailbox is over quota (452 4.2.2); still being tried.',
  bounced: 'The address does not exist (550 5.1.1).',
  'not-confirmed': 'The connection broke after the content was sent, before the answer.',
  failed: 'Never handed over after all attempts.',
  cancelled: 'Withdrawn before it was handed over.',
  replied: 'A reply refers to this mail.',
  clicked: 'One person followed a link twice; nothing points to a scanner.',
  opened: 'Three loads on two days by a normal mail client.',
  'opened-by-machine': 'Loaded 3 s after sending by the mail provider; it may or may not have been read.',
  'not-seen': 'No pixel was loaded yet; it may have been read with images blocked.',
  'not-tracked': 'Switched off for this mail.',
};

export function copyOf(email: string, name: string | null, status: CopyStatus, sentAgo = 60): Copy {
  const seen = ['opened', 'clicked', 'replied'].includes(status);
  return {
    id: nextId(),
    recipient: { email, name },
    status,
    statusLabel: LABELS[status],
    statusReason: REASONS[status],
    confidence: seen ? (status === 'opened' ? 'medium' : 'high') : null,
    delivery: { status: status === 'bounced' ? 'bounced' : 'sent', label: 'Sent', at: minutesAgo(sentAgo), detail: null },
    engagement: { status, label: LABELS[status] },
    opens: {
      human: seen ? 3 : 0,
      inferred: status === 'replied',
      machine: status === 'opened-by-machine' || status === 'clicked' ? 1 : 0,
      firstAt: seen ? minutesAgo(sentAgo - 10) : null,
      lastAt: seen ? minutesAgo(5) : null,
      viewSeconds: null,
    },
    clicks: {
      human: status === 'clicked' ? 2 : 0,
      links: status === 'clicked' ? [{ url: 'https://example.org/offer/2026/autumn?ref=mail', count: 2 }] : [],
      firstAt: null,
      lastAt: null,
    },
    devices: seen ? [{ kind: 'phone', os: 'iOS', client: 'Mail', label: 'Phone, iOS Mail' }, { kind: 'desktop', os: 'Windows', client: 'Outlook', label: 'Desktop, Outlook on Windows' }] : [],
    places: seen ? [{ country: 'DE', label: 'Germany' }] : [],
    forwarded: status === 'replied' ? { likelihood: 'likely', because: 'A third device in another network read it two days later.' } : { likelihood: 'no', because: null },
    followUp: status === 'not-seen' ? { sequence: 'Offer, three steps', state: 'waiting', dueAt: minutesAgo(-2000), because: 'Not opened after 3 working days.' } : null,
    sentAt: minutesAgo(sentAgo),
    flags: status === 'replied' ? ['Likely forwarded'] : email.startsWith('mara') ? ['Out of office until 2099-12-09', 'Unsubscribed'] : [],
  };
}

function mailOf(subject: string, ago: number, copies: Copy[], campaign: string | null = null): Mail {
  return {
    id: nextId(),
    subject,
    sender: { email: 'nora@example.org', name: 'Nora Winter' },
    owner: { id: 'u1', name: 'Nora Winter' },
    createdAt: minutesAgo(ago),
    sentAt: minutesAgo(ago),
    campaign,
    template: campaign === null ? null : 'Offer A',
    messageIdHeader: '<abc@example.org>',
    copies,
  };
}

export function mails(): Mail[] {
  const list = [
    mailOf('Your offer for the new workshop lighting', 42, [copyOf('mara.lindt@lindt-werk.example', 'Mara Lindt', 'clicked', 42)], 'Autumn'),
    mailOf('Minutes of our call on Tuesday', 95, [
      copyOf('jonas@kranz.example', 'Jonas Kranz', 'opened', 95),
      copyOf('eva.brandt@kranz.example', 'Eva Brandt', 'opened-by-machine', 95),
      copyOf('einkauf@kranz.example', null, 'not-seen', 95),
      copyOf('lea@kranz.example', 'Lea Ott', 'not-seen', 95),
    ]),
    mailOf('Price list 2027', 300, [copyOf('c.dubois@atelier-dubois.example', 'Camille Dubois', 'replied', 300)], 'Autumn'),
    mailOf('Invitation to the open house, with a subject that is a good deal longer than what most people would write', 1300, [
      copyOf('old.address@gone.example', 'Peter Vogel', 'bounced', 1300),
    ]),
    mailOf('Spare parts for series 400', 1500, [copyOf('service@nordwind.example', null, 'not-tracked', 1500)]),
    mailOf('Your question about delivery times', 2900, [copyOf('h.sato@sato.example', '佐藤 花', 'not-seen', 2900)]),
    mailOf('Contract, second version', 3000, [copyOf('legal@bauhof.example', 'Ines Bauhof', 'not-confirmed', 3000)]),
    mailOf('A short follow-up', 4400, [copyOf('tim@hafen.example', 'Tim Hafen', 'delayed', 4400)]),
    mailOf('Thank you for your visit', 6000, [copyOf('ada@hafen.example', 'Ada Hafen', 'opened-by-machine', 6000)]),
  ];
  for (let at = 0; at < 60; at++) {
    list.push(mailOf(`Newsletter ${60 - at}`, 7000 + at * 1440, [copyOf(`reader${at}@example.net`, `Reader ${at}`, at % 3 === 0 ? 'opened' : 'not-seen', 7000 + at * 1440)], 'Letters'));
  }
  return list;
}

export function eventsOf(mail: Mail): MailEvent[] {
  const list: MailEvent[] = [];
  for (const copy of mail.copies) {
    const add = (minutes: number, type: string, verdict: MailEvent['verdict'], reason: string, more: Partial<MailEvent> = {}): void => {
      list.push({ id: nextId(), at: new Date(Date.parse(copy.sentAt ?? mail.createdAt) + minutes * 60_000).toISOString(), type, copy: copy.id, recipient: copy.recipient.email, verdict, reason, confidence: verdict === null ? null : 'high', ...more });
    };
    add(0, 'queued', null, 'Accepted by the API.');
    add(0.05, 'sent', null, 'The next mail server accepted it: 250 2.0.0 Ok.');
    if (['opened', 'clicked', 'replied', 'opened-by-machine'].includes(copy.status)) {
      add(0.1, 'open', 'machine', 'Loaded 3 s after sending by the recipient’s mail provider: a prefetch.', { place: 'Hidden by the mail provider' });
    }
    if (['opened', 'clicked', 'replied'].includes(copy.status)) {
      add(11, 'open', 'human', 'A normal mail client, 11 minutes after sending.', { device: { kind: 'phone', os: 'iOS', client: 'Mail', label: 'Phone, iOS Mail' }, place: 'Germany' });
      add(14, 'open', 'own', 'From the sender’s own network.');
    }
    if (copy.status === 'clicked') add(16, 'click', 'human', 'One link, two minutes after an open.', { link: 'https://example.org/offer/2026/autumn?ref=mail' });
    if (copy.recipient.email.startsWith('mara')) {
      add(2, 'auto-reply', null, 'An automatic reply arrived: back on 2099-12-09.');
      add(2.1, 'delivered', null, 'An automatic answer came, so it arrived.');
      add(30, 'read-receipt', null, 'The mail program says that a person had the mail displayed.');
      add(31, 'unsubscribe', null, 'The recipient asked for no more mail, by mail.');
      add(32, 'complaint', null, 'The recipient called the mail spam. No more mail goes there.');
    }
    if (copy.status === 'bounced') add(1, 'bounce', null, '550 5.1.1 The address does not exist.');
    if (copy.status === 'replied') add(90, 'reply', null, 'In-Reply-To names this mail.');
  }
  return list.sort((a, b) => a.at.localeCompare(b.at));
}
