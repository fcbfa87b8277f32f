import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { api, seg } from '../../api/client';
import type { Page, Template } from '../../api/types';
import { ApiProblem } from '../../api/problem';
import { go } from '../../app/router';
import { checkPresent } from '../../lib/checks';
import { useForm } from '../../lib/form';
import { useResource } from '../../lib/resource';
import { t } from '../../text/text';
import { Confirm } from '../../ui/dialog';
import { AreaField, FormProblems, TextField } from '../../ui/field';
import { Icon } from '../../ui/icons';
import { PageHead } from '../../ui/page';
import { Loaded } from '../../ui/states';
import { toast, toastProblem } from '../../ui/toast';
import { htmlOf, textOf, typedOf } from '../compose/body';
import { tellsOfWatching } from './draft';

/** `{ template: null }` is a new one. */
export function TemplatePage({ id }: { id: string }): JSX.Element {
  const fresh = id === 'new';
  const found = useResource<{ template: Template | null }>(`template ${id}`, async (signal) => {
    if (fresh) return { template: null };
    const page = await api.get<Page<Template>>('/templates', { limit: 200 }, signal);
    const template = page.items.find((other) => other.id === id);
    if (template === undefined) throw new ApiProblem('not-found', 404, '', null);
    return { template };
  });
  return (
    <>
      <PageHead
        title={fresh ? t('templates.new') : (found.data.value?.template?.name ?? t('template.title'))}
        back={{ href: '/sequences', label: t('sequences.title') }}
      />
      <Loaded of={found}>{(data) => <TemplateForm id={id} template={data.template} />}</Loaded>
    </>
  );
}

function TemplateForm({ id, template }: { id: string; template: Template | null }): JSX.Element {
  const asking = useSignal(false);
  const typed = template?.html == null ? (template?.text ?? '') : typedOf(template.html);
  const ownHtml = typed === null ? (template?.html ?? '') : '';
  const form = useForm({
    id: `template-${id}`,
    initial: { name: template?.name ?? '', subject: template?.subject ?? '', text: typed ?? template?.text ?? '', html: ownHtml },
    keep: true,
    check: (values) => [
      ...checkPresent('name', values.name, t('template.nameMissing')),
      ...(values.html.trim() === '' ? checkPresent('text', values.text, t('compose.bodyMissing')) : []),
    ],
    submit: async (values) => {
      const body = {
        name: values.name.trim(),
        subject: values.subject.trim() === '' ? null : values.subject.trim(),
        html: values.html.trim() === '' ? htmlOf(values.text) : values.html,
        text: textOf(values.text),
      };
      if (template === null) await api.post('/templates', body);
      else await api.put(`/templates/${seg(id)}`, body);
      toast({ icon: 'check', tone: 'good', text: t('template.saved', { name: body.name }) });
      go('/sequences');
    },
  });

  async function remove(): Promise<void> {
    asking.value = false;
    try {
      await api.remove(`/templates/${seg(id)}`);
      form.reset(form.values.value);
      go('/sequences');
    } catch (thrown) {
      toastProblem(thrown);
    }
  }

  const labels = { name: t('template.name'), subject: t('compose.subject'), text: t('compose.body'), html: t('template.html') };
  return (
    <form class="stack narrow" noValidate onSubmit={(event) => void form.submit(event)}>
      <FormProblems form={form} labels={labels} />
      <div class="card stack">
        <TextField form={form} name="name" label={labels.name} />
        <TextField form={form} name="subject" label={labels.subject} required={false} help={t('template.subjectHelp')} />
        <AreaField form={form} name="text" label={labels.text} help={t('template.textHelp')} rows={10} />
        {tellsOfWatching(form.values.value.text) && (
          <p class="notice notice-warn">
            <Icon name="info" />
            <span>{t('template.watching')}</span>
          </p>
        )}
        <details open={ownHtml !== ''}>
          <summary>{t('template.ownHtml')}</summary>
          <AreaField form={form} name="html" label={labels.html} required={false} help={t('template.htmlHelp')} rows={8} />
        </details>
      </div>
      <div class="button-row">
        <button class="button button-main" aria-disabled={form.busy.value}>
          {form.busy.value ? t('state.saving') : t('action.save')}
        </button>
        <a class="button" href="/sequences">
          {t('action.cancel')}
        </a>
        {template !== null && (
          <button type="button" class="button button-danger button-end" onClick={() => (asking.value = true)}>
            <Icon name="trash" />
            {t('action.delete')}
          </button>
        )}
      </div>
      {asking.value && (
        <Confirm
          title={t('template.deleteTitle', { name: template?.name ?? '' })}
          text={t('template.deleteText')}
          yes={t('action.delete')}
          danger
          onYes={() => void remove()}
          onNo={() => (asking.value = false)}
        />
      )}
    </form>
  );
}
