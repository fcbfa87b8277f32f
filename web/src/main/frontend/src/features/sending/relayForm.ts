import type { FieldProblem } from '../../api/problem';
import type { Relay, RelaySecurity } from '../../api/types';
import { checkNumber, checkPresent } from '../../lib/checks';
import { t } from '../../text/text';

/** What stands in the form; texts, because that is what fields hold. */
export interface RelayValues {
  name: string;
  host: string;
  port: string;
  security: string;
  user: string;
  password: string;
  authorities: string;
  senders: string;
  isDefault: boolean;
  perMinute: string;
  connections: string;
  enabled: boolean;
}

export const SECURITIES: RelaySecurity[] = ['starttls', 'tls', 'starttls-if-offered', 'none'];
const PORTS: Record<RelaySecurity, string> = { tls: '465', starttls: '587', 'starttls-if-offered': '25', none: '25' };

export function usualPort(security: string): string {
  return PORTS[security as RelaySecurity] ?? '';
}

export function valuesOf(relay: Relay | null): RelayValues {
  return {
    name: relay?.name ?? '',
    host: relay?.host ?? '',
    port: relay?.port == null ? '587' : String(relay.port),
    security: relay?.security ?? 'starttls',
    user: relay?.user ?? '',
    password: '',
    authorities: relay?.authorities ?? '',
    senders: (relay?.senders ?? []).join('\n'),
    isDefault: relay?.isDefault ?? false,
    perMinute: relay === null || relay.perMinute === 0 ? '' : String(relay.perMinute),
    connections: String(relay?.connections ?? 2),
    enabled: relay?.enabled ?? true,
  };
}

/** A line or comma separates senders. */
function sendersIn(text: string): string[] {
  return text
    .split(/[\s,;]+/)
    .map((sender) => sender.trim())
    .filter((sender) => sender !== '');
}

function numberIn(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}

/** A password left empty keeps the stored one, so it is not sent at all. */
export function bodyOf(values: RelayValues): object {
  return {
    name: values.name.trim(),
    host: values.host.trim(),
    port: numberIn(values.port),
    security: values.security,
    user: values.user.trim(),
    ...(values.password === '' ? {} : { password: values.password }),
    authorities: values.authorities.trim(),
    senders: sendersIn(values.senders),
    isDefault: values.isDefault,
    perMinute: numberIn(values.perMinute),
    connections: numberIn(values.connections),
    enabled: values.enabled,
  };
}

export function checkRelay(values: RelayValues, relay: Relay | null): FieldProblem[] {
  const passwordMissing = values.user.trim() !== '' && values.password === '' && relay?.passwordSet !== true;
  return [
    ...checkPresent('name', values.name, t('relay.nameMissing')),
    ...checkPresent('host', values.host, t('relay.hostMissing')),
    ...checkNumber('port', values.port, 1, 65535),
    ...checkNumber('perMinute', values.perMinute, 0, 60000),
    ...checkNumber('connections', values.connections, 1, 10),
    ...(passwordMissing ? [{ field: 'password', message: t('relay.passwordMissing') }] : []),
  ];
}

/** The server names single senders; the form has one field for all. */
export function fieldOf(field: string): string {
  return field.startsWith('senders[') ? 'senders' : field;
}
