import { describe, expect, it } from 'vitest';
import type { Incoming, Mailbox } from '../src/api/incoming';
import type { Suppression, TestMail } from '../src/api/types';
import { codesOf, nameOfMailbox, onBehalfOf, whoOf } from '../src/features/incoming/incoming';
import { bodyOf, checkMailbox, chooseProvider, chooseSecurity, counts, failureOf, fieldOf, health, providerOf, PROVIDERS, valuesOf } from '../src/features/incoming/mailboxForm';
import { KINDS } from '../src/features/incoming/Signs';
import { eventLook, eventWord, flagIcon, flagsNow } from '../src/features/mails/status';
import { isUsable } from '../src/features/servers/Steps';
import { lacksMailbox } from '../src/features/sending/testMail';
import { checkSuppression } from '../src/features/settings/suppressions';
import { day, dayAndTime, withDays } from '../src/lib/format';

const stored: Mailbox = {
  id: 'box', name: 'Nora', host: 'imap.example.org', port: 993, tls: true, user: 'nora@example.org', signIn: 'password', hasSecret: true, authorities: null, addresses: ['nora@example.org', 'sales@example.org'],
  folders: ['INBOX', 'Team, north'], sentFolder: 'Sent Items', anyMail: false, enabled: true, ofEnvironment: false, state: 'reading', idle: true, lastReadAt: '2026-11-24T10:00:00', failedSince: null, failure: null, nextTryAt: null, taken: 3, unmatchedBounces: 0, unmatchedComplaints: 0, unreadable: 0,
};
const now = new Date('2026-11-24T12:00:00');
const at = (hour: string): string => dayAndTime(`2026-11-24T${hour}:00:00`, now);
const fields = (values: ReturnType<typeof valuesOf>, mailbox: Mailbox | null = null) => checkMailbox(values, mailbox).map((problem) => problem.field);

describe('the form of a mailbox', () => {
  it('sends back what was stored, and no secret that was not typed', () => {
    expect(fields(valuesOf(stored), stored)).toEqual([]);
    expect(bodyOf(valuesOf(stored))).toEqual({
      name: 'Nora', host: 'imap.example.org', port: 993, tls: true, user: 'nora@example.org', signIn: 'password', authorities: '', addresses: ['nora@example.org', 'sales@example.org'], folders: ['INBOX', 'Team, north'], sentFolder: 'Sent Items', anyMail: false, enabled: true,
    });
    expect(bodyOf({ ...valuesOf(stored), secret: ' kept as typed ' })).toMatchObject({ secret: ' kept as typed ' });
  });

  it('names each thing that is missing when it is new', () => {
    expect(fields(valuesOf(null))).toEqual(['host', 'user', 'secret', 'addresses']);
    expect(fields({ ...valuesOf(null), host: 'h', user: 'u', secret: 's', addresses: 'no address', port: '0' })).toEqual(['port', 'addresses']);
  });

  it('takes the user for address and name where that is all that was typed', () => {
    const typed = { ...valuesOf(null), host: 'imap.example.org', user: ' anna@example.org ', secret: 's', folders: ' \n' };
    expect(fields(typed)).toEqual([]);
    expect(bodyOf(typed)).toMatchObject({ name: 'anna@example.org', addresses: ['anna@example.org'], folders: ['INBOX'], sentFolder: null });
  });

  it('begins with the address that somebody came with', () => {
    expect(valuesOf(null, 'anna@example.org')).toMatchObject({ user: 'anna@example.org', addresses: 'anna@example.org' });
  });

  it('keeps a stored secret for its own server only', () => {
    expect(fields({ ...valuesOf(stored), host: 'IMAP.example.org' }, stored)).toEqual([]);
    expect(fields({ ...valuesOf(stored), host: 'imap.elsewhere.example' }, stored)).toEqual(['secret']);
    expect(fields({ ...valuesOf(stored), port: '1993' }, stored)).toEqual(['secret']);
    expect(fields({ ...valuesOf(stored), user: 'ben@example.org' }, stored)).toEqual(['secret']);
    expect(fields({ ...valuesOf(stored), port: '1993', secret: 'again' }, stored)).toEqual([]);
    expect(fields(valuesOf({ ...stored, hasSecret: false }), { ...stored, hasSecret: false })).toEqual(['secret']);
  });

  it('fills in what is known of a provider and leaves what only the user knows', () => {
    const typed = { ...valuesOf(null), user: 'anna@example.org', secret: 's', security: 'starttls', port: '143' };
    for (const provider of PROVIDERS) {
      const filled = chooseProvider(typed, provider.id);
      expect(filled).toMatchObject({ host: provider.host, port: '993', security: 'tls', user: 'anna@example.org', secret: 's' });
      expect(providerOf(filled.host)).toBe(provider);
    }
    expect(chooseProvider(typed, 'microsoft').signIn).toBe('oauth2');
    expect(chooseProvider(chooseProvider(typed, 'microsoft'), 'other')).toMatchObject({ host: '', signIn: 'password' });
  });

  it('knows a provider by its server, however it was typed', () => {
    expect(providerOf(' IMAP.Gmail.com ').id).toBe('gmail');
    expect(providerOf('mail.gmail.com.example').id).toBe('other');
  });

  it('has a port that follows the encryption until somebody chose one', () => {
    expect(chooseSecurity(valuesOf(null), 'starttls').port).toBe('143');
    expect(chooseSecurity({ ...valuesOf(null), port: '' }, 'starttls').port).toBe('143');
    expect(chooseSecurity({ ...valuesOf(null), port: '1143' }, 'starttls').port).toBe('1143');
  });

  it('finds the field that the server names', () => {
    expect(['tls', 'addresses[1]', 'folders[0]', 'secret'].map(fieldOf)).toEqual(['security', 'addresses', 'folders', 'secret']);
  });
});

