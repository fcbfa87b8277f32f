import type { Mailbox, SignIn } from '../../api/incoming';
import type { FieldProblem } from '../../api/problem';
import { checkNumber, checkPresent, looksLikeEmail } from '../../lib/checks';
import { dayAndTime } from '../../lib/format';
import { t } from '../../text/text';

/** What stands in the form; texts, because that is what fields hold. */
export interface MailboxValues {
  name: string;
  host: string;
  port: string;
  security: string;
  user: string;
  signIn: string;
  secret: string;
  authorities: string;
  addresses: string;
  folders: string;
  sentFolder: string;
  anyMail: boolean;
  enabled: boolean;
}

export type ProviderId = 'gmail' | 'microsoft' | 'icloud' | 'fastmail' | 'other';

/** A provider whose server nobody should have to look up. */
interface Provider {
  id: ProviderId;
  host: string;
  signIn: SignIn;
  /** The usual name of the folder for sent mails. */
  sentFolder: string;
}

export const PROVIDERS: Provider[] = [
  { id: 'gmail', host: 'imap.gmail.com', signIn: 'password', sentFolder: '[Gmail]/Sent Mail' },
  { id: 'microsoft', host: 'outlook.office365.com', signIn: 'oauth2', sentFolder: 'Sent Items' },
  { id: 'icloud', host: 'imap.mail.me.com', signIn: 'password', sentFolder: 'Sent Messages' },
  { id: 'fastmail', host: 'imap.fastmail.com', signIn: 'password', sentFolder: 'Sent' },
];

const OTHER: Provider = { id: 'other', host: '', signIn: 'password', sentFolder: 'Sent' };
export const SIGN_INS: SignIn[] = ['password', 'oauth2'];
export const SECURITIES = ['tls', 'starttls'] as const;
const PORTS: Record<string, string> = { tls: '993', starttls: '143' };
const INBOX = 'INBOX';

export function usualPort(security: string): string {
  return PORTS[security] ?? '';
}

/** The provider that the server's name gives away, also when it was typed. */
export function providerOf(host: string): Provider {
  return PROVIDERS.find((provider) => provider.host === host.trim().toLowerCase()) ?? OTHER;
}

/** Fills in what is known of the provider; what only the user knows stays. */
export function chooseProvider(values: MailboxValues, id: string): MailboxValues {
  const provider = PROVIDERS.find((other) => other.id === id) ?? OTHER;
  return { ...values, host: provider.host, port: usualPort('tls'), security: 'tls', signIn: provider.signIn };
}

/** A port that nobody changed follows the encryption. */
export function chooseSecurity(values: MailboxValues, security: string): MailboxValues {
  const usual = values.port.trim() === '' || values.port.trim() === usualPort(values.security);
  return { ...values, security, port: usual ? usualPort(security) : values.port };
}

export function valuesOf(mailbox: Mailbox | null, address = ''): MailboxValues {
  return {
    name: mailbox?.name ?? '',
    host: mailbox?.host ?? '',
    port: mailbox === null ? usualPort('tls') : String(mailbox.port),
    security: mailbox === null || mailbox.tls ? 'tls' : 'starttls',
    user: mailbox?.user ?? address,
    signIn: mailbox?.signIn ?? 'password',
    secret: '',
    authorities: mailbox?.authorities ?? '',
    addresses: mailbox === null ? address : mailbox.addresses.join('\n'),
    folders: (mailbox?.folders ?? [INBOX]).join('\n'),
    sentFolder: mailbox?.sentFolder ?? '',
    anyMail: mailbox?.anyMail ?? true,
    enabled: mailbox?.enabled ?? true,
  };
}

function addressesIn(text: string): string[] {
  return text.split(/[\s,;]+/).filter((address) => address !== '');
}

/** One a line: names of folders hold spaces and commas. */
function foldersIn(text: string): string[] {
  return text
    .split('\n')
    .map((folder) => folder.trim())
    .filter((folder) => folder !== '');
}

/** The user's name stands in where it is an address, so that most people type it once. */
function ownAddresses(values: MailboxValues): string[] {
  const typed = addressesIn(values.addresses);
  return typed.length === 0 && looksLikeEmail(values.user) ? [values.user.trim()] : typed;
}

