import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { api, seg } from '../../api/client';
import type { MailEvent } from '../../api/event';
import type { Copy } from '../../api/types';
import { t } from '../../text/text';
import { toast, toastProblem } from '../../ui/toast';

type Correction = NonNullable<MailEvent['correction']>;

const WORDS: Correction[] = ['me', 'scanner', 'person', 'not-useful'];

/** Where an open, view or click was judged wrong, its page is where a person says so, and takes it back. */
export function Correct({ mail, event, changed }: { mail: string; event: MailEvent; changed: () => void }): JSX.Element | null {
  const open = useSignal(false);
  const busy = useSignal(false);
  if (event.verdict == null) return null;
  const path = `/messages/${seg(mail)}/events/${seg(event.id)}/correction`;

  async function run(act: () => Promise<unknown>): Promise<void> {
    busy.value = true;
    try {
      await act();
      open.value = false;
      changed();
    } catch (thrown) {
      toastProblem(thrown);
    } finally {
      busy.value = false;
    }
  }

  const undo = (): Promise<void> => run(() => api.remove(path));

  function say(was: Correction): Promise<void> {
    return run(async () => {
      await api.post(path, { was });
      toast({
        icon: 'check',
        tone: 'good',
        text: t('correct.done'),
        act: { label: t('action.undo'), run: () => void undo() },
      });
    });
  }

  if (event.correction != null) {
    return (
      <p class="correct">
        <button type="button" class="button button-small" disabled={busy.value} onClick={() => void undo()}>
          {t('correct.undo')}
        </button>
      </p>
    );
  }
  return (
    <div class="correct">
      <button type="button" class="button button-bare button-small" aria-expanded={open.value} onClick={() => (open.value = !open.value)}>
        {t('correct.ask')}
      </button>
      {open.value && (
        <div class="correct-choices" role="group" aria-label={t('correct.what')}>
          {WORDS.map((was) => (
            <button key={was} type="button" class="button button-small" disabled={busy.value} onClick={() => void say(was)}>
              {t(`correct.${was}`)}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

/** Takes back what a recipient told by another way. */
export function Untell({ mail, event, changed }: { mail: string; event: MailEvent; changed: () => void }): JSX.Element | null {
  if (event.type !== 'mark' || event.copy == null) return null;
  const copy = event.copy;
  return (
    <p class="correct">
      <button type="button" class="button button-small" onClick={() => void untell(mail, copy, changed)}>
        {t('correct.undo')}
      </button>
    </p>
  );
}

/** Nothing was seen, and yet the recipient spoke of the mail. */
export function Told({ mail, copy, changed }: { mail: string; copy: Copy; changed: () => void }): JSX.Element | null {
  const busy = useSignal(false);
  if (!['not-seen', 'opened-by-machine', 'not-tracked'].includes(copy.status)) return null;

  async function tell(): Promise<void> {
    busy.value = true;
    try {
      await api.post(`/messages/${seg(mail)}/copies/${seg(copy.id)}/told`);
      toast({
        icon: 'check',
        tone: 'good',
        text: t('told.done'),
        act: { label: t('action.undo'), run: () => void untell(mail, copy.id, changed) },
      });
      changed();
    } catch (thrown) {
      toastProblem(thrown);
    } finally {
      busy.value = false;
    }
  }

  return (
    <button type="button" class="button button-small" disabled={busy.value} onClick={() => void tell()}>
      {t('told.say')}
    </button>
  );
}

async function untell(mail: string, copy: string, changed: () => void): Promise<void> {
  try {
    await api.remove(`/messages/${seg(mail)}/copies/${seg(copy)}/told`);
    changed();
  } catch (thrown) {
    toastProblem(thrown);
  }
}
