/** What `/api/v1` says. Times are RFC 3339 in UTC; null means unknown. */
export interface Page<T> {
  items: T[];
  next: string | null;
}

export type Role = 'administrator' | 'manager' | 'salesperson';

export interface Team {
  id: string;
  name: string;
}

export interface User {
  id: string;
  name: string;
  email: string;
  roles: Role[];
  teams: Team[];
  active?: boolean;
}

export interface Session {
  setUpNeeded: boolean;
  user: User | null;
  csrf: string | null;
  product: { version: string; publicUrl: string; relay: 'capture' | 'smtp'; smtpPort?: number | null };
}

/** What a person types into a mail program. */
export interface Smtp {
  host: string;
  port: number | null;
  tlsPort: number | null;
  user: string;
  certificate: { sha256: string; validUntil: string; ownMade: boolean } | null;
  trouble: string | null;
  onlyThisMachine: boolean;
  maxBytes: number;
  maxRecipients: number;
  switchAddresses: string[];
}

export interface Party {
  email: string;
  name?: string | null;
}

export type CopyStatus =
  | 'queued'
  | 'sent'
  | 'delivered'
  | 'delayed'
  | 'bounced'
  | 'not-confirmed'
  | 'failed'
  | 'cancelled'
  | 'replied'
  | 'clicked'
  | 'opened'
  | 'opened-by-machine'
  | 'not-seen'
  | 'not-tracked';

export type Confidence = 'low' | 'medium' | 'high';

export interface Device {
  kind?: string | null;
  os?: string | null;
  client?: string | null;
  label?: string | null;
}

export interface Copy {
  id: string;
  recipient: Party;
  status: CopyStatus;
  statusLabel: string;
  statusReason: string;
  confidence?: Confidence | null;
  delivery?: { status: string; label: string; at?: string | null; detail?: string | null } | null;
  engagement?: { status: string; label: string } | null;
  opens?: {
    human: number;
    inferred?: boolean;
    machine: number;
    firstAt?: string | null;
    lastAt?: string | null;
    viewSeconds?: number | null;
  viewUnknown?: string | null;
  } | null;
  clicks?: {
    human: number;
    links?: { url: string; count: number }[];
    firstAt?: string | null;
    lastAt?: string | null;
  } | null;
  devices?: Device[];
  places?: { country?: string | null; label: string }[];
  forwarded?: { likelihood: 'no' | 'likely' | 'yes'; because?: string | null } | null;
  followUp?: { sequence: string; state: string; dueAt?: string | null; because?: string | null } | null;
  sentAt?: string | null;
  flags?: string[];
}

export interface Mail {
  id: string;
  subject: string;
  sender: Party;
  owner?: { id: string; name: string } | null;
  createdAt: string;
  sentAt?: string | null;
  campaign?: string | null;
  template?: string | null;
  messageIdHeader?: string | null;
  copies: Copy[];
}

export type Verdict = 'human' | 'machine' | 'own' | 'test' | 'discarded';

export interface Contact {
  email: string;
  name?: string | null;
  lastStatus?: CopyStatus | null;
  lastStatusLabel?: string | null;
  lastAt?: string | null;
  mails: number;
}

export interface TimelineEntry {
  at: string;
  type: string;
  messageId?: string | null;
  subject?: string | null;
  copy?: string | null;
  verdict?: Verdict | null;
  text?: string | null;
  device?: Device | string | null;
  place?: string | null;
  link?: string | null;
}

export interface CapturedMail {
  id: string;
  at: string;
  from: string;
  to: string;
  subject: string;
  size: number;
  copy?: string | null;
  messageId?: string | null;
}

export interface CapturedMailFull extends CapturedMail {
  headers: { name: string; value: string }[];
  text?: string | null;
  hasHtml: boolean;
  attachments: { name: string; type: string; size: number }[];
}

export interface NewMail {
  from: string;
  to: Party[];
  subject: string;
  html?: string;
  text?: string;
  track?: { opens?: boolean; clicks?: boolean };
  campaign?: string;
  sequence?: string;
  send?: boolean;
}

export interface SentMail {
  id: string;
  copies: { id: string; recipient: Party; status: string; notTracked?: string | null }[];
}

export type WaitUnit = 'minutes' | 'hours' | 'days' | 'workingDays';
export type Condition = 'notOpened' | 'opened' | 'always';
export type WhenUnknown = 'treatAsNotOpened' | 'treatAsOpened' | 'ask';

export interface Step {
  wait: { amount: number; unit: WaitUnit };
  condition: Condition;
  whenUnknown: WhenUnknown;
  template: string;
}

export interface Sequence {
  id: string;
  name: string;
  active: boolean;
  steps: Step[];
  stopOnReply: boolean;
  calendar: { zone: string; days: string[]; from: string; to: string };
  approval: 'automatic' | 'ask';
}

export interface Template {
  id: string;
  name: string;
  subject?: string | null;
  html?: string | null;
  text?: string | null;
}

export type FollowUpState =
  | 'waiting'
  | 'ask'
  | 'handing-over'
  | 'sent'
  | 'skipped'
  | 'stopped'
  | 'not-confirmed'
  | 'failed';

