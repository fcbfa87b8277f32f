import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { api } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import type { CrmConnection, CrmConnector, Page } from '../../api/types';
import { hasRole } from '../../app/session';
import { dayAndTime } from '../../lib/format';
import { useResource } from '../../lib/resource';
import { t } from '../../text/text';
import { FieldFrame, Select } from '../../ui/field';
import { PageHead } from '../../ui/page';
import { Loaded, NoPermission } from '../../ui/states';
import { ConnectionForm } from './ConnectionForm';
import { ConnectionState } from './ConnectionState';
import { Deliveries } from './Deliveries';

interface Parts {
  connectors: CrmConnector[];
  connection: CrmConnection | null;
}

export function ConnectionPage({ id }: { id: string }): JSX.Element {
  const fresh = id === 'new';
  const allowed = hasRole('administrator');
  const parts = useResource<Parts>(`crm ${id}`, async (signal) => {
    const [connectors, connections] = await Promise.all([
      api.get<Page<CrmConnector>>('/crm/connectors', {}, signal),
      fresh ? null : api.get<Page<CrmConnection>>('/crm/connections', { limit: 200 }, signal),
    ]);
    const connection = connections?.items.find((other) => other.id === id) ?? null;
    if (!fresh && connection === null) throw new ApiProblem('not-found', 404, '', null);
    return { connectors: connectors.items, connection };
  });
  const connection = parts.data.value?.connection ?? null;
  return (
    <>
      <PageHead title={fresh ? t('crm.new') : (connection?.name ?? t('crm.connection'))} back={{ href: '/crm', label: t('crm.title') }} />
      {!allowed ? (
        <NoPermission />
      ) : (
        <Loaded of={parts}>
          {(data) => (
            <div class="stack">
              {data.connection !== null && <Health connection={data.connection} />}
              <Chosen connectors={data.connectors} connection={data.connection} />
              {data.connection !== null && <Deliveries connection={data.connection.id} />}
            </div>
          )}
        </Loaded>
      )}
    </>
  );
}

function Health({ connection }: { connection: CrmConnection }): JSX.Element {
  return (
    <div class="sender-view">
      <ConnectionState state={connection.state} />
      <span class="sender-view-reason">
        {connection.stateText != null && `${connection.stateText} `}
        {t('crm.figures', { count: connection.backlog, dead: connection.dead })}
        {connection.oldestPendingAt != null && ` · ${t('crm.oldest', { when: dayAndTime(connection.oldestPendingAt) })}`}
        {connection.lastSuccessAt != null && ` · ${t('crm.lastSuccess', { when: dayAndTime(connection.lastSuccessAt) })}`}
      </span>
    </div>
  );
}

function Chosen({ connectors, connection }: Parts): JSX.Element | null {
  const chosen = useSignal(connection?.connector ?? connectors[0]?.id ?? '');
  const connector = connectors.find((other) => other.id === chosen.value);
  if (connector === undefined) return null;
  const versions = Array.isArray(connector.testedVersions) ? connector.testedVersions.join(', ') : connector.testedVersions;
  return (
    <div class="stack narrow">
      {connection === null && (
        <div class="card">
          <FieldFrame
            id="crm-connector"
            label={t('crm.connector')}
            help={versions == null || versions === '' ? undefined : t('crm.tested', { versions })}
            problem={null}
          >
            {(described) => (
              <Select
                id="crm-connector"
                value={chosen.value}
                described={described}
                onChange={(value) => (chosen.value = value)}
                options={connectors.map((other) => ({ value: other.id, label: other.label }))}
              />
            )}
          </FieldFrame>
        </div>
      )}
      <ConnectionForm key={connector.id} connector={connector} connection={connection} />
    </div>
  );
}
