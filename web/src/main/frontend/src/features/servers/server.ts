import { api, seg } from '../../api/client';
import type { FieldProblem } from '../../api/problem';
import { go } from '../../app/router';
import { type Form, useForm } from '../../lib/form';
import { t } from '../../text/text';
import { toast } from '../../ui/toast';
import type { Looked } from './Steps';

const LISTS = { relay: 'relays', mailbox: 'mailboxes' } as const;

/** What the server is for; its texts begin so. */
export type ServerKind = keyof typeof LISTS;
export type ServerList = (typeof LISTS)[ServerKind];

/** A server as it is stored. */
export interface Server {
  id: string;
  name: string;
}

export function listOf(kind: ServerKind): ServerList {
  return LISTS[kind];
}

/** The same in the API and among the pages. */
export function pathOf(kind: ServerKind, id?: string): string {
  return id === undefined ? `/${LISTS[kind]}` : `/${LISTS[kind]}/${seg(id)}`;
}

export interface ServerPlan<T extends object> {
  kind: ServerKind;
  /** Null for a new one. */
  saved: Server | null;
  initial: T;
  check: (values: T) => FieldProblem[];
  /** From the API's name of a field to the form's. */
  rename: (field: string) => string;
  /** What is sent of the values. */
  bodyOf: (values: T) => object;
}

export function useServerForm<T extends object>({ kind, saved, initial, check, rename, bodyOf }: ServerPlan<T>): Form<T> {
  return useForm<T>({
    id: `${kind}-${saved?.id ?? 'new'}`,
    initial,
    check,
    rename,
    submit: async (values) => {
      const { name } = await (saved === null
        ? api.post<Server>(pathOf(kind), bodyOf(values))
        : api.put<Server>(pathOf(kind, saved.id), bodyOf(values)));
      toast({ icon: 'check', tone: 'good', text: t(`${kind}.saved`, { name }) });
      go(pathOf(kind));
    },
  });
}

/** Tests a server as it is stored; one that works is used at once, which its state then says. */
export function testStored(kind: ServerKind, id: string, reload: () => void): Promise<Looked> {
  return api.post<Looked>(`${pathOf(kind, id)}/test`).finally(reload);
}

/** Tests what stands in the form, with the stored secret where none is typed; null where the form says why it cannot be tested. */
export function testForm<T extends object>(form: Form<T>, { kind, saved, bodyOf }: ServerPlan<T>, reload: () => void): Promise<Looked | null> {
  return form.tried(
    (values) =>
      saved !== null && !form.dirty.value
        ? testStored(kind, saved.id, reload)
        : api.post<Looked>(`${pathOf(kind, saved?.id)}/test`, bodyOf(values)),
    ['name'],
  );
}
