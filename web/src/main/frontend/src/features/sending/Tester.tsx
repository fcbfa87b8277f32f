import { useSignal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { type ApiProblem, asProblem } from '../../api/problem';
import { t } from '../../text/text';
import { Icon } from '../../ui/icons';
import { ProblemBox } from '../../ui/states';
import { type Looked, type Outcome, Steps } from './Steps';

interface TesterProps {
  /** Without findings where what is typed cannot be tested; the form says why. */
  look: () => Promise<Looked>;
  outcome: Outcome;
  /** What is tested; a result goes as soon as something else stands there. */
  of: object;
  /** Further buttons. */
  children?: ComponentChildren;
}

/** The live check of a server; nothing is sent and nothing is changed. */
export function Tester({ look, outcome, of, children }: TesterProps): JSX.Element {
  const busy = useSignal(false);
  const result = useSignal<Looked | null>(null);
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
      const looked = await look();
      result.value = looked.findings.length === 0 ? null : looked;
    } catch (thrown) {
      failure.value = asProblem(thrown);
      result.value = null;
    } finally {
      busy.value = false;
    }
  }

  return (
    <>
      <div role="status">{result.value !== null && <Steps looked={result.value} outcome={outcome} />}</div>
      {failure.value !== null && <ProblemBox problem={failure.value} retry={() => void run()} />}
      <div class="button-row">
        <button type="button" class="button" aria-disabled={busy.value} onClick={() => void run()}>
          <Icon name="bolt" />
          {busy.value ? t('relay.testing') : t('relay.test')}
        </button>
        {children}
      </div>
    </>
  );
}
