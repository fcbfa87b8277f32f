import { useSignal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { type ApiProblem, asProblem } from '../../api/problem';
import { t } from '../../text/text';
import { Icon } from '../../ui/icons';
import { ProblemBox } from '../../ui/states';
import { type Looked, type Outcome, Steps } from './Steps';

/** A look at a server. */
export interface Test<R> {
  busy: boolean;
  result: R | null;
  failure: ApiProblem | null;
  run: () => Promise<void>;
}

/**
 * Looks when it is told to, once at a time. A result goes as soon as something else is tested; there is none where what is typed cannot be tested, and the form says
 * why.
 */
export function useTest<R>(look: () => Promise<R | null>, of: object): Test<R> {
  const busy = useSignal(false);
  const result = useSignal<R | null>(null);
  const failure = useSignal<ApiProblem | null>(null);

  useEffect(() => {
    result.value = null;
    failure.value = null;
  }, [of]);

  async function run(): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    failure.value = null;
    try {
      result.value = await look();
    } catch (thrown) {
      failure.value = asProblem(thrown);
      result.value = null;
    } finally {
      busy.value = false;
    }
  }

  return { busy: busy.value, result: result.value, failure: failure.value, run };
}

interface TesterProps {
  look: () => Promise<Looked | null>;
  of: object;
  outcome: Outcome;
  /** Further buttons. */
  children?: ComponentChildren;
}

/** The live check of a server; nothing is sent and nothing is changed. */
export function Tester({ look, of, outcome, children }: TesterProps): JSX.Element {
  const { busy, result, failure, run } = useTest(look, of);
  return (
    <>
      <div role="status">{result !== null && <Steps looked={result} outcome={outcome} />}</div>
      {failure !== null && <ProblemBox problem={failure} retry={() => void run()} />}
      <div class="button-row">
        <button type="button" class="button" aria-disabled={busy} onClick={() => void run()}>
          <Icon name="bolt" />
          {busy ? t('relay.testing') : t('relay.test')}
        </button>
        {children}
      </div>
    </>
  );
}
