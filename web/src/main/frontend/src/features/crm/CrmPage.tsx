import type { JSX } from 'preact';
import type { CrmConnection } from '../../api/types';
import { hasRole } from '../../app/session';
import { dayAndTime } from '../../lib/format';
import { useList } from '../../lib/list';
import { t } from '../../text/text';
import { Icon } from '../../ui/icons';
import { More } from '../../ui/more';
import { PageHead } from '../../ui/page';
import { Empty, Loaded, NoPermission } from '../../ui/states';
import { ConnectionState } from './ConnectionState';

export function CrmPage(): JSX.Element {
  return hasRole('administrator') ? (
    <Connections />
  ) : (
    <>
      <PageHead title={t('crm.title')} />
      <NoPermission />
    </>
  );
}

function Connections(): JSX.Element {
  const list = useList<CrmConnection>('/crm/connections', {});
  return (
    <>
      <PageHead
        title={t('crm.title')}
        lead={t('crm.lead')}
        actions={
          <a class="button button-main" href="/crm/new">
            <Icon name="plus" />
            {t('crm.new')}
          </a>
        }
      />
      <Loaded of={list} rows={2}>
        {() =>
          list.items.value.length === 0 ? (
            <Empty icon="plug" title={t('crm.empty')}>
              {t('crm.emptyWhy')}
            </Empty>
          ) : (
            <>
              <ul class="rows" aria-label={t('crm.title')}>
                {list.items.value.map((connection) => (
                  <li class="row" key={connection.id}>
                    <div class="mail-row-head">
                      <a class="row-link" data-row href={`/crm/${connection.id}`}>
                        {connection.name}
                      </a>
                      <ConnectionState state={connection.state} />
                    </div>
                    <p class="quiet">
                      {connection.stateText != null && `${connection.stateText} `}
                      {t('crm.figures', { count: connection.backlog, dead: connection.dead })}
                      {connection.lastSuccessAt != null && ` · ${t('crm.lastSuccess', { when: dayAndTime(connection.lastSuccessAt) })}`}
                    </p>
                  </li>
                ))}
              </ul>
              <More of={list} />
            </>
          )
        }
      </Loaded>
    </>
  );
}