describe('the health of a mailbox', () => {
  it('says when it was last read, and how new mails are heard of', () => {
    expect(health(stored, now)).toBe(`Last read ${at('10')}. Its server tells of new mails at once.`);
    expect(health({ ...stored, idle: null }, now)).toBe(`Last read ${at('10')}. It is looked into regularly.`);
    expect(failureOf(stored)).toBeNull();
  });

  it('leaves the words about a failure to the server', () => {
    const failed: Mailbox = { ...stored, state: 'failed', failure: 'NO [AUTHENTICATIONFAILED] Invalid credentials', failedSince: '2026-11-24T11:00:00', nextTryAt: '2026-11-24T13:00:00' };
    expect(failureOf(failed)).toBe('NO [AUTHENTICATIONFAILED] Invalid credentials');
    expect(health(failed, now)).toBe(`So since ${at('11')}. Last read ${at('10')}. Next attempt ${at('13')}.`);
  });

  it('claims nothing of one that was never read', () => {
    expect(health({ ...stored, state: 'new', lastReadAt: null }, now)).not.toContain('Last read');
    expect(health({ ...stored, state: 'off', lastReadAt: null }, now)).toBe('It is not looked into.');
  });

  it('says that it is overdue, although nothing failed', () => {
    expect(health({ ...stored, state: 'waiting' }, now)).toMatch(/^Last read .* Nothing failed, but/);
    expect(failureOf({ ...stored, state: 'waiting' })).toBeNull();
  });

  it('counts what came for others than the mails that are known here', () => {
    expect(counts({ ...stored, taken: 1, unmatchedBounces: 2, unreadable: 1 })).toBe('1 mail looked at · 2 bounces of mails that are not known here · 1 that could not be understood');
    expect(counts({ ...stored, taken: 0 })).toBe('');
  });
});

const item: Incoming = {
  id: '1', at: '2026-11-24T10:00:00Z', kind: 'reply', because: 'in-reply-to', sentence: 'A reply arrived.', mailbox: 'box', from: 'eva@kranz.example', copy: 'c', message: 'm', subject: 'Offer', recipient: 'jonas@kranz.example', hard: false, status: null, reply: null, text: null, returnsOn: null,
};

