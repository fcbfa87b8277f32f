import { describe, expect, it } from 'vitest';
import { addressOf, Client } from '../src/api/client';
import { ApiProblem, problemOf } from '../src/api/problem';

function answering(status: number, body: string, headers: Record<string, string> = {}): { client: Client; calls: RequestInit[] } {
  const calls: RequestInit[] = [];
  const client = new Client((_address, init) => {
    calls.push(init ?? {});
    return Promise.resolve(new Response(status === 204 ? null : body, { status, headers }));
  });
  return { client, calls };
}

async function problemFrom(client: Client): Promise<ApiProblem> {
  try {
    await client.post('/messages', {});
  } catch (thrown) {
    if (thrown instanceof ApiProblem) return thrown;
  }
  throw new Error('no problem came');
}

describe('an answer that is no success', () => {
  it('keeps every field, the sentence and the request id', async () => {
    const body = JSON.stringify({ title: 'Invalid', detail: 'Two fields.', requestId: 'r-1', errors: [{ field: 'to[0].email', message: 'No.' }, { field: 'subject', message: 'Missing.' }] });
    const problem = await problemFrom(answering(400, body, { 'content-type': 'application/problem+json' }).client);
    expect(problem.kind).toBe('invalid');
    expect(problem.detail).toBe('Two fields.');
    expect(problem.requestId).toBe('r-1');
    expect(problem.fields.map((entry) => entry.field)).toEqual(['to[0].email', 'subject']);
  });

  it('is a problem also when a proxy answers with a page', async () => {
    const problem = await problemFrom(answering(502, '<h1>Bad gateway</h1>', { 'content-type': 'text/html', 'x-request-id': 'r-2' }).client);
    expect(problem.kind).toBe('server');
    expect(problem.detail).toBeNull();
    expect(problem.requestId).toBe('r-2');
  });

  it('is a problem also when it was cut off', () => {
    expect(problemOf(500, new Headers({ 'content-type': 'application/json' }), '{"title":').kind).toBe('server');
  });

  it('says how long to wait', () => {
    const problem = problemOf(503, new Headers({ 'retry-after': '30' }), '');
    expect([problem.kind, problem.retryAfter]).toEqual(['busy', 30]);
  });

  it('is offline when the server cannot be reached', async () => {
    const client = new Client(() => Promise.reject(new TypeError('Failed to fetch')));
    expect((await problemFrom(client)).kind).toBe('offline');
  });

  it('leads to sign-in when the session has ended, but not when the password was wrong', async () => {
    const { client } = answering(401, '');
    let asked = 0;
    client.onSignedOut = () => asked++;
    await problemFrom(client);
    await client.post('/session', {}).catch(() => {});
    expect(asked).toBe(1);
  });
});

describe('a request', () => {
  it('carries the guard against forged requests, except to read', async () => {
    const { client, calls } = answering(200, '{}');
    client.csrf = 'guard';
    await client.get('/messages');
    await client.post('/messages', { a: 1 }, 'wish');
    expect(calls[0]?.headers).not.toHaveProperty('X-Tinypixel-Csrf');
    expect(calls[1]?.headers).toMatchObject({ 'X-Tinypixel-Csrf': 'guard', 'Idempotency-Key': 'wish' });
  });

  it('leaves empty filters out of the address', () => {
    expect(addressOf('/messages', { q: 'a&b', status: null, from: '' })).toBe('/api/v1/messages?q=a%26b');
  });

  it('takes an empty answer', async () => {
    await expect(answering(204, '').client.remove('/captured/1')).resolves.toBeUndefined();
  });
});
