export type MailboxState = 'reading' | 'waiting' | 'failed' | 'off' | 'new';
export type SignIn = 'password' | 'oauth2';

/** A mailbox that is read for what comes back. */
export interface Mailbox {
  id: string;
  name: string;
  host: string;
  port: number;
  /** From the first byte; else by STARTTLS. */
  tls: boolean;
  user: string;
  signIn: SignIn;
  hasSecret: boolean;
  authorities: string | null;
  addresses: string[];
  folders: string[];
  sentFolder: string | null;
  /** Any mail of a recipient counts as a reply, also one that refers to no mail. */
  anyMail: boolean;
  enabled: boolean;
  ofEnvironment: boolean;
  state: MailboxState;
  /** The server tells of new mail by itself; null before that is known. */
  idle: boolean | null;
  lastReadAt: string | null;
  failedSince: string | null;
  failure: string | null;
  nextTryAt: string | null;
  taken: number;
  /** Of those, the ones about mails that are not known here. */
  unmatchedBounces: number;
  unmatchedComplaints: number;
  /** Those that could not be understood. */
  unreadable: number;
}

export type IncomingKind = 'reply' | 'auto-reply' | 'bounce' | 'delivery-report' | 'complaint' | 'unsubscribe' | 'read-receipt';

/** What came back to one copy, as it was understood. */
export interface Incoming {
  id: string;
  at: string;
  kind: IncomingKind;
  because: string;
  sentence: string;
  mailbox: string;
  from: string | null;
  copy: string;
  message: string;
  /** Null where the mail is no longer stored. */
  subject: string | null;
  recipient: string;
  /** The address itself is dead. */
  hard: boolean;
  status: string | null;
  reply: number | null;
  /** The other server's own words. */
  text: string | null;
  /** A day without a time. */
  returnsOn: string | null;
}
