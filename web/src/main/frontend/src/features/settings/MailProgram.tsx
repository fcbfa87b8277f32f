import type { ComponentChildren, JSX } from 'preact';
import { api } from '../../api/client';
import type { Smtp } from '../../api/types';
import { hasRole } from '../../app/session';
import { dayAndTime } from '../../lib/format';
import { useResource } from '../../lib/resource';
import { t } from '../../text/text';
import { Icon } from '../../ui/icons';
import { Card } from '../../ui/page';
import { Empty, Loaded } from '../../ui/states';

/** The exact values to type into a mail program, and what can be switched there for one mail. */
export function MailProgram(): JSX.Element {
  const smtp = useResource<Smtp>('/smtp', (signal) => api.get('/smtp', undefined, signal));
  return (
    <div class="stack narrow">
      <Loaded of={smtp} rows={3}>
        {(server) => (server.port === null && server.tlsPort === null ? <Off server={server} /> : <Values server={server} />)}
      </Loaded>
    </div>
  );
}

function Off({ server }: { server: Smtp }): JSX.Element {
  return (
    <Empty icon="plug" title={server.trouble === null ? t('smtp.off') : t('smtp.failed')}>
      {server.trouble ?? t(hasRole('administrator') ? 'smtp.offAdmin' : 'smtp.offWhy')}
    </Empty>
  );
}

function Values({ server }: { server: Smtp }): JSX.Element {
  return (
    <div class="stack">
      {server.trouble !== null && (
        <div class="notice notice-warn" role="alert">
          <span class="state-sign">
            <Icon name="alert" />
          </span>
          <p class="state-text">{server.trouble}</p>
        </div>
      )}
      <Card title={t('smtp.title')} id="smtp-title">
        <div class="stack">
          <p>{t('smtp.why')}</p>
          <dl class="facts" id="smtp-values">
            <Fact label={t('settings.server')}>{server.host}</Fact>
            {server.port !== null && <Fact label={t('settings.port')}>{t('smtp.startTls', { port: String(server.port) })}</Fact>}
            {server.tlsPort !== null && <Fact label={server.port === null ? t('settings.port') : t('smtp.orPort')}>{t('smtp.tls', { port: String(server.tlsPort) })}</Fact>}
            <Fact label={t('settings.userName')}>{server.user}</Fact>
            <Fact label={t('signIn.password')}>
              <a href="/settings/keys">{t('settings.anApiKey')}</a>
            </Fact>
            <Fact label={t('smtp.signIn')}>{t('smtp.normal')}</Fact>
          </dl>
          {server.onlyThisMachine && <p class="quiet">{t('smtp.onlyHere')}</p>}
        </div>
      </Card>
      {server.certificate !== null && (
        <Card title={t('smtp.certificate')} id="smtp-certificate">
          <div class="stack">
            <p>{t(server.certificate.ownMade ? 'smtp.ownMade' : 'smtp.given', { when: dayAndTime(server.certificate.validUntil) })}</p>
            <p class="break">
              <code>{server.certificate.sha256}</code>
            </p>
          </div>
        </Card>
      )}
      <Card title={t('smtp.oneMail')} id="smtp-one-mail">
        <div class="stack">
          <p>{t('smtp.bcc')}</p>
          <dl class="facts facts-long">
            {server.switchAddresses.map((address) => (
              <Fact key={address} label={address}>
                {meaning(address)}
              </Fact>
            ))}
          </dl>
        </div>
      </Card>
    </div>
  );
}

function meaning(address: string): string {
  if (address.startsWith('no-track@')) return t('smtp.noTrack');
  return address.startsWith('anonymous@') ? t('smtp.anonymous') : t('smtp.followUp');
}

function Fact({ label, children }: { label: string; children: ComponentChildren }): JSX.Element {
  return (
    <div class="fact">
      <dt class="break">{label}</dt>
      <dd class="break">{children}</dd>
    </div>
  );
}
