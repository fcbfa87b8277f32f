import type { ComponentChildren, JSX } from 'preact';
import type { Form } from '../../lib/form';
import { t } from '../../text/text';
import { FormProblems } from '../../ui/field';
import { Remove } from './Remove';
import { pathOf, type ServerKind, type ServerPlan, testForm, testStored } from './server';
import { Tester } from './Tester';

interface ServerFormProps<T extends object> {
  form: Form<T>;
  plan: ServerPlan<T>;
  /** Reads anew what is stored. */
  reload: () => void;
  labels: Record<string, string>;
  /** Further buttons beside the test. */
  buttons?: ComponentChildren;
  /** What is said once it is removed. */
  removed?: string;
  children: ComponentChildren;
}

/** The fields of one server, and what can be done with them: test, save, remove. */
export function ServerForm<T extends object>({ form, plan, reload, labels, buttons, removed, children }: ServerFormProps<T>): JSX.Element {
  const { kind, saved } = plan;
  return (
    <form class="stack" noValidate onSubmit={(event) => void form.submit(event)}>
      <FormProblems form={form} labels={labels} />
      {children}
      <Tester look={() => testForm(form, plan, reload)} of={form.values.value} outcome={outcomeOf(kind)}>
        {buttons}
      </Tester>
      <div class="button-row">
        <button class="button button-main" aria-disabled={form.busy.value}>
          {form.busy.value ? t(`${kind}.saving`) : t('action.save')}
        </button>
        {saved !== null && (
          <Remove
            form={form}
            path={pathOf(kind, saved.id)}
            back={pathOf(kind)}
            label={t('relay.remove')}
            title={t(`${kind}.removeTitle`, { name: saved.name })}
            text={t(`${kind}.removeText`)}
            removed={removed}
          />
        )}
      </div>
    </form>
  );
}

/** Nothing can be typed there. */
const FIXED = {};

/** The test of a server that the settings name, so that it can be looked at only. */
export function FixedTester({ kind, id, reload, children }: { kind: ServerKind; id: string; reload: () => void; children?: ComponentChildren }): JSX.Element {
  return (
    <Tester look={() => testStored(kind, id, reload)} of={FIXED} outcome={outcomeOf(kind)}>
      {children}
    </Tester>
  );
}

function outcomeOf(kind: ServerKind): { ok: string; failed: string } {
  return { ok: t(`${kind}.testOk`), failed: t(`${kind}.testFailed`) };
}
