import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { api, seg } from '../../api/client';
import type { Suppression } from '../../api/types';
import { checkEmail } from '../../lib/checks';
import { useForm } from '../../lib/form';
import { dayAndTime } from '../../lib/format';
import { useList } from '../../lib/list';
import { t } from '../../text/text';
import { Confirm } from '../../ui/dialog';
import { FormProblems, SelectField, TextField } from '../../ui/field';
import { Icon } from '../../ui/icons';
import { More } from '../../ui/more';
import { Card } from '../../ui/page';
import { Empty, Loaded } from '../../ui/states';
import { toast, toastProblem } from '../../ui/toast';

/** Who gets no mail, and who is not tracked: two different wishes. */
export function Suppressions(): JSX.Element {
  const list = useList<Suppression>('/suppressions', {});
  const removing = useSignal<Suppression | null>(null);
  const form = useForm({
    id: 'suppression',
    initial: { email: '', kind: 'mail', note: '' },
    check: (values) => checkEmail('email', values.email),
    submit: async (values) => {
      const note = values.note.trim();
      await api.post('/suppressions', { email: values.email.trim(), kind: values.kind, ...(note === '' ? {} : { note }) });
      toast({ icon: 'check', tone: 'good', text: t('suppression.added', { email: values.email.trim() }) });
      form.reset({ email: '', kind: values.kind, note: '' });
      list.reload();
    },
  });

  async function remove(entry: Suppression): Promise<void> {
    removing.value = null;
    try {
      await api.remove(`/suppressions/${seg(entry.id)}`);
      list.reload();
    } catch (thrown) {
      toastProblem(thrown);
    }
  }

  const labels = { email: t('signIn.email'), kind: t('suppression.kind'), note: t('suppression.note') };
  return (
    <div class="stack narrow">
      <Card title={t('suppression.new')} id="suppression-new">
        <form class="stack" noValidate onSubmit={(event) => void form.submit(event)}>
          <FormProblems form={form} labels={labels} />
          <TextField form={form} name="email" type="email" label={labels.email} />
          <SelectField
            form={form}
            name="kind"
            label={labels.kind}
            options={[
              { value: 'mail', label: t('suppression.mail') },
              { value: 'tracking', label: t('suppression.tracking') },
            ]}
          />
          <TextField form={form} name="note" label={labels.note} required={false} />
          <div class="button-row">
            <button class="button button-main" aria-disabled={form.busy.value}>
              <Icon name="plus" />
              {t('suppression.add')}
            </button>
          </div>
        </form>
      </Card>
      <Loaded of={list} rows={3}>
        {() =>
          list.items.value.length === 0 ? (
            <Empty icon="none" title={t('suppression.empty')}>
              {t('suppression.emptyWhy')}
            </Empty>
          ) : (
            <>
              <ul class="rows" aria-label={t('settings.suppressions')}>
                {list.items.value.map((entry) => (
                  <li class="row row-with-action" key={entry.id}>
                    <div>
                      <strong class="break">{entry.email}</strong>
                      <p class="quiet break">
                        {t(`suppression.${entry.kind}`)}
                        {entry.since != null && ` · ${t('suppression.since', { when: dayAndTime(entry.since) })}`}
                        {entry.note != null && entry.note !== '' && ` · ${entry.note}`}
                      </p>
                    </div>
                    <button type="button" class="button button-small" onClick={() => (removing.value = entry)} aria-label={t('suppression.removeNamed', { email: entry.email })}>
                      {t('suppression.remove')}
                    </button>
                  </li>
                ))}
              </ul>
              <More of={list} />
            </>
          )
        }
      </Loaded>
      {removing.value !== null && (
        <Confirm
          title={t('suppression.removeTitle', { email: removing.value.email })}
          text={t('suppression.removeText')}
          yes={t('suppression.remove')}
          danger
          onYes={() => removing.value !== null && void remove(removing.value)}
          onNo={() => (removing.value = null)}
        />
      )}
    </div>
  );
}
