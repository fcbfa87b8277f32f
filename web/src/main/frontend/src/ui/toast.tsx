import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { asProblem } from '../api/problem';
import { t } from '../text/text';
import { Icon, type IconName } from './icons';
import { problemText } from './states';

export interface Toast {
  id: number;
  icon: IconName;
  text: string;
  href?: string;
  tone?: 'good' | 'bad' | 'calm';
  act?: { label: string; run: () => void };
}

const toasts = signal<Toast[]>([]);
let counter = 0;
const SHOWN = 3;
const STAYS = 10_000;

/** A short note in the corner. Problems stay until they are closed; the rest is also to be found elsewhere and goes by itself. */
export function toast(note: Omit<Toast, 'id'>): void {
  const id = ++counter;
  toasts.value = [...toasts.value, { ...note, id }].slice(-SHOWN);
  if (note.tone !== 'bad') setTimeout(() => drop(id), STAYS);
}

export function toastProblem(thrown: unknown): void {
  const problem = asProblem(thrown);
  const id = problem.requestId === null ? '' : ` (${t('problem.requestId')} ${problem.requestId})`;
  toast({ icon: 'alert', tone: 'bad', text: problemText(problem) + id });
}

function drop(id: number): void {
  toasts.value = toasts.value.filter((entry) => entry.id !== id);
}

export function Toasts(): JSX.Element {
  return (
    <div class="toasts" role="region" aria-label={t('toasts.label')}>
      <div aria-live="polite">
        {toasts.value.map((entry) => (
          <div key={entry.id} class={`toast toast-${entry.tone ?? 'calm'}`}>
            <Icon name={entry.icon} />
            <p>{entry.href === undefined ? entry.text : <a href={entry.href}>{entry.text}</a>}</p>
            {entry.act !== undefined && (
              <button
                type="button"
                class="button button-small"
                onClick={() => {
                  drop(entry.id);
                  entry.act?.run();
                }}
              >
                {entry.act.label}
              </button>
            )}
            <button type="button" class="button button-bare button-icon" onClick={() => drop(entry.id)} aria-label={t('action.close')}>
              <Icon name="close" />
            </button>
          </div>
        ))}
      </div>
    </div>
  );
}
