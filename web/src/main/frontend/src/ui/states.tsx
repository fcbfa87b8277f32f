import type { ComponentChildren, JSX } from 'preact';
import type { ApiProblem } from '../api/problem';
import type { Resource } from '../lib/resource';
import { t } from '../text/text';
import { Icon, type IconName } from './icons';

/** What happened, in a sentence; the server's own words come first. */
export function problemText(problem: ApiProblem | null): string {
  if (problem === null) return '';
  if (problem.kind === 'offline') return t('problem.offline');
  if (problem.detail !== null) return problem.detail;
  if (problem.title !== '') return problem.title;
  return t(`problem.${problem.kind}`);
}

export function RequestId({ problem }: { problem: ApiProblem | null }): JSX.Element | null {
  if (problem === null || problem.requestId === null) return null;
  return (
    <p class="request-id">
      {t('problem.requestId')} <code>{problem.requestId}</code>
    </p>
  );
}

const TITLES = {
  offline: 'problem.title.offline',
  'signed-out': 'problem.title.signedOut',
  forbidden: 'problem.title.forbidden',
  'not-found': 'problem.title.notFound',
  conflict: 'problem.title.conflict',
  invalid: 'problem.title.invalid',
  busy: 'problem.title.busy',
  server: 'problem.title.server',
} as const;

const SIGNS: Record<ApiProblem['kind'], IconName> = {
  offline: 'cloudOff',
  'signed-out': 'lock',
  forbidden: 'lock',
  'not-found': 'search',
  conflict: 'alert',
  invalid: 'alert',
  busy: 'clock',
  server: 'alert',
};

interface ProblemProps {
  problem: ApiProblem;
  retry?: () => void;
  /** True when older data is still shown beneath. */
  stale?: boolean;
}

export function ProblemBox({ problem, retry, stale }: ProblemProps): JSX.Element {
  return (
    <div class={stale === true ? 'notice notice-warn' : 'state'} role="alert">
      <span class="state-sign">
        <Icon name={SIGNS[problem.kind]} />
      </span>
      <div class="state-text">
        <p class="state-title">{t(TITLES[problem.kind])}</p>
        <p>{problemText(problem)}</p>
        {problem.kind === 'forbidden' && <p>{t('problem.whoCanGrant')}</p>}
        {stale === true && <p>{t('problem.stale')}</p>}
        <RequestId problem={problem} />
        {retry !== undefined && problem.kind !== 'forbidden' && (
          <button type="button" class="button" onClick={retry}>
            <Icon name="repeat" />
            {t('action.retry')}
          </button>
        )}
      </div>
    </div>
  );
}

export function NoPermission(): JSX.Element {
  return (
    <div class="state">
      <span class="state-sign">
        <Icon name="lock" />
      </span>
      <div class="state-text">
        <p class="state-title">{t('problem.title.forbidden')}</p>
        <p>{t('problem.whoCanGrant')}</p>
      </div>
    </div>
  );
}

interface EmptyProps {
  icon: IconName;
  title: string;
  children?: ComponentChildren;
  action?: ComponentChildren;
}

/** Why there is nothing, and the first thing to do. */
export function Empty({ icon, title, children, action }: EmptyProps): JSX.Element {
  return (
    <div class="state">
      <span class="state-sign">
        <Icon name={icon} />
      </span>
      <div class="state-text">
        <p class="state-title">{title}</p>
        {children !== undefined && <p>{children}</p>}
        {action}
      </div>
    </div>
  );
}

/** The shape of what comes. */
export function Skeleton({ rows = 5 }: { rows?: number }): JSX.Element {
  return (
    <div class="skeleton" role="status">
      <span class="hidden-visually">{t('state.loading')}</span>
      {Array.from({ length: rows }, (_, at) => (
        <div class="skeleton-row" key={at}>
          <span class="skeleton-bar skeleton-short" />
          <span class="skeleton-bar" />
        </div>
      ))}
    </div>
  );
}

interface LoadedProps<T> {
  of: Resource<T>;
  rows?: number;
  children: (data: T) => ComponentChildren;
}

/** Every state of a reading: nothing for 300 ms, a skeleton, the data (older data while it is read again), the problem. */
export function Loaded<T>({ of, rows, children }: LoadedProps<T>): JSX.Element | null {
  const data = of.data.value;
  const problem = of.problem.value;
  if (data === null) {
    if (problem !== null) return <ProblemBox problem={problem} retry={of.reload} />;
    return of.slow.value ? <Skeleton rows={rows} /> : null;
  }
  return (
    <div class="loaded" aria-busy={of.slow.value}>
      {of.slow.value && <div class="loading-line" aria-hidden="true" />}
      {problem !== null && <ProblemBox problem={problem} retry={of.reload} stale />}
      {children(data)}
    </div>
  );
}
