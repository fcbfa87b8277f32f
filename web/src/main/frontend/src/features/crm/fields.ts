import type { FieldProblem } from '../../api/problem';
import type { CrmConnection, CrmConnector } from '../../api/types';
import { t } from '../../text/text';

/** Form values: `name` and one `fields.…` for each field of the connector. */
export type Values = Record<string, string>;

export function valuesOf(connector: CrmConnector, connection: CrmConnection | null): Values {
  const values: Values = { name: connection?.name ?? connector.label };
  for (const field of connector.fields) {
    const first = field.kind === 'choice' ? choicesOf(field)[0]?.value : undefined;
    values[`fields.${field.name}`] = connection?.fields[field.name]?.value ?? first ?? '';
  }
  return values;
}

export function choicesOf(field: CrmConnector['fields'][number]): { value: string; label: string }[] {
  return (field.choices ?? []).map((choice) => (typeof choice === 'string' ? { value: choice, label: choice } : choice));
}

export function isSet(connection: CrmConnection | null, name: string): boolean {
  return connection?.fields[name]?.set === true;
}

/** A secret left empty keeps its stored value, so it is not sent at all. */
export function bodyOf(connector: CrmConnector, values: Values): { connector: string; name: string; fields: Values } {
  const fields: Values = {};
  for (const field of connector.fields) {
    const value = values[`fields.${field.name}`] ?? '';
    if (value !== '') fields[field.name] = field.kind === 'secret' ? value : value.trim();
  }
  return { connector: connector.id, name: (values['name'] ?? '').trim(), fields };
}

export function checkConnection(connector: CrmConnector, connection: CrmConnection | null, values: Values): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if ((values['name'] ?? '').trim() === '') problems.push({ field: 'name', message: t('crm.nameMissing') });
  for (const field of connector.fields) {
    const empty = (values[`fields.${field.name}`] ?? '').trim() === '';
    if (field.required && empty && !isSet(connection, field.name)) {
      problems.push({ field: `fields.${field.name}`, message: t('crm.fieldMissing', { field: field.label }) });
    }
  }
  return problems;
}

/** The server may name a field alone or with its group. */
export function grouped(connector: CrmConnector, name: string): string {
  return name !== 'name' && connector.fields.some((field) => field.name === name) ? `fields.${name}` : name;
}