describe('what came back', () => {
  it('is about whoever wrote, and names the recipient where that is somebody else', () => {
    expect([whoOf(item), onBehalfOf(item)]).toEqual(['eva@kranz.example', 'jonas@kranz.example']);
    expect(onBehalfOf({ ...item, from: 'Jonas@Kranz.example' })).toBeNull();
  });

  it('is about the recipient where a mail server wrote', () => {
    const bounce: Incoming = { ...item, kind: 'bounce', from: null };
    expect([whoOf(bounce), onBehalfOf(bounce)]).toEqual(['jonas@kranz.example', null]);
    expect(whoOf({ ...item, from: null })).toBe('jonas@kranz.example');
  });

  it('keeps the codes as servers write them', () => {
    expect(codesOf({ ...item, reply: 550, status: '5.1.1' })).toBe('550 5.1.1');
    expect(codesOf({ ...item, status: '4.2.2' })).toBe('4.2.2');
    expect(codesOf(item)).toBe('');
  });

  it('names the mailbox where it is known', () => {
    expect(nameOfMailbox('box', [stored])).toBe('Nora');
    expect(nameOfMailbox('gone', [stored])).toBeNull();
  });

  it('has a word and a sign of its own for each kind of event', () => {
    const kinds = KINDS.filter((kind) => kind !== 'delivery-report');
    expect(kinds.map((kind) => eventWord(kind))).toEqual(['Reply', 'Automatic reply', 'Bounce', 'Called it spam', 'Unsubscribed', 'Read receipt']);
    expect(new Set(kinds.map((kind) => eventLook(kind).icon)).size).toBe(kinds.length);
    expect(eventLook('auto-reply').tone).toBe('calm');
  });

  it('reads like a word also where a newer server knows more', () => {
    expect(eventWord('was-translated')).toBe('Was translated');
  });

  it('gives flags a sign, also those with a date behind', () => {
    expect(['Out of office until 7 Dec 2026', 'Unsubscribed', 'Something new'].map(flagIcon)).toEqual(['clock', 'none', 'info']);
  });
});

describe('a day in a sentence of the server', () => {
  it('is the same day in every zone, written as everywhere on the page', () => {
    expect(withDays('Back on 2026-12-07.', now)).toBe(`Back on ${day('2026-12-07T23:59:00', now)}.`);
    expect(withDays('Back on 2026-12-07.', now)).toBe(`Back on ${day('2026-12-07T00:01:00', now)}.`);
    expect(withDays('Back on 2027-01-04.', now)).toMatch(/2027/);
  });

  it('is nothing else that looks like one', () => {
    expect(withDays('2026-13-45, 2026-12-07T10:00:00Z, 12026-12-071', now)).toBe('2026-13-45, 2026-12-07T10:00:00Z, 12026-12-071');
  });
});

describe('flags', () => {
  it('tell of an absence until the day of the return', () => {
    expect(flagsNow(['Out of office until 2026-11-25', 'Unsubscribed'], now)).toEqual(['Out of office until 2026-11-25', 'Unsubscribed']);
    expect(flagsNow(['Out of office until 2026-11-24', 'Unsubscribed'], now)).toEqual(['Unsubscribed']);
  });
});

describe('a look at a server', () => {
  it('found it usable where nothing must be solved', () => {
    expect(isUsable({ findings: [{ code: 'FEATURES', severity: 'warn' }, { code: 'SIGN_IN', severity: 'info' }] })).toBe(true);
    expect(isUsable({ findings: [{ code: 'SIGN_IN', severity: 'block' }] })).toBe(false);
  });
});

describe('the checklist of a test mail', () => {
  const mail = (state: TestMail['checks'][number]['state']): TestMail => ({
    id: 't', copy: 'c', to: 'nora@example.org', relay: { id: 'r', name: 'R' }, createdAt: '', done: false, checks: [{ key: 'arrived', state, text: '', whatToDo: null, at: null }, { key: 'reply', state: 'unknown', text: '', whatToDo: null, at: null }],
  });

  it('asks for a mailbox only where nobody can see the arrival', () => {
    expect(lacksMailbox(mail('unknown'))).toBe(true);
    expect(lacksMailbox(mail('waiting'))).toBe(false);
    expect(lacksMailbox(mail('done'))).toBe(false);
  });
});

describe('the list of those who get no mail', () => {
  const entries: Suppression[] = [
    { id: '1', email: 'old@gone.example', kind: 'mail', note: 'Hard bounce: 550 5.1.1', since: '2026-11-01T10:00:00' },
    { id: '2', email: 'eva@kranz.example', kind: 'tracking', note: null, since: null },
  ];
  const typed = { email: 'new@kranz.example', kind: 'mail', note: '' };

  it('takes an address with a wish that it does not have yet', () => {
    expect(checkSuppression(typed, entries)).toEqual([]);
    expect(checkSuppression({ ...typed, email: 'eva@kranz.example' }, entries)).toEqual([]);
  });

  it('says that an address is there with that wish, since the note would be lost', () => {
    expect(checkSuppression({ ...typed, email: ' OLD@gone.example' }, entries)[0]?.message).toMatch(/on the list/);
  });

  it('refuses what is no address, and a note that is too long, each at its field', () => {
    expect(checkSuppression({ ...typed, email: 'nobody' }, entries)[0]?.field).toBe('email');
    expect(checkSuppression({ ...typed, note: 'x'.repeat(501) }, entries)[0]?.field).toBe('note');
  });
});
