import type { JSX } from 'preact';
import type { Copy, Mail } from '../../api/types';
import { exactly, number, short } from '../../lib/format';
import { t } from '../../text/text';
import { Icon, type IconName } from '../../ui/icons';
import { StatusPill } from './status';

const SHOWN = 3;

export function nameOf(party: { email: string; name?: string | null }): string {
  return party.name === null || party.name === undefined || party.name.trim() === '' ? party.email : party.name;
}

/** One mail; each copy has its own status and reason, because everything is counted per copy. */
export function MailRow({ mail }: { mail: Mail }): JSX.Element {
  const single = mail.copies.length === 1;
  const shown = mail.copies.slice(0, SHOWN);
  const at = mail.sentAt ?? mail.createdAt;
  return (
    <li class="row mail-row">
      <div class="mail-row-head">
        <a class="row-link" data-row href={`/mails/${mail.id}`}>
          {mail.subject === '' ? t('mail.noSubject') : mail.subject}
        </a>
        <time dateTime={at} title={exactly(at)}>
          {short(at)}
        </time>
      </div>
      {!single && <p class="mail-row-count">{t('mails.recipients', { count: mail.copies.length })}</p>}
      <ul class="mail-row-copies">
        {shown.map((copy) => (
          <CopyLine key={copy.id} copy={copy} />
        ))}
      </ul>
      {mail.copies.length > SHOWN && <p class="mail-row-count">{t('mails.moreCopies', { count: mail.copies.length - SHOWN })}</p>}
    </li>
  );
}

function CopyLine({ copy }: { copy: Copy }): JSX.Element {
  return (
    <li class="copy-line">
      <span class="copy-line-who" title={copy.recipient.email}>
        {nameOf(copy.recipient)}
      </span>
      <StatusPill status={copy.status} label={copy.statusLabel} />
      <span class="copy-line-reason">{copy.statusReason}</span>
      <span class="copy-line-counts">
        <Count icon="eye" count={copy.opens?.human ?? 0} text="mails.opens" />
        <Count icon="pointer" count={copy.clicks?.human ?? 0} text="mails.clicks" />
        <Count icon="machine" count={copy.opens?.machine ?? 0} text="mails.machineLoads" />
      </span>
    </li>
  );
}

interface CountProps {
  icon: IconName;
  count: number;
  text: 'mails.opens' | 'mails.clicks' | 'mails.machineLoads';
}

function Count({ icon, count, text }: CountProps): JSX.Element | null {
  if (count === 0) return null;
  return (
    <span class="count" title={t(text, { count })}>
      <Icon name={icon} />
      <span aria-hidden="true">{number(count)}</span>
      <span class="hidden-visually">{t(text, { count })}</span>
    </span>
  );
}
