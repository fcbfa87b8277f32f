import type { JSX } from 'preact';
import type { Group } from '../../api/types';
import { number, percent } from '../../lib/format';
import { t } from '../../text/text';
import { Card } from '../../ui/page';
import { ENOUGH, enough } from './filter';
import { rateText } from './ReportPage';

interface GroupTableProps {
  title: string;
  id: string;
  groups: Group[];
  /** With the interval of the open rate, and grey words in place of a rate where there are too few mails. */
  ranked?: boolean;
}

export function GroupTable({ title, id, groups, ranked }: GroupTableProps): JSX.Element | null {
  if (groups.length === 0) return null;
  return (
    <Card title={title} id={id} flush>
      <div class="table-scroll" role="group" aria-labelledby={id} tabIndex={0}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t('report.name')}</th>
              <th scope="col" class="numeric">
                {t('report.sent')}
              </th>
              <th scope="col" class="numeric">
                {t('report.openRate')}
              </th>
              {ranked === true && (
                <th scope="col" class="numeric">
                  {t('report.interval')}
                </th>
              )}
              <th scope="col" class="numeric">
                {t('report.clickRate')}
              </th>
              <th scope="col" class="numeric">
                {t('report.replyRate')}
              </th>
              <th scope="col" class="numeric">
                {t('report.bounced')}
              </th>
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => {
              const few = ranked === true && !enough(group);
              return (
                <tr key={group.name}>
                  <th scope="row">{group.name === '' ? t('report.without') : group.name}</th>
                  <td class="numeric">{number(group.sent)}</td>
                  {few ? (
                    <td class="table-note" colSpan={2}>
                      {group.note ?? t('report.fewMails', { count: group.openRate?.of ?? group.sent, enough: ENOUGH })}
                    </td>
                  ) : (
                    <>
                      <td class="numeric">{rateText(group.openRate)}</td>
                      {ranked === true && (
                        <td class="numeric">
                          {group.interval == null
                            ? percent(null)
                            : t('report.range', { sure: percent(group.interval.low), possible: percent(group.interval.high) })}
                        </td>
                      )}
                    </>
                  )}
                  <td class="numeric">{rateText(group.clickRate)}</td>
                  <td class="numeric">{rateText(group.replyRate)}</td>
                  <td class="numeric">{number(group.bounced)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
