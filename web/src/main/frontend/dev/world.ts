import type { Incoming, Mailbox } from '../src/api/incoming';
import type {
  ApiKey,
  CapturedMailFull,
  CrmConnection,
  Delivery,
  FollowUp,
  LiveCopy,
  Mail,
  NewMail,
  Outgoing,
  RecipientRequest,
  Relay,
  Sequence,
  Suppression,
  Team,
  Template,
  User,
} from '../src/api/types';
import { findings, incoming, mailboxes } from './seedIncoming';
import { CONNECTORS, connections, deliveries, followUps, report, sequences, templates } from './seedMore';
import { outgoing, relays, testMail } from './seedSending';
import { copyOf, eventsOf, mails, minutesAgo, nextId } from './seed';

export interface Answer {
  status: number;
  body?: unknown;
  type?: string;
}

const ok = (body: unknown, status = 200): Answer => ({ status, body });
const page = (items: unknown[]): Answer => ok({ items, next: null });
const missing: Answer = ok({ title: 'Not found', status: 404, detail: null, requestId: 'req-000404' }, 404);

function invalid(errors: { field: string; message: string }[]): Answer {
  return ok({ title: 'Invalid', status: 400, detail: 'Some fields are not right.', errors, requestId: 'req-000400' }, 400);
}

/** Everything the mock knows, in memory. */
export class World {
  user: User | null = null;
  readonly users: User[] = [];
  readonly teams: Team[] = [{ id: 't1', name: 'North' }, { id: 't2', name: 'South' }];
  readonly keys: ApiKey[] = [];
  readonly suppressions: Suppression[] = [];
  readonly captured: CapturedMailFull[] = [];
  mails: Mail[] = [];
  sequences: Sequence[] = [];
  templates: Template[] = [];
  followUps: FollowUp[] = [];
  connections: CrmConnection[] = [];
  deliveries: Delivery[] = [];
  relays: Relay[] = [];
  outgoing: Outgoing[] = [];
  mailboxes: Mailbox[] = [];
  incoming: Incoming[] = [];
  readonly requests: RecipientRequest[] = [];
  private readonly listeners = new Set<(change: LiveCopy) => void>();

  constructor(private readonly full: boolean) {
    if (!full) return;
    this.user = { id: 'u1', name: 'Nora Winter', email: 'nora@example.org', roles: ['administrator', 'manager', 'salesperson'], teams: [{ id: 't1', name: 'North' }], active: true };
    this.users.push(this.user, { id: 'u2', name: 'Ben Albrecht', email: 'ben@example.org', roles: ['salesperson'], teams: [{ id: 't2', name: 'South' }], active: true });
    this.keys.push({ id: 'k1', name: 'Laptop mail client', prefix: 'tp_4f2a', createdAt: minutesAgo(90_000), lastUsedAt: minutesAgo(40), sendAsAny: false });
    this.suppressions.push(
      { id: 's0', email: 'legal@bauhof.example', kind: 'mail', note: 'The recipient called the mail spam.', since: minutesAgo(2500) },
      { id: 's1', email: 'no-more@example.com', kind: 'mail', note: 'Unsubscribed by the link', since: minutesAgo(4000) },
      { id: 's2', email: 'old.address@gone.example', kind: 'mail', note: 'Left the company, says the reply of 24 November', since: minutesAgo(1290) },
      { id: 's3', email: 'h.sato@sato.example', kind: 'tracking', note: '', since: minutesAgo(90_000) },
      { id: 's4', email: 'service@nordwind.example', kind: 'mail', note: 'The recipient asked by mail for no more mail.', since: minutesAgo(2600) },
    );
    this.requests.push({ id: 'rq1', email: 'mara.lindt@lindt-werk.example', question: 'data', askedAt: minutesAgo(700), doneAt: null });
    this.mails = mails();
    this.sequences = sequences();
    this.templates = templates();
    this.followUps = followUps(this.mails);
    this.connections = connections();
    this.deliveries = deliveries();
    this.relays = relays();
    this.outgoing = outgoing(this.mails);
    this.mailboxes = mailboxes();
    this.incoming = incoming(this.mails);
    for (const mail of this.mails.slice(0, 3)) this.capture(mail, '<p>Hello,</p><p>this is the mail. <a href="https://example.org/">A link</a></p>', 'Hello,\n\nthis is the mail.');
  }

