import { effect, useSignal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { live } from '../api/live';
import { useLive } from '../lib/live';
import { t } from '../text/text';
import { Confirm } from '../ui/dialog';
import { Icon, type IconName, Logo } from '../ui/icons';
import { toast, Toasts } from '../ui/toast';
import { statusWord } from '../features/mails/status';
import { announce, announcement } from './announce';
import { theme, THEMES, type Theme } from './choices';
import { KeyList } from './KeyList';
import { moveRow, useKeys } from './keys';
import { LiveState } from './LiveState';
import { leaveAnyway, leaving, place, stay, go } from './router';
import { hasRole, product, signOut, user } from './session';

interface NavItem {
  href: string;
  icon: IconName;
  label: string;
  show?: () => boolean;
  /** Pages beneath it that have an address of their own. */
  holds?: string[];
}

const WORK: NavItem[] = [
  { href: '/mails', icon: 'mail', label: t('nav.mails') },
  { href: '/contacts', icon: 'person', label: t('nav.contacts') },
  { href: '/follow-ups', icon: 'repeat', label: t('nav.followUps') },
  { href: '/sequences', icon: 'steps', label: t('nav.sequences') },
  { href: '/reports', icon: 'chart', label: t('nav.reports') },
];
const HOUSE: NavItem[] = [
  { href: '/inbox', icon: 'inbox', label: t('nav.inbox'), show: () => product.value?.relay !== 'smtp' },
  { href: '/outgoing', icon: 'send', label: t('nav.outgoing'), holds: ['/relays', '/test-mail'] },
  { href: '/incoming', icon: 'reply', label: t('nav.incoming'), holds: ['/mailboxes'] },
  { href: '/crm', icon: 'plug', label: t('nav.crm'), show: () => hasRole('administrator') },
  { href: '/settings', icon: 'gear', label: t('nav.settings') },
];

const NOTICE_ICONS = { open: 'eye', click: 'pointer', reply: 'reply', bounce: 'alert', delivery: 'question' } as const;

export function Shell({ children }: { children: ComponentChildren }): JSX.Element {
  const menu = useSignal(false);
  const keyList = useSignal(false);

  useEffect(
    () =>
      effect(() => {
        void place.value.path;
        menu.value = false;
      }),
    [],
  );
  useLive({
    copy: (change) => {
      announce(change.notify?.text ?? t('live.changed', { status: statusWord(change.status, change.statusLabel) }), (count) =>
        t('live.changedMany', { count }),
      );
      if (change.notify !== null && change.notify !== undefined) {
        toast({ icon: NOTICE_ICONS[change.notify.kind] ?? 'bolt', text: change.notify.text, href: `/mails/${change.messageId}` });
      }
    },
  });
  useKeys([
    { key: 'j', says: t('keys.next'), run: () => moveRow(1) },
    { key: 'k', says: t('keys.previous'), run: () => moveRow(-1) },
    { key: 'c', says: t('keys.compose'), run: () => go('/compose') },
    { key: 'e', says: t('keys.followUps'), run: () => go('/follow-ups') },
    { key: '?', says: t('keys.list'), run: () => (keyList.value = true) },
  ]);
  const wish = leaving.value;
  return (
    <div class="shell">
      <a class="skip" href="#main" onClick={(event) => (event.preventDefault(), document.getElementById('main')?.focus())}>
        {t('nav.skip')}
      </a>
      <header class="frame">
      <div class="bar">
        <a class="brand" href="/mails">
          <Logo />
          {t('app.name')}
        </a>
        <button
          type="button"
          class="button button-bare bar-menu"
          aria-expanded={menu.value}
          aria-controls="side"
          onClick={() => (menu.value = !menu.value)}
        >
          <Icon name={menu.value ? 'close' : 'menu'} />
          {t('nav.menu')}
        </button>
      </div>
      <div class={menu.value ? 'side side-open' : 'side'} id="side">
        <a class="button button-main side-compose" href="/compose">
          <Icon name="pen" />
          {t('nav.compose')}
        </a>
        <nav aria-label={t('nav.label')}>
          <NavList items={WORK} />
          <NavList items={HOUSE} />
        </nav>
        <div class="side-foot">
          <LiveState />
          <ThemeChoice />
          <div class="side-user">
            <span class="side-user-name" title={user.value?.email}>
              {user.value?.name}
            </span>
            <button type="button" class="button button-bare button-icon" onClick={() => (keyList.value = true)} aria-label={t('keys.title')}>
              <Icon name="keyboard" />
            </button>
            <button type="button" class="button button-bare button-icon" onClick={() => void signOut()} aria-label={t('nav.signOut')}>
              <Icon name="exit" />
            </button>
          </div>
        </div>
      </div>
      </header>
      <main id="main" class="main" tabIndex={-1}>
        {live.state.value === 'lost' && (
          <p class="notice notice-warn live-lost" role="status">
            <Icon name="cloudOff" />
            <span>{t('live.lost')}</span>
          </p>
        )}
        {children}
      </main>
      <Toasts />
      <p class="hidden-visually" aria-live="polite" aria-atomic="true">
        {announcement.value}
      </p>
      {keyList.value && <KeyList onClose={() => (keyList.value = false)} />}
      {wish !== null && (
        <Confirm
          title={t('leave.title')}
          text={t('leave.text')}
          yes={t('leave.yes')}
          no={t('leave.no')}
          danger
          onYes={leaveAnyway}
          onNo={stay}
        />
      )}
    </div>
  );
}

function NavList({ items }: { items: NavItem[] }): JSX.Element {
  const path = place.value.path;
  return (
    <ul class="nav">
      {items
        .filter((item) => item.show?.() ?? true)
        .map((item) => {
          const current = [item.href, ...(item.holds ?? [])].some((href) => path === href || path.startsWith(`${href}/`));
          return (
            <li key={item.href}>
              <a class="nav-link" href={item.href} aria-current={path === item.href ? 'page' : current ? 'true' : undefined}>
                <Icon name={item.icon} />
                {item.label}
              </a>
            </li>
          );
        })}
    </ul>
  );
}

const THEME_ICONS: Record<Theme, IconName> = { system: 'screen', light: 'sun', dark: 'moon' };

function ThemeChoice(): JSX.Element {
  return (
    <fieldset class="theme">
      <legend class="hidden-visually">{t('theme.label')}</legend>
      {THEMES.map((choice) => (
        <label key={choice} class="theme-option" title={t(`theme.${choice}`)}>
          <input
            type="radio"
            name="theme"
            class="hidden-visually"
            checked={theme.value === choice}
            onChange={() => (theme.value = choice)}
          />
          <Icon name={THEME_ICONS[choice]} />
          <span class="hidden-visually">{t(`theme.${choice}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
