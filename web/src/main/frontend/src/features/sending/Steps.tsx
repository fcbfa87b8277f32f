import type { JSX } from 'preact';
import type { Finding } from '../../api/types';
import { t } from '../../text/text';
import { Icon, type IconName } from '../../ui/icons';

export interface Looked {
  ok: boolean;
  findings: Finding[];
}

const SIGNS: Record<Finding['severity'], IconName> = { block: 'alert', warn: 'info', info: 'check' };

/** What a look at a server met, step by step. */
export function Steps({ looked }: { looked: Looked }): JSX.Element {
  return (
    <section class="card findings" aria-label={t('relay.testResult')}>
      <p class={looked.ok ? 'findings-head tone-good' : 'findings-head tone-bad'}>
        <Icon name={looked.ok ? 'check' : 'alert'} />
        {looked.ok ? t('relay.testOk') : t('relay.testFailed')}
      </p>
      <ul>
        {looked.findings.map((finding, at) => (
          <li key={at} class={`finding finding-${finding.severity}`}>
            <Icon name={SIGNS[finding.severity] ?? 'info'} />
            <div>
              <p class="break">
                {finding.severity !== 'info' && <strong>{t(`finding.${finding.severity}`)}</strong>} {finding.subject}
              </p>
              {finding.whatToDo != null && <p class="break">{finding.whatToDo}</p>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
