import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { api } from '../../api/client';
import type { Copy, Page, Sequence } from '../../api/types';
import { useForm } from '../../lib/form';
import { useResource } from '../../lib/resource';
import { t } from '../../text/text';
import { Dialog } from '../../ui/dialog';
import { FormProblems, SelectField } from '../../ui/field';
import { Icon } from '../../ui/icons';
import { Empty, Loaded } from '../../ui/states';
import { toast } from '../../ui/toast';
import { nameOf } from './MailRow';

export function EnrollButton({ copy, changed }: { copy: Copy; changed: () => void }): JSX.Element {
  const open = useSignal(false);
  return (
    <>
      <button type="button" class="button" onClick={() => (open.value = true)}>
        <Icon name="repeat" />
        {t('enroll.action')}
      </button>
      {open.value && (
        <Dialog title={t('enroll.title', { name: nameOf(copy.recipient) })} onClose={() => (open.value = false)}>
          <EnrollForm
            copy={copy}
            done={() => {
              open.value = false;
              changed();
            }}
          />
        </Dialog>
      )}
    </>
  );
}

function EnrollForm({ copy, done }: { copy: Copy; done: () => void }): JSX.Element {
  const sequences = useResource<Page<Sequence>>('sequences', (signal) => api.get<Page<Sequence>>('/sequences', {}, signal));
  const form = useForm({
    id: 'enroll',
    initial: { sequence: '' },
    guard: false,
    check: (values) => (values.sequence === '' ? [{ field: 'sequence', message: t('form.choose') }] : []),
    submit: async (values) => {
      await api.post('/enrollments', { copy: copy.id, sequence: values.sequence });
      toast({ icon: 'repeat', tone: 'good', text: t('enroll.done', { name: nameOf(copy.recipient) }), href: '/follow-ups' });
      done();
    },
  });
  return (
    <Loaded of={sequences} rows={1}>
      {(page) => {
        const active = page.items.filter((sequence) => sequence.active);
        if (active.length === 0) {
          return (
            <Empty icon="steps" title={t('enroll.none')} action={<a class="button" href="/sequences/new">{t('sequences.new')}</a>}>
              {t('enroll.noneWhy')}
            </Empty>
          );
        }
        return (
          <form class="stack" noValidate onSubmit={(event) => void form.submit(event)}>
            <FormProblems form={form} labels={{ sequence: t('enroll.sequence') }} />
            <SelectField
              form={form}
              name="sequence"
              label={t('enroll.sequence')}
              options={[
                { value: '', label: t('form.pleaseChoose') },
                ...active.map((sequence) => ({ value: sequence.id, label: sequence.name })),
              ]}
            />
            <div class="dialog-actions">
              <button class="button button-main" aria-disabled={form.busy.value}>
                {t('enroll.action')}
              </button>
            </div>
          </form>
        );
      }}
    </Loaded>
  );
}
