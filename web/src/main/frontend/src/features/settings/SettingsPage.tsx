import type { JSX } from 'preact';
import { hasRole } from '../../app/session';
import { t } from '../../text/text';
import { PageHead } from '../../ui/page';
import { NoPermission } from '../../ui/states';
import { LinkTabs } from '../../ui/tabs';
import { AuditLog } from './AuditLog';
import { Keys } from './Keys';
import { MailProgram } from './MailProgram';
import { Requests } from './Requests';
import { Rules } from './Rules';
import { Suppressions } from './Suppressions';
import { Teams } from './Teams';
import { Users } from './Users';
import { You } from './You';

const PARTS = [
  { part: 'you', href: '/settings', page: You, admin: false },
  { part: 'mail-program', href: '/settings/mail-program', page: MailProgram, admin: false },
  { part: 'keys', href: '/settings/keys', page: Keys, admin: false },
  { part: 'suppressions', href: '/settings/suppressions', page: Suppressions, admin: false },
  { part: 'requests', href: '/settings/requests', page: Requests, admin: true },
  { part: 'users', href: '/settings/users', page: Users, admin: true },
  { part: 'teams', href: '/settings/teams', page: Teams, admin: true },
  { part: 'rules', href: '/settings/rules', page: Rules, admin: true },
  { part: 'audit', href: '/settings/audit', page: AuditLog, admin: true },
] as const;

export function SettingsPage({ part }: { part: string }): JSX.Element {
  const current = PARTS.find((other) => other.part === part) ?? PARTS[0];
  const administrator = hasRole('administrator');
  const Part = current.page;
  return (
    <>
      <PageHead title={t('settings.title')} />
      <LinkTabs
        label={t('settings.parts')}
        tabs={PARTS.filter((other) => administrator || !other.admin).map((other) => ({
          href: other.href,
          label: t(`settings.${other.part}`),
          current: other === current,
        }))}
      />
      {current.admin && !administrator ? <NoPermission /> : <Part />}
    </>
  );
}
