import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { FieldProblem } from '../api/problem';
import type { Form } from '../lib/form';
import { t } from '../text/text';
import { Icon } from './icons';
import { problemText, RequestId } from './states';

/** A field of a path like `steps[0].template` or `to` belongs to its error by name; a longer path belongs to its first part. */
export function messageFor(fields: FieldProblem[], name: string): string | null {
  const exact = fields.filter((problem) => problem.field === name || problem.field === `/${name}`);
  const inside = fields.filter((problem) => new RegExp(`^/?${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}[./[]`).test(problem.field));
  const all = (exact.length > 0 ? exact : inside).map((problem) => problem.message);
  return all.length > 0 ? all.join(' ') : null;
}

export function fieldId(formId: string, name: string): string {
  return `${formId}-${name.replace(/[^A-Za-z0-9]+/g, '-')}`;
}

interface FrameProps {
  id: string;
  label: string;
  help?: ComponentChildren;
  problem: string | null;
  required?: boolean | 'kept';
  children: (described: string | undefined) => ComponentChildren;
}

export function FieldFrame({ id, label, help, problem, required, children }: FrameProps): JSX.Element {
  const described = [help === undefined ? '' : `${id}-help`, problem === null ? '' : `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class={problem === null ? 'field' : 'field field-wrong'}>
      <label for={id}>
        {label}
        {required === false && <span class="field-optional"> {t('form.optional')}</span>}
      </label>
      {children(described === '' ? undefined : described)}
      {problem !== null && (
        <p class="field-error" id={`${id}-error`}>
          <Icon name="alert" />
          {problem}
        </p>
      )}
      {help !== undefined && (
        <p class="field-help" id={`${id}-help`}>
          {help}
        </p>
      )}
    </div>
  );
}

type TextNames<T> = { [K in keyof T]: T[K] extends string ? K : never }[keyof T] & string;

interface CommonProps<T extends object> {
  form: Form<T>;
  name: TextNames<T>;
  label: string;
  help?: ComponentChildren;
  /** `kept`: needed, but a stored value stays when the field is left empty. */
  required?: boolean | 'kept';
}

type TextProps<T extends object> = CommonProps<T> & {
  type?: 'text' | 'email' | 'password' | 'url' | 'date' | 'time' | 'datetime-local' | 'search';
  autocomplete?: 'name' | 'username' | 'current-password' | 'new-password' | 'off';
  placeholder?: string;
  focus?: boolean;
  list?: string;
};

export function TextField<T extends object>(props: TextProps<T>): JSX.Element {
  const { form, name, label, help, type = 'text', required = true, autocomplete, placeholder, focus, list } = props;
  const id = fieldId(form.id, name);
  const problem = messageFor(form.fields.value, name);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (focus === true) input.current?.focus();
  }, []);
  return (
    <FieldFrame id={id} label={label} help={help} problem={problem} required={required}>
      {(described) => (
        <input
          ref={input}
          id={id}
          name={name}
          type={type}
          class="input"
          value={form.values.value[name] as string}
          onInput={(event) => form.set(name, event.currentTarget.value as T[typeof name])}
          aria-describedby={described}
          aria-invalid={problem !== null}
          aria-required={required === true}
          autoComplete={autocomplete ?? 'off'}
          placeholder={placeholder}
          list={list}
          spellcheck={type === 'text'}
        />
      )}
    </FieldFrame>
  );
}

export function AreaField<T extends object>(props: CommonProps<T> & { rows?: number }): JSX.Element {
  const { form, name, label, help, required = true, rows = 10 } = props;
  const id = fieldId(form.id, name);
  const problem = messageFor(form.fields.value, name);
  return (
    <FieldFrame id={id} label={label} help={help} problem={problem} required={required}>
      {(described) => (
        <textarea
          id={id}
          name={name}
          class="input"
          rows={rows}
          value={form.values.value[name] as string}
          onInput={(event) => form.set(name, event.currentTarget.value as T[typeof name])}
          aria-describedby={described}
          aria-invalid={problem !== null}
          aria-required={required === true}
        />
      )}
    </FieldFrame>
  );
}

export interface Option {
  value: string;
  label: string;
}

type SelectFieldProps<T extends object> = CommonProps<T> & {
  options: Option[];
  /** Sets what follows from a choice, before the choice itself. */
  before?: (value: string) => void;
};

export function SelectField<T extends object>(props: SelectFieldProps<T>): JSX.Element {
  const { form, name, label, help, required = true, options, before } = props;
  const id = fieldId(form.id, name);
  const problem = messageFor(form.fields.value, name);
  return (
    <FieldFrame id={id} label={label} help={help} problem={problem} required={required}>
      {(described) => (
        <Select
          id={id}
          value={form.values.value[name] as string}
          onChange={(value) => {
            before?.(value);
            form.set(name, value as T[typeof name]);
          }}
          options={options}
          described={described}
          invalid={problem !== null}
        />
      )}
    </FieldFrame>
  );
}

interface SelectProps {
  id: string;
  value: string;
  onChange: (value: string) => void;
  options: Option[];
  described?: string;
  invalid?: boolean;
}

export function Select({ id, value, onChange, options, described, invalid }: SelectProps): JSX.Element {
  return (
    <span class="select">
      <select
        id={id}
        class="input"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        aria-describedby={described}
        aria-invalid={invalid}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <Icon name="down" />
    </span>
  );
}

interface CheckProps {
  id: string;
  label: string;
  help?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
}

export function Check({ id, label, help, checked, onChange, disabled }: CheckProps): JSX.Element {
  return (
    <div class="check">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
        aria-describedby={help === undefined ? undefined : `${id}-help`}
      />
      <div>
        <label for={id}>{label}</label>
        {help !== undefined && (
          <p class="field-help" id={`${id}-help`}>
            {help}
          </p>
        )}
      </div>
    </div>
  );
}

/** All that is wrong with a form, at its top, each with a jump to its field; takes the focus after each failed attempt. */
export function FormProblems<T extends object>({ form, labels }: { form: Form<T>; labels: Record<string, string> }): JSX.Element | null {
  const box = useRef<HTMLDivElement>(null);
  const failures = form.failures.value;
  useEffect(() => {
    if (failures > 0) box.current?.focus();
  }, [failures]);
  const problem = form.problem.value;
  const fields = form.fields.value;
  if (problem === null && fields.length === 0) return null;
  return (
    <div class="problems" ref={box} tabIndex={-1} role="alert">
      <p class="problems-title">
        <Icon name="alert" />
        {fields.length > 0 ? t('form.problems', { count: fields.length }) : problemText(problem)}
      </p>
      {problem !== null && fields.length > 1 && problem.detail !== null && <p>{problem.detail}</p>}
      {fields.length > 0 && (
        <ul>
          {fields.map((entry) => {
            const name = Object.keys(labels).find((key) => messageFor([entry], key) !== null);
            return (
              <li key={entry.field + entry.message}>
                {name === undefined ? (
                  <span>{entry.field === '' ? entry.message : `${entry.field}: ${entry.message}`}</span>
                ) : (
                  <a href={`#${fieldId(form.id, name)}`} onClick={(event) => jump(event, fieldId(form.id, name))}>
                    {labels[name]}: {entry.message}
                  </a>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {problem !== null && <p class="problems-safe">{t('form.inputKept')}</p>}
      <RequestId problem={problem} />
    </div>
  );
}

function jump(event: Event, id: string): void {
  event.preventDefault();
  document.getElementById(id)?.focus();
}
