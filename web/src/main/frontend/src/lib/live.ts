import { useEffect, useRef } from 'preact/hooks';
import { live, type LiveListener } from '../api/live';

/** Hears live changes as long as the page is shown. */
export function useLive(listener: LiveListener): void {
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(
    () =>
      live.listen({
        copy: (change) => latest.current.copy?.(change),
        refresh: () => latest.current.refresh?.(),
      }),
    [],
  );
}
