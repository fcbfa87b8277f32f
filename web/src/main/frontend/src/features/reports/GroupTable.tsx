import type { JSX } from 'preact';
import type { Group } from '../../api/types';
import { number, percent } from '../../lib/format';
import { t } from '../../text/text';
import { Card } from '../../ui/page';
import { noClearDifference, openRateText, rateText } from './figures';

/** Below so many mails the server ranks nothing. */
const ENOUGH = 30;

interface GroupTableProps {
  title: string;
  id: string;
  groups: Group[];
  /** With the interval of the open rate, and grey words in place of a rate where there are too few mails. */
  ranked?: boolean;
}

export function GroupTable({ title, id, groups, ranked }: GroupTableProps): JSX.Element | null {
  if (groups.every((group) => group.name === '')) return null;
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
              const rate = group.openRate;
              const few = ranked === true && rate != null && !rate.enough;
              return (
                <tr key={group.name}>
                  <th scope="row">{group.name === '' ? t('report.without') : group.name}</th>
                  <td class="numeric">{number(group.counts.sent)}</td>
                  {few ? (
                    <td class="table-note" colSpan={2}>
                      {t('report.fewMails', { count: rate.of, enough: ENOUGH })}
                    </td>
                  ) : (
                    <>
                      <td class="numeric">{openRateText(group)}</td>
                      {ranked === true && (
                        <td class="numeric">
                          {rate == null ? percent(null) : t('report.range', { sure: percent(rate.low), possible: percent(rate.high) })}
                        </td>
                      )}
                    </>
                  )}
                  <td class="numeric">{rateText(group.clickRate)}</td>
                  <td class="numeric">{rateText(group.replyRate)}</td>
                  <td class="numeric">{number(group.counts.bounced)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {ranked === true && noClearDifference(groups) && <p class="table-foot">{t('report.noDifference')}</p>}
    </Card>
  );
}
