import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { api, seg } from '../../api/client';
import type { ApiKey } from '../../api/types';
import { checkPresent } from '../../lib/checks';
import { useForm } from '../../lib/form';
import { dayAndTime } from '../../lib/format';
import { useList } from '../../lib/list';
import { t } from '../../text/text';
import { Confirm } from '../../ui/dialog';
import { FormProblems, TextField } from '../../ui/field';
import { Icon } from '../../ui/icons';
import { Card } from '../../ui/page';
import { Empty, Loaded } from '../../ui/states';
import { toast, toastProblem } from '../../ui/toast';

export function Keys(): JSX.Element {
  const list = useList<ApiKey>('/api-keys', {});
  const made = useSignal<ApiKey | null>(null);
  const removing = useSignal<ApiKey | null>(null);
  const form = useForm({
    id: 'api-key',
    initial: { name: '' },
    guard: false,
    check: (values) => checkPresent('name', values.name, t('key.nameMissing')),
    submit: async (values) => {
      made.value = await api.post<ApiKey>('/api-keys', { name: values.name.trim() });
      form.reset({ name: '' });
      list.reload();
    },
  });

  async function remove(key: ApiKey): Promise<void> {
    removing.value = null;
    try {
      await api.remove(`/api-keys/${seg(key.id)}`);
      if (made.value?.id === key.id) made.value = null;
      list.reload();
    } catch (thrown) {
      toastProblem(thrown);
    }
  }

  return (
    <div class="stack narrow">
      <Card title={t('key.new')} id="key-new">
        <form class="stack" noValidate onSubmit={(event) => void form.submit(event)}>
          <FormProblems form={form} labels={{ name: t('key.name') }} />
          <TextField form={form} name="name" label={t('key.name')} help={t('key.nameHelp')} />
          <div class="button-row">
            <button class="button button-main" aria-disabled={form.busy.value}>
              <Icon name="key" />
              {t('key.create')}
            </button>
          </div>
        </form>
      </Card>
      <div role="status">{made.value?.key !== undefined && <NewKey value={made.value.key} />}</div>
      <Loaded of={list} rows={2}>
        {() =>
          list.items.value.length === 0 ? (
            <Empty icon="key" title={t('key.empty')}>
              {t('key.emptyWhy')}
            </Empty>
          ) : (
            <ul class="rows" aria-label={t('settings.keys')}>
              {list.items.value.map((key) => (
                <li class="row row-with-action" key={key.id}>
                  <div>
                    <strong class="break">{key.name}</strong>
                    <p class="quiet break">
                      <code>{key.prefix}…</code> · {t('key.created', { when: dayAndTime(key.createdAt) })} ·{' '}
                      {key.lastUsedAt == null ? t('key.neverUsed') : t('key.lastUsed', { when: dayAndTime(key.lastUsedAt) })}
                      {key.sendAsAny === true && ` · ${t('key.sendAsAny')}`}
                    </p>
                  </div>
                  <button type="button" class="button button-small" onClick={() => (removing.value = key)} aria-label={t('key.removeNamed', { name: key.name })}>
                    {t('key.remove')}
                  </button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {removing.value !== null && (
        <Confirm
          title={t('key.removeTitle', { name: removing.value.name })}
          text={t('key.removeText')}
          yes={t('key.remove')}
          danger
          onYes={() => removing.value !== null && void remove(removing.value)}
          onNo={() => (removing.value = null)}
        />
      )}
    </div>
  );
}

function NewKey({ value }: { value: string }): JSX.Element {
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(value);
      toast({ icon: 'check', tone: 'good', text: t('key.copied') });
    } catch {
      // Without the permission to write there the key can still be selected by hand.
      toast({ icon: 'info', text: t('key.notCopied') });
    }
  }
  return (
    <section class="card new-key" aria-label={t('key.made')}>
      <p>
        <strong>{t('key.made')}</strong> {t('key.once')}
      </p>
      <p class="new-key-value">
        <code id="new-key">{value}</code>
        <button type="button" class="button button-small" onClick={() => void copy()}>
          {t('key.copy')}
        </button>
      </p>
    </section>
  );
}
