import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../src/api/problem';
import { makeForm } from '../src/lib/form';
import { messageFor } from '../src/ui/field';

describe('a form', () => {
  it('keeps what was typed when the server refuses, and shows every error', async () => {
    const form = makeForm({
      id: 'f1',
      initial: { name: '', note: '' },
      submit: () => Promise.reject(new ApiProblem('invalid', 400, 'Invalid', 'One field.', [{ field: 'name', message: 'Taken.' }], 'r-1')),
    });
    form.set('name', 'Ann');
    await form.submit();
    expect(form.values.value.name).toBe('Ann');
    expect(form.dirty.value).toBe(true);
    expect(form.problem.value?.requestId).toBe('r-1');
    expect(messageFor(form.fields.value, 'name')).toBe('Taken.');
  });

  it('asks nothing of the server while a check fails', async () => {
    let asked = 0;
    const form = makeForm({ id: 'f2', initial: { name: '' }, check: () => [{ field: 'name', message: 'Missing.' }], submit: () => Promise.resolve(void asked++) });
    await form.submit();
    expect([asked, form.failures.value, form.busy.value]).toEqual([0, 1, false]);
  });

  it('is sent once however often the button is pressed', async () => {
    let asked = 0;
    let finish = (): void => {};
    const form = makeForm({ id: 'f3', initial: { name: 'Ann' }, submit: () => new Promise<void>((resolve) => (asked++, (finish = resolve))) });
    const first = form.submit();
    await form.submit();
    finish();
    await first;
    expect(asked).toBe(1);
  });

  it('survives a reload of the page, and is forgotten once it is saved', async () => {
    const plan = { id: 'f4', initial: { name: '' }, keep: true, submit: () => Promise.resolve() };
    makeForm(plan).set('name', 'typed');
    const again = makeForm(plan);
    expect([again.values.value.name, again.dirty.value]).toEqual(['typed', true]);
    await again.submit();
    expect(makeForm(plan).values.value.name).toBe('');
  });

  it('finds the field of an error inside a list', () => {
    expect(messageFor([{ field: 'to[0].email', message: 'No.' }], 'to')).toBe('No.');
    expect(messageFor([{ field: 'total', message: 'No.' }], 'to')).toBeNull();
  });
});
