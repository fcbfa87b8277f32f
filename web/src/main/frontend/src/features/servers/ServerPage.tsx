import type { ComponentChildren, JSX } from 'preact';
import { api } from '../../api/client';
import { hasRole } from '../../app/session';
import { useResource } from '../../lib/resource';
import { t } from '../../text/text';
import { PageHead } from '../../ui/page';
import { Loaded, NoPermission } from '../../ui/states';
import { listOf, pathOf, type Server, type ServerKind } from './server';

interface ServerPageProps<S extends Server> {
  kind: ServerKind;
  /** `new` for one that is to be made. */
  id: string;
  children: (saved: S | null, reload: () => void) => ComponentChildren;
}

/** The page of one server, for administrators. */
export function ServerPage<S extends Server>({ kind, id, children }: ServerPageProps<S>): JSX.Element {
  const fresh = id === 'new';
  const allowed = hasRole('administrator');
  const stored = useResource<{ server: S | null }>(`${kind} ${id}`, async (signal) => ({
    server: fresh || !allowed ? null : await api.get<S>(pathOf(kind, id), {}, signal),
  }));
  return (
    <>
      <PageHead
        title={fresh ? t(`${listOf(kind)}.new`) : (stored.data.value?.server?.name ?? t(`${kind}.one`))}
        back={{ href: pathOf(kind), label: t(`${listOf(kind)}.title`) }}
      />
      {!allowed ? (
        <NoPermission />
      ) : (
        <Loaded of={stored}>{({ server }) => <div class="stack narrow">{children(server, stored.reload)}</div>}</Loaded>
      )}
    </>
  );
}