/** A secret left empty keeps the stored one, so it is not sent at all. */
export function bodyOf(values: MailboxValues): object {
  const folders = foldersIn(values.folders);
  const sentFolder = values.sentFolder.trim();
  return {
    name: values.name.trim() === '' ? values.user.trim() : values.name.trim(),
    host: values.host.trim(),
    port: Number(values.port.trim() === '' ? usualPort(values.security) : values.port),
    tls: values.security === 'tls',
    user: values.user.trim(),
    ...(values.secret === '' ? {} : { secret: values.secret }),
    signIn: values.signIn,
    authorities: values.authorities.trim(),
    addresses: ownAddresses(values),
    folders: folders.length === 0 ? [INBOX] : folders,
    sentFolder: sentFolder === '' ? null : sentFolder,
    anyMail: values.anyMail,
    enabled: values.enabled,
  };
}

/** A stored secret goes to no server, and for no user, but those that it was typed for. */
function checkSecret(values: MailboxValues, mailbox: Mailbox | null): FieldProblem[] {
  if (values.secret !== '') return [];
  if (mailbox?.hasSecret !== true) return [{ field: 'secret', message: t(`mailbox.secretMissing.${values.signIn === 'oauth2' ? 'oauth2' : 'password'}`) }];
  const elsewhere =
    values.host.trim().toLowerCase() !== mailbox.host.toLowerCase() ||
    values.port.trim() !== String(mailbox.port) ||
    values.user.trim() !== mailbox.user;
  return elsewhere ? [{ field: 'secret', message: t('mailbox.secretAgain') }] : [];
}

function checkAddresses(values: MailboxValues): FieldProblem[] {
  const addresses = ownAddresses(values);
  if (addresses.length === 0) return [{ field: 'addresses', message: t('mailbox.addressesMissing') }];
  const wrong = addresses.find((address) => !looksLikeEmail(address));
  return wrong === undefined ? [] : [{ field: 'addresses', message: t('compose.toWrong', { address: wrong }) }];
}

export function checkMailbox(values: MailboxValues, mailbox: Mailbox | null): FieldProblem[] {
  return [
    ...checkPresent('host', values.host, t('relay.hostMissing')),
    ...checkNumber('port', values.port, 1, 65535),
    ...checkPresent('user', values.user, t('mailbox.userMissing')),
    ...checkSecret(values, mailbox),
    ...checkAddresses(values),
  ];
}

/** The server names single entries, and the encryption by its own name; the form has one field for each. */
export function fieldOf(field: string): string {
  if (field === 'tls') return 'security';
  return field.replace(/[[.].*$/, '');
}

export function serverOf(mailbox: Mailbox): string {
  return `${mailbox.host}:${mailbox.port}, ${t(`mailbox.security.${mailbox.tls ? 'tls' : 'starttls'}`)}`;
}

/** How it goes with the mailbox, in sentences; the server's own words about a failure stand apart. */
export function health(mailbox: Mailbox, now = new Date()): string {
  const said = (key: 'mailbox.lastRead' | 'mailbox.failedSince' | 'mailbox.nextTry', at: string | null): string[] =>
    at === null ? [] : [t(key, { when: dayAndTime(at, now) })];
  const last = said('mailbox.lastRead', mailbox.lastReadAt);
  switch (mailbox.state) {
    case 'failed':
      return [...said('mailbox.failedSince', mailbox.failedSince), ...last, ...said('mailbox.nextTry', mailbox.nextTryAt)].join(' ');
    case 'off':
      return [t('mailbox.isOff'), ...last].join(' ');
    case 'new':
      return t('mailbox.isNew');
    case 'waiting':
      return [...last, t('mailbox.isLate')].join(' ');
    default:
      return [...last, t(mailbox.idle === true ? 'mailbox.idle' : 'mailbox.polled')].join(' ');
  }
}

/** What the mailbox brought, where that is worth a word. */
export function counts(mailbox: Mailbox): string {
  const parts = [
    ['mailbox.taken', mailbox.taken],
    ['mailbox.unmatchedBounces', mailbox.unmatchedBounces],
    ['mailbox.unmatchedComplaints', mailbox.unmatchedComplaints],
    ['mailbox.unreadable', mailbox.unreadable],
  ] as const;
  return parts
    .filter(([, count]) => count > 0)
    .map(([key, count]) => t(key, { count }))
    .join(' · ');
}

export function failureOf(mailbox: Mailbox): string | null {
  return mailbox.state === 'failed' ? (mailbox.failure ?? t('mailbox.failed')) : null;
}
