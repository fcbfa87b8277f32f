import { type Signal, useSignal } from '@preact/signals';
import { useCallback, useEffect, useRef } from 'preact/hooks';
import { type ApiProblem, asProblem, isAbort } from '../api/problem';

export interface Resource<T> {
  data: Signal<T | null>;
  problem: Signal<ApiProblem | null>;
  /** True from 300 ms after the start of a reading until its end, so that quick answers do not flicker. */
  slow: Signal<boolean>;
  reload: () => void;
}

const SLOW = 300;
/** The last answers, so that going back shows the old data at once while it is read again. */
const remembered = new Map<string, unknown>();
const REMEMBERED = 40;

export function forgetAll(): void {
  remembered.clear();
}

/** Reads data for a key; old data stays on screen while new data is on its way, also after a failure. */
export function useResource<T>(key: string, read: (signal: AbortSignal) => Promise<T>): Resource<T> {
  const data = useSignal<T | null>((remembered.get(key) as T | undefined) ?? null);
  const problem = useSignal<ApiProblem | null>(null);
  const slow = useSignal(false);
  const running = useRef<AbortController | null>(null);
  const latest = useRef(read);
  latest.current = read;

  const load = useCallback(() => {
    running.current?.abort();
    const control = new AbortController();
    running.current = control;
    const timer = setTimeout(() => (slow.value = true), SLOW);
    latest
      .current(control.signal)
      .then((value) => {
        if (control.signal.aborted) return;
        data.value = value;
        problem.value = null;
        remembered.delete(key);
        remembered.set(key, value);
        if (remembered.size > REMEMBERED) remembered.delete(remembered.keys().next().value ?? '');
      })
      .catch((thrown: unknown) => {
        if (!control.signal.aborted && !isAbort(thrown)) problem.value = asProblem(thrown);
      })
      .finally(() => {
        clearTimeout(timer);
        if (running.current === control) slow.value = false;
      });
  }, [key]);

  useEffect(() => {
    const known = remembered.get(key) as T | undefined;
    if (known !== undefined) data.value = known;
    load();
    return () => running.current?.abort();
  }, [key]);

  return { data, problem, slow, reload: load };
}
