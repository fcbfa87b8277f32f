import type { JSX } from 'preact';
import { dayAndTime, localMinutes, time, zone } from '../../lib/format';
import { useForm } from '../../lib/form';
import { t } from '../../text/text';
import { Dialog } from '../../ui/dialog';
import { FormProblems, TextField } from '../../ui/field';

/** The same time of day, some days after now; working hours are the server's business. */
export function daysLater(days: number, from: Date | null, now: Date): Date {
  const time = from ?? now;
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, time.getHours(), time.getMinutes());
}

interface PostponeProps {
  name: string;
  from: string | null;
  onClose: () => void;
  onChoose: (until: Date) => Promise<void>;
}

export function PostponeDialog({ name, from, onClose, onChoose }: PostponeProps): JSX.Element {
  const now = new Date();
  const due = from === null ? null : new Date(from);
  const tomorrow = daysLater(1, due, now);
  const nextWeek = daysLater(7, due, now);
  const form = useForm({
    id: 'postpone',
    initial: { until: localMinutes(tomorrow) },
    guard: false,
    check: ({ until }) =>
      Number.isNaN(Date.parse(until)) || Date.parse(until) < Date.now() ? [{ field: 'until', message: t('postpone.past') }] : [],
    submit: ({ until }) => onChoose(new Date(until)),
  });
  return (
    <Dialog title={t('postpone.title', { name })} onClose={onClose}>
      <div class="stack">
        <div class="button-row">
          <button type="button" class="button" onClick={() => void onChoose(tomorrow)}>
            {t('postpone.tomorrow', { time: time(tomorrow.toISOString()) })}
          </button>
          <button type="button" class="button" onClick={() => void onChoose(nextWeek)}>
            {t('postpone.nextWeek', { when: dayAndTime(nextWeek.toISOString()) })}
          </button>
        </div>
        <form class="stack" noValidate onSubmit={(event) => void form.submit(event)}>
          <FormProblems form={form} labels={{ until: t('postpone.until') }} />
          <TextField form={form} name="until" type="datetime-local" label={t('postpone.until')} help={t('postpone.zone', { zone })} />
          <div class="dialog-actions">
            <button type="button" class="button" onClick={onClose}>
              {t('action.cancel')}
            </button>
            <button class="button button-main" aria-disabled={form.busy.value}>
              {t('followUp.postpone')}
            </button>
          </div>
        </form>
      </div>
    </Dialog>
  );
}
