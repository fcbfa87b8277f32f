import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { api } from '../../api/client';
import { go } from '../../app/router';
import type { Form } from '../../lib/form';
import { Confirm } from '../../ui/dialog';
import { Icon } from '../../ui/icons';
import { toast, toastProblem } from '../../ui/toast';

interface RemoveProps<T extends object> {
  /** What stands in it is of no worth once the thing is removed. */
  form: Form<T>;
  path: string;
  /** The page that is shown then. */
  back: string;
  label: string;
  title: string;
  text: string;
  /** What is said then. */
  removed?: string;
}

/** The button that removes what a form is about, after a question. */
export function Remove<T extends object>({ form, path, back, label, title, text, removed }: RemoveProps<T>): JSX.Element {
  const asking = useSignal(false);

  async function remove(): Promise<void> {
    asking.value = false;
    try {
      await api.remove(path);
      form.reset(form.values.value);
      if (removed !== undefined) toast({ icon: 'trash', text: removed });
      go(back);
    } catch (thrown) {
      toastProblem(thrown);
    }
  }

  return (
    <>
      <button type="button" class="button button-danger button-end" onClick={() => (asking.value = true)}>
        <Icon name="trash" />
        {label}
      </button>
      {asking.value && <Confirm title={title} text={text} yes={label} danger onYes={() => void remove()} onNo={() => (asking.value = false)} />}
    </>
  );
}