  listen(listener: (change: LiveCopy) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  answer(method: string, path: string, query: URLSearchParams, body: unknown): Answer {
    const parts = path.split('/').filter((part) => part !== '').map(decodeURIComponent);
    const [root, id = '', action = ''] = parts;
    const data = (body ?? {}) as Record<string, never>;
    switch (root) {
      case 'session':
        return this.session(method, data);
      case 'set-up':
        this.user = { id: 'u1', name: data['name'] ?? '', email: data['email'] ?? '', roles: ['administrator', 'manager', 'salesperson'], teams: [] };
        this.users.push(this.user);
        return ok(this.user, 201);
      case 'smtp':
        return ok({
          host: 'localhost',
          port: 2525,
          tlsPort: null,
          user: this.user?.email ?? '',
          certificate: { sha256: 'A1:'.repeat(31) + 'A1', validUntil: new Date(Date.now() + 7e10).toISOString(), ownMade: true },
          trouble: null,
          onlyThisMachine: true,
          maxBytes: 36_700_160,
          maxRecipients: 500,
          switchAddresses: ['no-track@localhost', 'anonymous@localhost', 'followup-3d@localhost'],
        });
      case 'messages':
        return this.messages(method, id, action, query, body);
      case 'captured':
        return this.inbox(method, id, action, query);
      case 'contacts':
        return this.contacts(id, query);
      case 'users':
        return this.store(this.users, method, id, { active: true, ...data });
      case 'teams':
        return this.store(this.teams, method, id, data);
      case 'api-keys':
        return this.store(this.keys, method, id, { prefix: 'tp_9c1e', createdAt: new Date().toISOString(), key: 'tp_9c1e_Xw3nKq8vB2sLr6TzY1mPd4Hf', ...data });
      case 'suppressions':
        return this.store(this.suppressions, method, id, { since: new Date().toISOString(), ...data });
      case 'audit':
        return page([{ id: 'a1', at: minutesAgo(3), who: 'Nora Winter', what: 'Signed in', detail: null }, { id: 'a2', at: minutesAgo(90), who: 'Nora Winter', what: 'API key created', detail: 'Laptop mail client' }]);
      case 'rules':
        return ok(this.rules(id === 'apply'));
      case 'templates':
        return this.store(this.templates, method, id, data);
      case 'sequences':
        if (method !== 'GET' && method !== 'DELETE' && String(data['name'] ?? '') === '') return invalid([{ field: 'name', message: 'Enter a name.' }]);
        return this.store(this.sequences, method, id, data);
      case 'enrollments':
        return method === 'POST' ? ok({ id: nextId() }, 201) : page([]);
      case 'follow-ups':
        return this.queue(method, id, action, query, data);
      case 'reports':
        return ok(report(this.full));
      case 'relays':
        if (parts.includes('test')) return ok({ ok: true, findings: findings(String(data['host'] ?? 'mail.example.org'), String(data['password'] ?? '')) });
        return this.store(this.relays, method, id, { fromEnvironment: false, capture: false, passwordSet: true, state: 'ok', stateText: null, downSince: null, nextAttempt: null, lastTakenAt: null, ...data });
      case 'outgoing':
        return this.store(this.outgoing, action === '' ? method : 'PUT', id, action === '' ? data : { actions: [] });
      case 'test-mails':
        return ok(testMail(this.user?.email ?? ''), method === 'POST' ? 201 : 200);
      case 'privacy':
        return this.store(this.requests, method === 'GET' ? method : 'PUT', action, { doneAt: new Date().toISOString() });
      case 'mailboxes':
        return this.mailbox(method, id, action, data);
      case 'incoming':
        return this.cameBack(query);
      case 'crm':
        return this.crm(method, parts.slice(1), data);
      default:
        return missing;
    }
  }

  private session(method: string, data: Record<string, unknown>): Answer {
    if (method === 'DELETE') {
      this.user = null;
      return { status: 204 };
    }
    if (method === 'POST') {
      const found = this.users.find((user) => user.email === data['email']);
      if (found === undefined) return ok({ title: 'Wrong', status: 401, detail: 'wrong' }, 401);
      this.user = found;
    }
    return ok({
      setUpNeeded: this.users.length === 0,
      user: this.user,
      csrf: this.user === null ? null : 'guard',
      product: { version: '0.1.0', publicUrl: 'http://localhost:8080', relay: 'capture', smtpPort: 2525 },
    });
  }

  private messages(method: string, id: string, action: string, query: URLSearchParams, body: unknown): Answer {
    if (method === 'POST') return this.send(body as NewMail);
    if (id !== '') {
      const mail = this.mails.find((other) => other.id === id);
      if (mail === undefined) return missing;
      return action === 'events' ? page(eventsOf(mail)) : ok(mail);
    }
    const q = (query.get('q') ?? '').toLowerCase();
    const status = query.get('status');
    const found = this.mails.filter(
      (mail) =>
        JSON.stringify([mail.subject, mail.copies.map((copy) => copy.recipient)]).toLowerCase().includes(q) &&
        (status === null || mail.copies.some((copy) => copy.status === status)),
    );
    const at = Number(query.get('cursor') ?? 0);
    return ok({ items: found.slice(at, at + 50), next: at + 50 < found.length ? String(at + 50) : null });
  }

  private send(wanted: NewMail): Answer {
    const wrong = wanted.to.filter((party) => party.email.endsWith('.invalid'));
    if (wrong.length > 0) return invalid([{ field: 'to[0].email', message: `${wrong[0]?.email} cannot receive mail.` }]);
    const mail: Mail = {
      id: nextId(),
      subject: wanted.subject,
      sender: { email: wanted.from, name: this.user?.name },
      createdAt: new Date().toISOString(),
      sentAt: new Date().toISOString(),
      campaign: wanted.campaign ?? null,
      template: null,
      copies: wanted.to.map((party) => copyOf(party.email, party.name ?? null, 'queued', 0)),
    };
    this.mails.unshift(mail);
    setTimeout(() => {
      this.capture(mail, wanted.html ?? '', wanted.text ?? '');
      for (const copy of mail.copies) this.change(mail, copy.id, 'not-seen', null);
    }, 800);
    return ok({ id: mail.id, copies: mail.copies.map((copy) => ({ id: copy.id, recipient: copy.recipient, status: 'queued', notTracked: null })) }, 201);
  }

  private capture(mail: Mail, html: string, text: string): void {
    for (const copy of mail.copies) {
      this.captured.unshift({
        id: nextId(),
        at: mail.createdAt,
        from: `${mail.sender.name ?? ''} <${mail.sender.email}>`,
        to: copy.recipient.email,
        subject: mail.subject,
        size: 5234,
        copy: copy.id,
        messageId: mail.id,
        headers: [{ name: 'Message-ID', value: '<8f1c@example.org>' }, { name: 'List-Unsubscribe', value: '<http://localhost:8080/t/u/abc>' }],
        text,
        hasHtml: html !== '',
        attachments: [],
      });
      this.html.set(this.captured[0]?.id ?? '', html);
    }
  }

  private readonly html = new Map<string, string>();

  private applied = false;

  private rules(apply: boolean): unknown {
    this.applied = this.applied || apply;
    return {
      version: 3,
      inForce: this.applied ? 3 : 2,
      change: {
        from: 2,
        to: 3,
        state: this.applied ? 'applying' : 'waiting',
        copies: 41_230,
        sample: 20_000,
        tried: 20_000,
        changed: 312,
        reworded: 1_408,
        left: this.applied ? 12_300 : 41_230,
        startedAt: minutesAgo(95),
        triedAt: minutesAgo(60),
        appliesAt: this.applied ? null : minutesAgo(-1380),
        appliedAt: this.applied ? minutesAgo(2) : null,
        appliedBy: this.applied ? 'Nora Winter' : null,
        doneAt: null,
        differences: [
          {
            before: 'clicked', labelBefore: 'Clicked', after: 'opened-by-machine', labelAfter: 'Opened by a machine only',
            ruleBefore: 'early-click', ruleAfter: 'click-at-delivery',
            sentenceAfter: 'Clicked in the moment of delivery, faster than a person finds and reads a mail.', copies: 287,
            examples: [{ message: 'm1', copy: 'c1', recipient: 'mara.lindt@lindt-werk.example', subject: 'Offer for the new line' }],
          },
          { before: 'opened', labelBefore: 'Opened', after: 'opened', labelAfter: 'Opened', ruleBefore: 'counting', ruleAfter: 'counting', sentenceAfter: null, copies: 25, examples: [] },
        ],
      },
      rules: [
        { rule: 'test-copy', verdict: 'test', confidence: 'high', sentence: 'A test mail: it is in no number.' },
        { rule: 'mail-filter-network', verdict: 'machine', confidence: 'high', sentence: 'A mail filter checked the message; the request came from its servers.' },
        { rule: 'provider-proxy', verdict: 'human', confidence: 'medium', sentence: 'Opened in {client}; its proxy fetched the picture, so place and device are unknown.' },
      ],
      networks: [
        { name: 'egress-ip-ranges.csv', asOf: new Date().toISOString().slice(0, 10), networks: 281_412, installed: true },
        { name: 'networks.csv', asOf: '2026-06-17', networks: 512, installed: false },
      ],
      networkProblems: ['goog.json cannot be used, the list before it stays: it is damaged.'],
    };
  }

  private inbox(method: string, id: string, action: string, query: URLSearchParams): Answer {
    if (id === '') return page(this.captured);
    const mail = this.captured.find((other) => other.id === id);
    if (mail === undefined) return missing;
    if (method === 'DELETE') {
      this.captured.splice(this.captured.indexOf(mail), 1);
      return { status: 204 };
    }
    if (action === 'preview') {
      const source = this.mails.find((other) => other.id === mail.messageId);
      if (query.get('images') === 'on' && source !== undefined) setTimeout(() => this.change(source, mail.copy ?? '', 'opened', 'open'), 700);
      return ok((this.html.get(id) ?? '').replace('<body>', '<body style="font:16px/1.5 sans-serif;margin:24px;color:#222;background:#fff">'));
    }
    return action === 'raw' ? { status: 200, body: 'Subject: raw\r\n\r\nraw', type: 'message/rfc822' } : ok(mail);
  }

  private change(mail: Mail, copyId: string, status: 'opened' | 'not-seen', kind: 'open' | null): void {
    const copy = mail.copies.find((other) => other.id === copyId);
    if (copy === undefined || copy.status === status) return;
    Object.assign(copy, { ...copyOf(copy.recipient.email, copy.recipient.name ?? null, status, 1), id: copyId });
    for (const listener of this.listeners) {
      listener({
        id: nextId(),
        copy: copyId,
        messageId: mail.id,
        status,
        statusLabel: copy.statusLabel,
        statusReason: copy.statusReason,
        at: new Date().toISOString(),
        notify: kind === null ? null : { kind, text: `${copy.recipient.name ?? copy.recipient.email} opened “${mail.subject}”` },
      });
    }
  }

  private contacts(email: string, query: URLSearchParams): Answer {
    const copies = this.mails.flatMap((mail) => mail.copies.map((copy) => ({ mail, copy })));
    if (email === '') {
      const q = (query.get('q') ?? '').toLowerCase();
      return page(
        copies
          .map(({ mail, copy }) => ({ ...copy.recipient, lastStatus: copy.status, lastStatusLabel: copy.statusLabel, lastAt: mail.sentAt, mails: 1 }))
          .filter((contact) => JSON.stringify(contact).toLowerCase().includes(q))
          .slice(0, 30),
      );
    }
    const found = copies.find(({ copy }) => copy.recipient.email === email);
    if (found === undefined) return page([]);
    return page(
      eventsOf(found.mail)
        .filter((event) => event.copy === found.copy.id)
        .reverse()
        .map((event) => ({ ...event, messageId: found.mail.id, subject: found.mail.subject, text: event.reason })),
    );
  }

  private queue(method: string, id: string, action: string, query: URLSearchParams, data: Record<string, unknown>): Answer {
    if (method === 'GET') {
      const state = query.get('state');
      return page(this.followUps.filter((entry) => state === null || entry.state === state));
    }
    const entry = this.followUps.find((other) => other.id === id);
    if (entry === undefined) return missing;
    if (action === 'send') Object.assign(entry, { state: 'sent', because: 'Sent now by Nora Winter.' });
    if (action === 'stop') Object.assign(entry, { state: 'stopped', because: 'Stopped by Nora Winter.' });
    if (action === 'postpone') Object.assign(entry, { dueAt: data['until'], because: 'Postponed by Nora Winter.' });
    return ok(entry);
  }

  private crm(method: string, parts: string[], data: Record<string, unknown>): Answer {
    const [kind, id = '', action = '', delivery = ''] = parts;
    if (kind === 'connectors') return page(CONNECTORS);
    if (id === 'test' || action === 'test') {
      return ok({ ok: false, findings: [{ code: 'MISSING_PERMISSION', severity: 'block', subject: 'party.party', whatToDo: 'Give the user the group “Party Administration”.' }, { code: 'CLOCK_SKEW', severity: 'info', subject: '4 s', whatToDo: 'Nothing; up to 60 s is fine.' }] });
    }
    if (action === 'deliveries') {
      if (delivery !== '') {
        const found = this.deliveries.find((other) => other.id === delivery);
        if (found !== undefined) found.state = 'waiting';
        return ok(found);
      }
      return page(this.deliveries);
    }
    const fields = Object.fromEntries(Object.entries((data['fields'] ?? {}) as Record<string, string>).map(([name, value]) => [name, name === 'password' || name === 'secret' ? { value: null, set: true } : { value }]));
    return this.store(this.connections, method, id, { state: 'ok', stateText: null, backlog: 0, dead: 0, ...data, fields });
  }

  private mailbox(method: string, id: string, action: string, data: Record<string, unknown>): Answer {
    const found = this.mailboxes.find((other) => other.id === id);
    if (id === 'test' || action === 'test') {
      const { host = found?.host ?? '', secret = found?.state === 'failed' ? 'wrong' : '' } = data as { host?: string; secret?: string };
      return ok({ ok: true, findings: findings(host, secret) });
    }
    if (action === 'read') {
      setTimeout(() => found !== undefined && found.state !== 'failed' && Object.assign(found, { lastReadAt: new Date().toISOString(), state: 'reading' }), 1500);
      return { status: 202 };
    }
    if (method === 'POST' || method === 'PUT') {
      if (data['secret'] === 'wrong') return invalid([{ field: 'secret', message: 'The server refused the sign-in: NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)' }]);
      const { secret, ...shown } = data;
      const fresh = { ofEnvironment: false, state: data['enabled'] === false ? 'off' : 'new', idle: false, lastReadAt: null, failedSince: null, failure: null, nextTryAt: null, taken: found?.taken ?? 0, unmatchedBounces: 0, unmatchedComplaints: 0, unreadable: 0 };
      return this.store(this.mailboxes, method, id, { ...fresh, hasSecret: found?.hasSecret === true || secret !== undefined, ...shown });
    }
    return this.store(this.mailboxes, method, id, data);
  }

  private cameBack(query: URLSearchParams): Answer {
    const found = this.incoming.filter((item) => [null, item.kind].includes(query.get('kind') as Incoming['kind'] | null) && [null, item.mailbox].includes(query.get('mailbox')));
    const at = Number(query.get('cursor') ?? 0);
    return ok({ items: found.slice(at, at + 50), next: at + 50 < found.length ? String(at + 50) : null });
  }

  private store<T extends { id: string }>(list: T[], method: string, id: string, data: object): Answer {
    if (method === 'GET' && id === '') return page(list);
    if (method === 'POST') {
      const entry = { ...data, id: nextId() } as T;
      list.push(entry);
      return ok(entry, 201);
    }
    const found = list.find((entry) => entry.id === id);
    if (found === undefined) return missing;
    if (method === 'DELETE') {
      list.splice(list.indexOf(found), 1);
      return { status: 204 };
    }
    if (method !== 'GET') Object.assign(found, data, { id });
    return ok(found);
  }
}
