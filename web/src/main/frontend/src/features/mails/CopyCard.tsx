import type { ComponentChildren, JSX } from 'preact';
import type { Copy, Device } from '../../api/types';
import { dayAndTime, NONE, number, withDays } from '../../lib/format';
import { t } from '../../text/text';
import { Icon } from '../../ui/icons';
import { Told } from './Corrections';
import { EnrollButton } from './EnrollButton';
import { nameOf } from './MailRow';
import { flagIcon, flagsNow, StatusPill, statusWord } from './status';

export function deviceText(device: Device | string | null | undefined): string {
  if (device === null || device === undefined) return '';
  if (typeof device === 'string') return device;
  if (device.label) return device.label;
  const { kind, os, client } = device;
  const program = client && os ? t('device.on', { client, os }) : client || os;
  return [kind, program].filter(Boolean).join(', ');
}

/** All that is known of one copy, with the reason for it. */
export function CopyCard({ mail, copy, single, changed }: { mail: string; copy: Copy; single: boolean; changed: () => void }): JSX.Element {
  const opens = copy.opens;
  const clicks = copy.clicks;
  const flags = flagsNow(copy.flags ?? []);
  const tracked = copy.status !== 'not-tracked';
  return (
    <section class="card copy-card" aria-labelledby={`copy-${copy.id}`}>
      <div class="copy-head">
        <div>
          <h2 id={`copy-${copy.id}`} class={single ? undefined : 'copy-name'}>
            <a href={`/contacts/${encodeURIComponent(copy.recipient.email)}`}>{nameOf(copy.recipient)}</a>
          </h2>
          {nameOf(copy.recipient) !== copy.recipient.email && <p class="quiet">{copy.recipient.email}</p>}
        </div>
        <StatusPill status={copy.status} label={copy.statusLabel} />
      </div>
      <p class="reason">
        {copy.statusReason}{' '}
        {copy.confidence != null && !/confidence/i.test(copy.statusReason) && <span class={`confidence confidence-${copy.confidence}`}>{t(`confidence.${copy.confidence}`)}</span>}
      </p>
      {flags.length > 0 && (
        <ul class="flags" aria-label={t('mail.flags')}>
          {flags.map((flag) => (
            <li class="flag" key={flag}>
              <Icon name={flagIcon(flag)} />
              {withDays(flag)}
            </li>
          ))}
        </ul>
      )}
      {tracked && (
        <dl class="figures">
          <Figure label={t('copy.opens')} value={number(opens?.human ?? 0)} note={opens?.inferred === true ? t('copy.inferred') : undefined} />
          <Figure label={t('copy.clicks')} value={number(clicks?.human ?? 0)} />
          <Figure label={t('copy.machineLoads')} value={number(opens?.machine ?? 0)} />
          <Figure
            label={t('copy.viewTime')}
            value={opens?.viewSeconds == null ? NONE : t('copy.atLeastSeconds', { count: opens.viewSeconds })}
            note={opens?.viewSeconds == null ? (opens?.viewUnknown ?? t('copy.notMeasured')) : undefined}
          />
        </dl>
      )}
      <dl class="facts">
        <Fact label={t('copy.delivery')} show={copy.delivery != null}>
          {statusWord(copy.delivery?.status ?? '', copy.delivery?.label)}
          {copy.delivery?.at != null && `, ${dayAndTime(copy.delivery.at)}`}
          {copy.delivery?.detail != null && <p class="quiet">{copy.delivery.detail}</p>}
        </Fact>
        <Fact label={t('copy.firstOpen')} show={opens?.firstAt != null}>
          {dayAndTime(opens?.firstAt)}
        </Fact>
        <Fact label={t('copy.lastOpen')} show={opens?.lastAt != null && opens.lastAt !== opens.firstAt}>
          {dayAndTime(opens?.lastAt)}
        </Fact>
        <Fact label={t('copy.links')} show={(clicks?.links ?? []).length > 0}>
          <ul class="plain">
            {clicks?.links?.map((link) => (
              <li key={link.url} class="break">
                {link.url} <span class="quiet">{t('mails.clicks', { count: link.count })}</span>
              </li>
            ))}
          </ul>
        </Fact>
        <Fact label={t('copy.devices')} show={(copy.devices ?? []).length > 0}>
          <ul class="plain">
            {copy.devices?.map((device) => (
              <li key={deviceText(device)} class="with-icon">
                <Icon name={/phone|mobile|tablet/i.test(deviceText(device)) ? 'phone' : 'screen'} />
                {deviceText(device)}
              </li>
            ))}
          </ul>
        </Fact>
        <Fact label={t('copy.places')} show={(copy.places ?? []).length > 0}>
          <span class="with-icon">
            <Icon name="globe" />
            {copy.places?.map((where) => where.label).join(', ')}
          </span>
        </Fact>
        <Fact label={t('copy.forwarded')} show={copy.forwarded != null && copy.forwarded.likelihood !== 'no'}>
          {copy.forwarded !== null && copy.forwarded !== undefined && t(`forwarded.${copy.forwarded.likelihood}`)}
          {copy.forwarded?.because != null && <span class="quiet"> {copy.forwarded.because}</span>}
        </Fact>
        <Fact label={t('copy.followUp')} show={copy.followUp != null}>
          <a href="/follow-ups">{copy.followUp?.sequence}</a>
          {copy.followUp?.dueAt != null && `, ${t('followUp.due', { when: dayAndTime(copy.followUp.dueAt) })}`}
          {copy.followUp?.because != null && <span class="quiet"> {copy.followUp.because}</span>}
        </Fact>
      </dl>
      <Told mail={mail} copy={copy} changed={changed} />
      {copy.followUp == null && <EnrollButton copy={copy} changed={changed} />}
    </section>
  );
}

function Figure({ label, value, note }: { label: string; value: string; note?: string }): JSX.Element {
  return (
    <div class="figure">
      <dt>{label}</dt>
      <dd>{value}</dd>
      {note !== undefined && <dd class="figure-note">{note}</dd>}
    </div>
  );
}

function Fact({ label, show, children }: { label: string; show: boolean; children: ComponentChildren }): JSX.Element | null {
  if (!show) return null;
  return (
    <div class="fact">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
