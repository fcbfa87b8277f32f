import { ApiProblem, isAbort, problemOf } from './problem';

export type Query = Record<string, string | number | boolean | null | undefined>;

interface Options {
  query?: Query;
  body?: unknown;
  signal?: AbortSignal;
  /** Names one wish of the user, so that pressing the button again cannot do it twice. */
  once?: string;
}

const BASE = '/api/v1';

/** The one place that talks to the server: adds the guard against forged requests, turns every failure into an {@link ApiProblem}. */
export class Client {
  csrf: string | null = null;
  onSignedOut: () => void = () => {};

  constructor(private readonly send: typeof fetch = (input, init) => fetch(input, init)) {}

  get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
    return this.call<T>('GET', path, { query, signal });
  }

  post<T>(path: string, body?: unknown, once?: string): Promise<T> {
    return this.call<T>('POST', path, { body, once });
  }

  put<T>(path: string, body: unknown): Promise<T> {
    return this.call<T>('PUT', path, { body });
  }

  patch<T>(path: string, body: unknown): Promise<T> {
    return this.call<T>('PATCH', path, { body });
  }

  remove(path: string): Promise<void> {
    return this.call('DELETE', path, {});
  }

  private async call<T>(method: string, path: string, options: Options): Promise<T> {
    const headers: Record<string, string> = { Accept: 'application/json' };
    if (options.body !== undefined) headers['Content-Type'] = 'application/json';
    if (method !== 'GET' && this.csrf !== null) headers['X-Tinypixel-Csrf'] = this.csrf;
    if (options.once !== undefined) headers['Idempotency-Key'] = options.once;
    let response: Response;
    let body: string;
    try {
      response = await this.send(addressOf(path, options.query), {
        method,
        headers,
        credentials: 'same-origin',
        cache: 'no-store',
        body: options.body === undefined ? undefined : JSON.stringify(options.body),
        signal: options.signal,
      });
      body = await response.text();
    } catch (thrown) {
      if (isAbort(thrown)) throw thrown;
      throw ApiProblem.offline();
    }
    if (!response.ok) {
      const problem = problemOf(response.status, response.headers, body);
      if (problem.kind === 'signed-out' && path !== '/session') this.onSignedOut();
      throw problem;
    }
    return (body === '' ? undefined : JSON.parse(body)) as T;
  }
}

export function addressOf(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') parameters.set(name, String(value));
  }
  const tail = parameters.toString();
  return BASE + path + (tail === '' ? '' : `?${tail}`);
}

/** A segment of a path that came from data. */
export function seg(value: string): string {
  return encodeURIComponent(value);
}

/** Not `crypto.randomUUID`: that exists only on https and localhost. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export const api = new Client();
