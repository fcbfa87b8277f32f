import type { JSX } from 'preact';
import type { AuditEntry } from '../../api/types';
import { dayAndTime, exactly } from '../../lib/format';
import { useList } from '../../lib/list';
import { t } from '../../text/text';
import { More } from '../../ui/more';
import { Empty, Loaded } from '../../ui/states';

export function AuditLog(): JSX.Element {
  const list = useList<AuditEntry>('/audit', {});
  return (
    <Loaded of={list}>
      {() =>
        list.items.value.length === 0 ? (
          <Empty icon="info" title={t('audit.empty')} />
        ) : (
          <>
            <ul class="rows" aria-label={t('settings.audit')}>
              {list.items.value.map((entry, at) => (
                <li class="row" key={entry.id ?? at}>
                  <div class="mail-row-head">
                    <strong class="break">{entry.what}</strong>
                    <time dateTime={entry.at} title={exactly(entry.at)}>
                      {dayAndTime(entry.at)}
                    </time>
                  </div>
                  <p class="quiet break">
                    {entry.who}
                    {entry.detail != null && entry.detail !== '' && ` · ${entry.detail}`}
                  </p>
                </li>
              ))}
            </ul>
            <More of={list} />
          </>
        )
      }
    </Loaded>
  );
}
