import type { JSX } from 'preact';
import { ComposePage } from '../features/compose/ComposePage';
import { ContactPage } from '../features/contacts/ContactPage';
import { ContactsPage } from '../features/contacts/ContactsPage';
import { CapturedPage } from '../features/inbox/CapturedPage';
import { InboxPage } from '../features/inbox/InboxPage';
import { MailPage } from '../features/mails/MailPage';
import { MailsPage } from '../features/mails/MailsPage';
import { lazy } from './lazy';

const FollowUpsPage = lazy(async () => (await import('../features/followups/FollowUpsPage')).FollowUpsPage);
const SequencesPage = lazy(async () => (await import('../features/sequences/SequencesPage')).SequencesPage);
const SequencePage = lazy(async () => (await import('../features/sequences/SequencePage')).SequencePage);
const TemplatePage = lazy(async () => (await import('../features/sequences/TemplatePage')).TemplatePage);
const ReportPage = lazy(async () => (await import('../features/reports/ReportPage')).ReportPage);
const CrmPage = lazy(async () => (await import('../features/crm/CrmPage')).CrmPage);
const ConnectionPage = lazy(async () => (await import('../features/crm/ConnectionPage')).ConnectionPage);
const OutgoingPage = lazy(async () => (await import('../features/sending/OutgoingPage')).OutgoingPage);
const RelaysPage = lazy(async () => (await import('../features/sending/RelaysPage')).RelaysPage);
const RelayPage = lazy(async () => (await import('../features/sending/RelayPage')).RelayPage);
const TestMailPage = lazy(async () => (await import('../features/sending/TestMailPage')).TestMailPage);
const IncomingPage = lazy(async () => (await import('../features/incoming/IncomingPage')).IncomingPage);
const MailboxesPage = lazy(async () => (await import('../features/incoming/MailboxesPage')).MailboxesPage);
const MailboxPage = lazy(async () => (await import('../features/incoming/MailboxPage')).MailboxPage);
const SettingsPage = lazy(async () => (await import('../features/settings/SettingsPage')).SettingsPage);

export interface Route {
  path: string;
  page: (found: Record<string, string>) => JSX.Element;
}

export const routes: Route[] = [
  { path: '/mails', page: () => <MailsPage /> },
  { path: '/mails/:id', page: (found) => <MailPage id={found['id'] ?? ''} /> },
  { path: '/contacts', page: () => <ContactsPage /> },
  { path: '/contacts/:email', page: (found) => <ContactPage email={found['email'] ?? ''} /> },
  { path: '/inbox', page: () => <InboxPage /> },
  { path: '/inbox/:id', page: (found) => <CapturedPage id={found['id'] ?? ''} /> },
  { path: '/compose', page: () => <ComposePage /> },
  { path: '/follow-ups', page: () => <FollowUpsPage /> },
  { path: '/sequences', page: () => <SequencesPage /> },
  { path: '/sequences/:id', page: (found) => <SequencePage id={found['id'] ?? ''} /> },
  { path: '/templates/:id', page: (found) => <TemplatePage id={found['id'] ?? ''} /> },
  { path: '/reports', page: () => <ReportPage /> },
  { path: '/crm', page: () => <CrmPage /> },
  { path: '/crm/:id', page: (found) => <ConnectionPage id={found['id'] ?? ''} /> },
  { path: '/outgoing', page: () => <OutgoingPage /> },
  { path: '/relays', page: () => <RelaysPage /> },
  { path: '/relays/:id', page: (found) => <RelayPage id={found['id'] ?? ''} /> },
  { path: '/test-mail', page: () => <TestMailPage /> },
  { path: '/incoming', page: () => <IncomingPage /> },
  { path: '/mailboxes', page: () => <MailboxesPage /> },
  { path: '/mailboxes/:id', page: (found) => <MailboxPage id={found['id'] ?? ''} /> },
  { path: '/settings', page: () => <SettingsPage part="you" /> },
  { path: '/settings/:part', page: (found) => <SettingsPage part={found['part'] ?? ''} /> },
];
