import { type Signal, signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { type ApiProblem, asProblem, type FieldProblem } from '../api/problem';
import { holdUnsaved } from '../app/router';

export interface Form<T extends object> {
  id: string;
  values: Signal<T>;
  fields: Signal<FieldProblem[]>;
  problem: Signal<ApiProblem | null>;
  busy: Signal<boolean>;
  dirty: Signal<boolean>;
  /** Counts failed attempts, so that the summary takes the focus each time. */
  failures: Signal<number>;
  set<K extends keyof T>(name: K, value: T[K]): void;
  submit(event?: Event): Promise<void>;
  /** Asks the server about the values without submitting them; null where some are wrong, which are marked then. Free fields need no check for that. */
  tried<R>(ask: (values: T) => Promise<R>, free?: string[]): Promise<R | null>;
  reset(values: T): void;
}

export interface FormPlan<T extends object> {
  id: string;
  initial: T;
  /** Keeps what was typed across a reload of the page, for this tab only. Never for secrets. */
  keep?: boolean;
  /** Asks before leaving; off where nothing of worth can be lost. */
  guard?: boolean;
  check?: (values: T) => FieldProblem[];
  /** From the server's name of a field to the form's, where they differ. */
  rename?: (field: string) => string;
  submit: (values: T) => Promise<void>;
}

function restore<T extends object>(plan: FormPlan<T>): T | null {
  if (plan.keep !== true) return null;
  try {
    const stored = sessionStorage.getItem(`tinypixel.form.${plan.id}`);
    return stored === null ? null : { ...plan.initial, ...(JSON.parse(stored) as Partial<T>) };
  } catch {
    return null;
  }
}

function store(plan: { id: string; keep?: boolean }, values: object | null): void {
  if (plan.keep !== true) return;
  try {
    if (values === null) sessionStorage.removeItem(`tinypixel.form.${plan.id}`);
    else sessionStorage.setItem(`tinypixel.form.${plan.id}`, JSON.stringify(values));
  } catch {
    // Without storage the input lasts as long as the page.
  }
}

/** The values, errors and unsaved state of one form. Values survive every failure. */
export function makeForm<T extends object>(plan: FormPlan<T>): Form<T> & { plan: FormPlan<T> } {
  const kept = restore(plan);
  const form = {
    id: plan.id,
    plan,
    values: signal(kept ?? plan.initial),
    fields: signal<FieldProblem[]>([]),
    problem: signal<ApiProblem | null>(null),
    busy: signal(false),
    dirty: signal(kept !== null),
    failures: signal(0),
    set<K extends keyof T>(name: K, value: T[K]): void {
      form.values.value = { ...form.values.value, [name]: value };
      form.dirty.value = true;
      store(form.plan, form.values.value);
    },
    reset(values: T): void {
      form.values.value = values;
      form.fields.value = [];
      form.problem.value = null;
      form.dirty.value = false;
      store(form.plan, null);
    },
    async submit(event?: Event): Promise<void> {
      event?.preventDefault();
      if (form.busy.value) return;
      if (!checked([])) return;
      form.busy.value = true;
      const before = form.dirty.value;
      // The page may move on from inside; that is no leaving of unsaved input.
      form.dirty.value = false;
      try {
        await form.plan.submit(form.values.value);
        store(form.plan, null);
      } catch (thrown) {
        form.dirty.value = before;
        const problem = asProblem(thrown);
        form.problem.value = problem;
        mark(problem.fields);
      } finally {
        form.busy.value = false;
      }
    },
    async tried<R>(ask: (values: T) => Promise<R>, free: string[] = []): Promise<R | null> {
      if (!checked(free)) return null;
      try {
        return await ask(form.values.value);
      } catch (thrown) {
        const problem = asProblem(thrown);
        if (problem.fields.length === 0) throw problem;
        mark(problem.fields);
        return null;
      }
    },
  };

  function checked(free: string[]): boolean {
    form.problem.value = null;
    form.fields.value = (form.plan.check?.(form.values.value) ?? []).filter(({ field }) => !free.includes(field));
    if (form.fields.value.length > 0) form.failures.value++;
    return form.fields.value.length === 0;
  }

  /** Takes what the server names wrong. */
  function mark(fields: FieldProblem[]): void {
    const { rename = (field: string) => field } = form.plan;
    form.fields.value = fields.map((entry) => ({ ...entry, field: rename(entry.field) }));
    form.failures.value++;
  }

  return form;
}

export function useForm<T extends object>(plan: FormPlan<T>): Form<T> {
  const form = useMemo(() => makeForm(plan), [plan.id]);
  form.plan = plan;
  useEffect(() => {
    let release: (() => void) | null = null;
    const stop = form.dirty.subscribe((dirty) => {
      release?.();
      release = dirty && plan.guard !== false ? holdUnsaved(() => store(form.plan, null)) : null;
    });
    return () => {
      stop();
      release?.();
    };
  }, [form]);
  return form;
}
