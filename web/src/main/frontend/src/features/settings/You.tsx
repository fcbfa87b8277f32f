import type { JSX } from 'preact';
import { singleKeys, theme, THEMES } from '../../app/choices';
import { product, user } from '../../app/session';
import { t } from '../../text/text';
import { Check, FieldFrame, Select } from '../../ui/field';
import { Card } from '../../ui/page';

/** What concerns only this user and this browser. */
export function You(): JSX.Element {
  const me = user.value;
  const server = product.value;
  return (
    <div class="stack narrow">
      <Card title={t('settings.account')} id="account-title">
        <dl class="facts">
          <Row label={t('user.name')} value={me?.name ?? ''} />
          <Row label={t('signIn.email')} value={me?.email ?? ''} />
          <Row label={t('user.roles')} value={me?.roles.map((role) => t(`role.${role}`)).join(', ') ?? ''} />
          <Row label={t('user.teams')} value={me?.teams.map((team) => team.name).join(', ') || t('user.noTeam')} />
        </dl>
      </Card>
      <Card title={t('settings.browser')} id="browser-title">
        <div class="stack">
          <FieldFrame id="settings-theme" label={t('theme.label')} problem={null}>
            {() => (
              <Select
                id="settings-theme"
                value={theme.value}
                onChange={(value) => (theme.value = THEMES.find((choice) => choice === value) ?? 'system')}
                options={THEMES.map((choice) => ({ value: choice, label: t(`theme.${choice}`) }))}
              />
            )}
          </FieldFrame>
          <Check
            id="settings-keys"
            label={t('keys.on')}
            help={t('keys.onHelp')}
            checked={singleKeys.value === 'on'}
            onChange={(on) => (singleKeys.value = on ? 'on' : 'off')}
          />
        </div>
      </Card>
      <p class="quiet">{t('settings.version', { version: server?.version ?? '' })}</p>
    </div>
  );
}

function Row({ label, value }: { label: string; value: string }): JSX.Element {
  return (
    <div class="fact">
      <dt>{label}</dt>
      <dd class="break">{value}</dd>
    </div>
  );
}