export interface FollowUp {
  id: string;
  enrollment: string;
  sequence: string | { id: string; name: string };
  step: number;
  recipient: string | Party;
  subject?: string | null;
  messageId?: string | null;
  state: FollowUpState;
  decision?: string | null;
  because?: string | null;
  dueAt?: string | null;
  decidedAt?: string | null;
  log: { check: string; answer: string; ok?: boolean | null }[];
}

/** A share of one with the number of copies behind it and its 95 % interval. */
export interface Rate {
  value: number;
  of: number;
  low: number;
  high: number;
  /** Whether there are mails enough to rank by it. */
  enough: boolean;
}

export interface Tally {
  sent: number;
  tracked: number;
  bounced: number;
  uniqueOpens: number;
  machineOnly: number;
  clicked: number;
  replied: number;
}

/** Counts and rates of some of the copies; a rate is null where nothing could be counted. */
export interface Group {
  name: string;
  counts: Tally;
  openRate?: Rate | null;
  possibleOpenRate?: Rate | null;
  clickRate?: Rate | null;
  replyRate?: Rate | null;
}

export interface ReportDay {
  day: string;
  sent: number;
  opened: number;
  clicked: number;
}

export interface Report {
  asOf: string;
  zone: string;
  ruleVersion: string | number;
  totals: Group;
  byTemplate: Group[];
  byCampaign: Group[];
  byPerson: Group[];
  byDay: ReportDay[];
  columns: { key: string; label: string; definition?: string | null }[];
}

export interface CrmField {
  name: string;
  kind: 'text' | 'url' | 'secret' | 'choice';
  required: boolean;
  label: string;
  help?: string | null;
  choices?: (string | { value: string; label: string })[] | null;
}

export interface CrmConnector {
  id: string;
  label: string;
  testedVersions?: string[] | string | null;
  fields: CrmField[];
}

export interface CrmConnection {
  id: string;
  connector: string;
  name: string;
  fields: Record<string, { value?: string | null; set?: boolean }>;
  state: 'ok' | 'paused' | 'needs-sign-in' | 'degraded' | 'disabled';
  stateText?: string | null;
  backlog: number;
  oldestPendingAt?: string | null;
  lastSuccessAt?: string | null;
  dead: number;
}

export interface Finding {
  code: string;
  severity: 'block' | 'warn' | 'info';
  /** The setting that it concerns. */
  field?: string | null;
  subject?: string | null;
  whatToDo?: string | null;
}

export interface Delivery {
  id: string;
  kind: string;
  person?: string | null;
  subject?: string | null;
  state: 'waiting' | 'done' | 'dead' | 'parked';
  /** What the record says, in one line. */
  text?: string | null;
  attempts: number;
  lastError?: string | null;
  createdAt: string;
  doneAt?: string | null;
  externalUrl?: string | null;
}

export interface ApiKey {
  id: string;
  name: string;
  prefix: string;
  createdAt: string;
  lastUsedAt?: string | null;
  sendAsAny?: boolean;
  key?: string;
}

export interface Suppression {
  id: string;
  email: string;
  kind: 'mail' | 'tracking';
  note?: string | null;
  since?: string | null;
}

export interface AuditEntry {
  id?: string;
  at: string;
  who: string;
  what: string;
  detail?: string | null;
}

export interface LiveCopy {
  id: string;
  copy: string;
  messageId: string;
  status: CopyStatus;
  statusLabel: string;
  statusReason: string;
  at: string;
  notify: { kind: 'open' | 'click' | 'reply' | 'bounce' | 'delivery'; text: string } | null;
}

export type OutgoingState = 'waiting' | 'handing-over' | 'sent' | 'bounced' | 'failed' | 'not-confirmed' | 'cancelled';
export type OutgoingAction = 'repeat' | 'try' | 'withdraw';

export interface Outgoing {
  id: string;
  copy: string;
  message: string | null;
  subject: string | null;
  from: string;
  to: string;
  state: OutgoingState;
  stateLabel: string;
  reason: string | null;
  attempts: number;
  nextAttempt: string | null;
  createdAt: string;
  settledAt: string | null;
  relay: { id: string; name: string };
  actions: OutgoingAction[];
}

export type RelaySecurity = 'tls' | 'starttls' | 'starttls-if-offered' | 'none';

export interface Relay {
  id: string;
  name: string;
  fromEnvironment: boolean;
  capture: boolean;
  host: string | null;
  port: number | null;
  security: RelaySecurity | null;
  user: string | null;
  passwordSet: boolean;
  authorities: string | null;
  senders: string[];
  isDefault: boolean;
  perMinute: number;
  connections: number;
  enabled: boolean;
  state: 'ok' | 'down' | 'off';
  stateText: string | null;
  downSince: string | null;
  nextAttempt: string | null;
  lastTakenAt: string | null;
}

export interface TestMail {
  id: string;
  copy: string;
  to: string;
  relay: { id: string; name: string };
  createdAt: string;
  checks: {
    key: 'accepted' | 'arrived' | 'pixel' | 'link' | 'reply';
    state: 'done' | 'waiting' | 'failed' | 'unknown';
    text: string;
    whatToDo: string | null;
    at: string | null;
  }[];
  done: boolean;
}

/** What a recipient asked for on the page of a mail. */
export interface RecipientRequest {
  id: string;
  email: string;
  question: 'data' | 'erasure';
  askedAt: string;
  doneAt: string | null;
}
