import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { api, seg } from '../../api/client';
import type { Page, Sequence, Template } from '../../api/types';
import { go } from '../../app/router';
import { zone } from '../../lib/format';
import { useForm } from '../../lib/form';
import { useResource } from '../../lib/resource';
import { t } from '../../text/text';
import { Confirm } from '../../ui/dialog';
import { Check, FormProblems, messageFor, SelectField, TextField } from '../../ui/field';
import { Icon } from '../../ui/icons';
import { PageHead } from '../../ui/page';
import { Loaded } from '../../ui/states';
import { toast, toastProblem } from '../../ui/toast';
import { checkSequence, DAYS, draftOf, MOST_STEPS, newSequence, newStep, type SequenceDraft, sequenceOf } from './draft';
import { StepFields } from './StepFields';

interface Parts {
  sequence: Sequence | null;
  templates: Template[];
}

export function SequencePage({ id }: { id: string }): JSX.Element {
  const fresh = id === 'new';
  const parts = useResource<Parts>(`sequence ${id}`, async (signal) => {
    const [sequence, templates] = await Promise.all([
      fresh ? null : api.get<Sequence>(`/sequences/${seg(id)}`, {}, signal),
      api.get<Page<Template>>('/templates', { limit: 200 }, signal),
    ]);
    return { sequence, templates: templates.items };
  });
  return (
    <>
      <PageHead
        title={fresh ? t('sequences.new') : (parts.data.value?.sequence?.name ?? t('sequence.title'))}
        back={{ href: '/sequences', label: t('sequences.title') }}
      />
      <Loaded of={parts}>{(data) => <SequenceForm id={id} sequence={data.sequence} templates={data.templates} />}</Loaded>
    </>
  );
}

function zones(current: string): { value: string; label: string }[] {
  const known = Intl.supportedValuesOf('timeZone');
  return [...new Set([current, zone, 'UTC', ...known])].map((value) => ({ value, label: value.replace(/_/g, ' ') }));
}

function SequenceForm({ id, sequence, templates }: { id: string } & Parts): JSX.Element {
  const fresh = sequence === null;
  const asking = useSignal(false);
  const form = useForm<SequenceDraft>({
    id: `sequence-${id}`,
    initial: fresh ? newSequence(zone) : draftOf(sequence),
    keep: true,
    check: checkSequence,
    rename: (field) => field.replace(/^calendar\./, ''),
    submit: async (draft) => {
      if (fresh) await api.post('/sequences', sequenceOf(draft));
      else await api.put(`/sequences/${seg(id)}`, sequenceOf(draft));
      toast({ icon: 'check', tone: 'good', text: t('sequence.saved', { name: draft.name }) });
      go('/sequences');
    },
  });
  const draft = form.values.value;

  async function remove(): Promise<void> {
    asking.value = false;
    try {
      await api.remove(`/sequences/${seg(id)}`);
      form.reset(draft);
      go('/sequences');
    } catch (thrown) {
      toastProblem(thrown);
    }
  }

  const labels: Record<string, string> = {
    name: t('sequence.name'),
    days: t('sequence.days'),
    from: t('sequence.from'),
    to: t('sequence.to'),
    zone: t('sequence.zone'),
    approval: t('sequence.approval'),
  };
  for (const at of draft.steps.keys()) {
    labels[`steps[${at}].wait`] = t('sequence.stepField', { step: at + 1, field: t('sequence.wait') });
    labels[`steps[${at}].template`] = t('sequence.stepField', { step: at + 1, field: t('sequence.template') });
    labels[`steps[${at}].condition`] = t('sequence.stepField', { step: at + 1, field: t('sequence.condition') });
  }
  const daysProblem = messageFor(form.fields.value, 'days');
  return (
    <form class="stack narrow" noValidate onSubmit={(event) => void form.submit(event)}>
      <FormProblems form={form} labels={labels} />
      {templates.length === 0 && (
        <p class="notice notice-warn">
          <Icon name="info" />
          <span>
            {t('sequence.noTemplates')} <a href="/templates/new">{t('templates.new')}</a>
          </span>
        </p>
      )}
      <div class="card stack">
        <TextField form={form} name="name" label={t('sequence.name')} />
        <Check id="sequence-active" label={t('sequence.active')} help={t('sequence.activeHelp')} checked={draft.active} onChange={(on) => form.set('active', on)} />
        <SelectField
          form={form}
          name="approval"
          label={t('sequence.approval')}
          options={[
            { value: 'ask', label: t('sequence.approvalAsk') },
            { value: 'automatic', label: t('sequence.approvalAutomatic') },
          ]}
        />
        <Check id="sequence-reply" label={t('sequence.stopOnReply')} checked={draft.stopOnReply} onChange={(on) => form.set('stopOnReply', on)} />
      </div>
      <h2>{t('sequence.steps')}</h2>
      {draft.steps.map((step, at) => (
        <StepFields
          key={at}
          formId={form.id}
          at={at}
          step={step}
          last={draft.steps.length === 1}
          templates={templates}
          problems={form.fields.value}
          change={(next) => form.set('steps', draft.steps.map((other, index) => (index === at ? next : other)))}
          move={(by) => {
            const steps = [...draft.steps];
            steps.splice(at + by, 0, ...steps.splice(at, 1));
            form.set('steps', steps);
          }}
          count={draft.steps.length}
          remove={() => form.set('steps', draft.steps.filter((_, index) => index !== at))}
        />
      ))}
      {draft.steps.length < MOST_STEPS && (
        <button type="button" class="button button-add" onClick={() => form.set('steps', [...draft.steps, newStep()])}>
          <Icon name="plus" />
          {t('sequence.addStep')}
        </button>
      )}
      <h2>{t('sequence.calendar')}</h2>
      <div class="card stack">
        <fieldset aria-describedby={daysProblem === null ? undefined : `${form.id}-days-error`}>
          <legend class="field-legend">{t('sequence.days')}</legend>
          <div class="days">
            {DAYS.map((day) => (
              <label key={day} class="day">
                <input
                  id={day === 'MON' ? `${form.id}-days` : undefined}
                  type="checkbox"
                  checked={draft.days.includes(day)}
                  onChange={(event) =>
                    form.set('days', DAYS.filter((other) => (other === day ? event.currentTarget.checked : draft.days.includes(other))))
                  }
                />
                {t(`day.${day}`)}
              </label>
            ))}
          </div>
          {daysProblem !== null && (
            <p class="field-error" id={`${form.id}-days-error`}>
              <Icon name="alert" />
              {daysProblem}
            </p>
          )}
        </fieldset>
        <div class="pair">
          <TextField form={form} name="from" type="time" label={t('sequence.from')} />
          <TextField form={form} name="to" type="time" label={t('sequence.to')} />
        </div>
        <SelectField form={form} name="zone" label={t('sequence.zone')} options={zones(draft.zone)} />
      </div>
      <div class="button-row">
        <button class="button button-main" aria-disabled={form.busy.value}>
          {form.busy.value ? t('state.saving') : t('action.save')}
        </button>
        <a class="button" href="/sequences">
          {t('action.cancel')}
        </a>
        {!fresh && (
          <button type="button" class="button button-danger button-end" onClick={() => (asking.value = true)}>
            <Icon name="trash" />
            {t('action.delete')}
          </button>
        )}
      </div>
      {asking.value && (
        <Confirm
          title={t('sequence.deleteTitle', { name: draft.name })}
          text={t('sequence.deleteText')}
          yes={t('action.delete')}
          danger
          onYes={() => void remove()}
          onNo={() => (asking.value = false)}
        />
      )}
    </form>
  );
}
