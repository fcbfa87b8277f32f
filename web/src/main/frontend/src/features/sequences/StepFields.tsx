import type { JSX } from 'preact';
import type { FieldProblem } from '../../api/problem';
import type { Template } from '../../api/types';
import { t } from '../../text/text';
import { fieldId, FieldFrame, messageFor, Select } from '../../ui/field';
import { Icon } from '../../ui/icons';
import type { StepDraft } from './draft';

interface StepProps {
  formId: string;
  at: number;
  step: StepDraft;
  count: number;
  last: boolean;
  templates: Template[];
  problems: FieldProblem[];
  change: (step: StepDraft) => void;
  move: (by: -1 | 1) => void;
  remove: () => void;
}

export function StepFields({ formId, at, step, count, last, templates, problems, change, move, remove }: StepProps): JSX.Element {
  const id = (part: string): string => fieldId(formId, `steps[${at}].${part}`);
  const wrong = (part: string): string | null => messageFor(problems, `steps[${at}].${part}`);
  return (
    <fieldset class="card stack step-card">
      <legend class="hidden-visually">{t('sequence.step', { step: at + 1 })}</legend>
      <div class="step-head">
        <h3 aria-hidden="true">{t('sequence.step', { step: at + 1 })}</h3>
        <div class="button-row">
          <button type="button" class="button button-bare button-icon" disabled={at === 0} onClick={() => move(-1)} aria-label={t('sequence.moveUp', { step: at + 1 })}>
            <Icon name="up" />
          </button>
          <button type="button" class="button button-bare button-icon" disabled={at === count - 1} onClick={() => move(1)} aria-label={t('sequence.moveDown', { step: at + 1 })}>
            <Icon name="down" />
          </button>
          <button type="button" class="button button-bare button-icon" disabled={last} onClick={remove} aria-label={t('sequence.removeStep', { step: at + 1 })}>
            <Icon name="trash" />
          </button>
        </div>
      </div>
      <div class="pair">
        <FieldFrame id={id('wait')} label={t('sequence.wait')} problem={wrong('wait')}>
          {(described) => (
            <input
              id={id('wait')}
              class="input"
              inputMode="numeric"
              value={step.amount}
              aria-describedby={described}
              aria-invalid={wrong('wait') !== null}
              onInput={(event) => change({ ...step, amount: event.currentTarget.value })}
            />
          )}
        </FieldFrame>
        <FieldFrame id={id('unit')} label={t('sequence.unit')} problem={null}>
          {() => (
            <Select
              id={id('unit')}
              value={step.unit}
              onChange={(unit) => change({ ...step, unit: unit as StepDraft['unit'] })}
              options={(['workingDays', 'days', 'hours', 'minutes'] as const).map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))}
            />
          )}
        </FieldFrame>
      </div>
      <FieldFrame id={id('condition')} label={t('sequence.condition')} problem={wrong('condition')}>
        {(described) => (
          <Select
            id={id('condition')}
            value={step.condition}
            described={described}
            onChange={(condition) => change({ ...step, condition: condition as StepDraft['condition'] })}
            options={(['notOpened', 'opened', 'always'] as const).map((condition) => ({ value: condition, label: t(`condition.${condition}`) }))}
          />
        )}
      </FieldFrame>
      {step.condition !== 'always' && (
        <FieldFrame id={id('whenUnknown')} label={t('sequence.whenUnknown')} help={t('sequence.whenUnknownHelp')} problem={wrong('whenUnknown')}>
          {(described) => (
            <Select
              id={id('whenUnknown')}
              value={step.whenUnknown}
              described={described}
              onChange={(whenUnknown) => change({ ...step, whenUnknown: whenUnknown as StepDraft['whenUnknown'] })}
              options={(['ask', 'treatAsNotOpened', 'treatAsOpened'] as const).map((choice) => ({ value: choice, label: t(`unknown.${choice}`) }))}
            />
          )}
        </FieldFrame>
      )}
      <FieldFrame id={id('template')} label={t('sequence.template')} problem={wrong('template')}>
        {(described) => (
          <Select
            id={id('template')}
            value={step.template}
            described={described}
            invalid={wrong('template') !== null}
            onChange={(template) => change({ ...step, template })}
            options={[
              { value: '', label: t('form.pleaseChoose') },
              ...templates.map((template) => ({ value: template.id, label: template.name })),
            ]}
          />
        )}
      </FieldFrame>
    </fieldset>
  );
}
