import type { JSX } from 'preact';
import type { Finding } from '../../api/types';
import { t } from '../../text/text';
import { Icon, type IconName } from '../../ui/icons';

export interface Looked {
  findings: Finding[];
}

/** What is said above the steps. */
export interface Outcome {
  ok: string;
  failed: string;
}

const SIGNS: Record<Finding['severity'], IconName> = { block: 'alert', warn: 'info', info: 'check' };

export function isUsable({ findings }: Looked): boolean {
  return findings.every((finding) => finding.severity !== 'block');
}

/** What a look at a server met, step by step. */
export function Steps({ looked, outcome }: { looked: Looked; outcome: Outcome }): JSX.Element {
  const ok = isUsable(looked);
  return (
    <section class="card findings" aria-label={t('relay.testResult')}>
      <p class={ok ? 'findings-head tone-good' : 'findings-head tone-bad'}>
        <Icon name={ok ? 'check' : 'alert'} />
        {ok ? outcome.ok : outcome.failed}
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
