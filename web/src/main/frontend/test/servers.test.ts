import { afterEach, describe, expect, it, vi } from 'vitest';
import { testForm, type ServerPlan } from '../src/features/servers/server';
import { type Form, makeForm } from '../src/lib/form';

interface Values {
  name: string;
  host: string;
}

const stored = { id: 'r1', name: 'Office' };
const plan = (saved: ServerPlan<Values>['saved']): ServerPlan<Values> => ({
  kind: 'relay',
  saved,
  initial: { name: saved?.name ?? '', host: 'mail.example.com' },
  check: ({ name, host }) => Object.entries({ name, host }).flatMap(([field, value]) => (value === '' ? [{ field, message: 'Missing.' }] : [])),
  rename: (field) => (field === 'address' ? 'host' : field),
  bodyOf: (values) => values,
});

interface Bench {
  form: Form<Values>;
  asked: string[];
  reloads: () => number;
  run: () => Promise<unknown>;
}

function bench(saved: ServerPlan<Values>['saved'], status = 200, answer: object = { findings: [] }): Bench {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (address: string, { body }: RequestInit) => {
    asked.push(`${address} ${typeof body === 'string' ? body : ''}`.trim());
    return Promise.resolve(new Response(JSON.stringify(answer), { status, headers: { 'content-type': 'application/json' } }));
  });
  const made = plan(saved);
  const form = makeForm<Values>({ ...made, id: 'server', submit: () => Promise.resolve() });
  let reloads = 0;
  return { form, asked, reloads: () => reloads, run: () => testForm(form, made, () => reloads++) };
}

afterEach(() => vi.unstubAllGlobals());

describe('a server in a form', () => {
  it('is tested as it is stored where nothing was changed, and its state is read anew', async () => {
    const { asked, reloads, run } = bench(stored);
    expect(await run()).toEqual({ findings: [] });
    expect([asked, reloads()]).toEqual([['/api/v1/relays/r1/test'], 1]);
  });

  it('is tested as it is typed where something was changed', async () => {
    const { form, asked, reloads, run } = bench(stored);
    form.set('host', 'other.example.com');
    await run();
    expect([asked, reloads()]).toEqual([['/api/v1/relays/r1/test {"name":"Office","host":"other.example.com"}'], 0]);
  });

  it('is tested before it has a name, but not before it has what the test needs', async () => {
    const { form, asked, run } = bench(null);
    await run();
    expect(asked).toEqual(['/api/v1/relays/test {"name":"","host":"mail.example.com"}']);
    form.set('host', '');
    expect(await run()).toBeNull();
    expect([asked.length, form.fields.value.map(({ field }) => field), form.failures.value]).toEqual([1, ['host'], 1]);
  });

  it('has the field marked that the server cannot take, and stays as it was typed', async () => {
    const { form, run } = bench(null, 400, { errors: [{ field: 'address', message: 'No.' }] });
    form.set('host', 'nowhere');
    expect(await run()).toBeNull();
    expect(form.fields.value).toEqual([{ field: 'host', message: 'No.' }]);
    expect([form.values.value.host, form.dirty.value]).toEqual(['nowhere', true]);
  });

  it('says so where the server could not be asked at all', async () => {
    const { form, run } = bench(null, 503);
    await expect(run()).rejects.toMatchObject({ kind: 'busy' });
    expect(form.fields.value).toEqual([]);
  });
});
