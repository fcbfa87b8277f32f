import { useSignal } from '@preact/signals';
import type { FunctionComponent, JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { asProblem, type ApiProblem } from '../api/problem';
import { ProblemBox, Skeleton } from '../ui/states';

/** A page whose code is loaded when it is first shown. */
export function lazy<P extends object>(load: () => Promise<FunctionComponent<P>>): FunctionComponent<P> {
  let known: FunctionComponent<P> | null = null;
  return function Lazy(properties: P): JSX.Element | null {
    const page = useSignal(known);
    const problem = useSignal<ApiProblem | null>(null);
    const slow = useSignal(false);
    useEffect(() => {
      if (known !== null) return;
      const timer = setTimeout(() => (slow.value = true), 300);
      load()
        .then((loaded) => {
          known = loaded;
          page.value = loaded;
        })
        .catch((thrown: unknown) => (problem.value = asProblem(thrown)))
        .finally(() => clearTimeout(timer));
      return () => clearTimeout(timer);
    }, []);
    // After an update of the server the old file is gone: only a fresh start of the application helps.
    if (problem.value !== null) return <ProblemBox problem={problem.value} retry={() => location.reload()} />;
    const Page = page.value;
    if (Page !== null) return <Page {...properties} />;
    return slow.value ? <Skeleton /> : null;
  };
}
