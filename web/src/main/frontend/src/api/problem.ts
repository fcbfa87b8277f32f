/** What went wrong, in the few kinds that a screen can answer differently. */
export type ProblemKind =
  | 'offline'
  | 'signed-out'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'invalid'
  | 'busy'
  | 'server';

export interface FieldProblem {
  field: string;
  message: string;
}

export class ApiProblem extends Error {
  constructor(
    readonly kind: ProblemKind,
    readonly status: number,
    readonly title: string,
    readonly detail: string | null,
    readonly fields: FieldProblem[] = [],
    readonly requestId: string | null = null,
    readonly retryAfter: number | null = null,
  ) {
    super(detail ?? title);
  }

  static offline(): ApiProblem {
    return new ApiProblem('offline', 0, '', null);
  }
}

function kindOf(status: number): ProblemKind {
  switch (status) {
    case 400:
    case 413:
    case 422:
      return 'invalid';
    case 401:
      return 'signed-out';
    case 403:
      return 'forbidden';
    case 404:
    case 410:
      return 'not-found';
    case 409:
    case 412:
      return 'conflict';
    case 429:
    case 503:
      return 'busy';
    default:
      return 'server';
  }
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

function fieldsOf(errors: unknown): FieldProblem[] {
  if (!Array.isArray(errors)) return [];
  return errors.flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null) return [];
    const { field, message } = entry as Record<string, unknown>;
    return typeof message === 'string' ? [{ field: text(field) ?? '', message }] : [];
  });
}

/** Reads an RFC 9457 answer; whatever a proxy sends in its place still becomes a problem. */
export function problemOf(status: number, headers: Headers, body: string): ApiProblem {
  let parsed: Record<string, unknown> = {};
  if ((headers.get('content-type') ?? '').includes('json')) {
    try {
      const value: unknown = JSON.parse(body);
      if (typeof value === 'object' && value !== null) parsed = value as Record<string, unknown>;
    } catch {
      // A cut-off answer says no more than its status.
    }
  }
  const wait = Number(headers.get('retry-after') ?? '');
  return new ApiProblem(
    kindOf(status),
    status,
    text(parsed['title']) ?? '',
    text(parsed['detail']),
    fieldsOf(parsed['errors']),
    text(parsed['requestId']) ?? headers.get('x-request-id'),
    Number.isFinite(wait) && wait > 0 ? wait : null,
  );
}

export function asProblem(thrown: unknown): ApiProblem {
  if (thrown instanceof ApiProblem) return thrown;
  return new ApiProblem('server', 0, '', thrown instanceof Error ? thrown.message : null);
}

export function isAbort(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === 'AbortError';
}
