import type { JSX } from 'preact';
import { ComposePage } from '../features/compose/ComposePage';
import { ContactPage } from '../features/contacts/ContactPage';
import { ContactsPage } from '../features/contacts/ContactsPage';
import { CapturedPage } from '../features/inbox/CapturedPage';
import { InboxPage } from '../features/inbox/InboxPage';
import { MailPage } from '../features/mails/MailPage';
import { MailsPage } from '../features/mails/MailsPage';

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
];
