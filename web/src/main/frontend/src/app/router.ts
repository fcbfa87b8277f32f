import { signal } from '@preact/signals';

export interface Place {
  path: string;
  query: URLSearchParams;
}

type Leaving = { to: string; replace: boolean } | { by: number };

function here(): Place {
  return { path: location.pathname, query: new URLSearchParams(location.search) };
}

export const place = signal<Place>(here());
/** Where somebody wants to go although input is not saved; a dialog asks. */
export const leaving = signal<Leaving | null>(null);

const unsaved = new Map<symbol, () => void>();
let index = indexOf(history.state);
let returning = false;

function indexOf(state: unknown): number {
  return typeof state === 'object' && state !== null && 'index' in state ? Number(state.index) : 0;
}

/** Marks input as unsaved until the returned function is called; `discard` forgets it when the user leaves anyway. */
export function holdUnsaved(discard: () => void = () => {}): () => void {
  const mark = Symbol();
  unsaved.set(mark, discard);
  return () => unsaved.delete(mark);
}

export function go(to: string, replace = false): void {
  if (unsaved.size > 0) {
    leaving.value = { to, replace };
    return;
  }
  move(to, replace);
}

function move(to: string, replace: boolean): void {
  if (replace) history.replaceState({ index }, '', to);
  else history.pushState({ index: ++index }, '', to);
  place.value = here();
}

/** Changes the query of this page; it is no leaving. */
export function setQuery(change: Record<string, string | null>): void {
  const query = new URLSearchParams(place.value.query);
  for (const [name, value] of Object.entries(change)) {
    if (value === null || value === '') query.delete(name);
    else query.set(name, value);
  }
  const tail = query.toString();
  move(place.value.path + (tail === '' ? '' : `?${tail}`), true);
}

export function leaveAnyway(): void {
  const wish = leaving.value;
  leaving.value = null;
  for (const discard of unsaved.values()) discard();
  unsaved.clear();
  if (wish === null) return;
  if ('by' in wish) history.go(wish.by);
  else move(wish.to, wish.replace);
}

export function stay(): void {
  leaving.value = null;
}

export function startRouter(): void {
  history.replaceState({ index }, '');
  addEventListener('popstate', (event) => {
    const next = indexOf(event.state);
    if (returning) {
      returning = false;
      return;
    }
    if (unsaved.size > 0 && next !== index) {
      leaving.value = { by: next - index };
      returning = true;
      history.go(index - next);
      return;
    }
    index = next;
    place.value = here();
  });
  addEventListener('beforeunload', (event) => {
    if (unsaved.size > 0) event.preventDefault();
  });
  addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link === null || !isOurs(event, link)) return;
    event.preventDefault();
    go(link.pathname + link.search);
  });
}

function isOurs(event: MouseEvent, link: HTMLAnchorElement): boolean {
  const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  const inApp = link.origin === location.origin && !/^\/(api|t|openapi|health|metrics)(\/|$)/.test(link.pathname);
  const jump = link.hash !== '' && link.pathname === location.pathname;
  return plain && inApp && !jump && link.target === '' && !link.hasAttribute('download') && !event.defaultPrevented;
}

/** Matches `/mails/:id`; null when the path is another one. */
export function match(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/');
  const given = path.replace(/\/+$/, '').split('/');
  if (wanted.length !== given.length) return null;
  const found: Record<string, string> = {};
  for (const [at, part] of wanted.entries()) {
    const value = given[at] ?? '';
    if (part.startsWith(':')) {
      try {
        found[part.slice(1)] = decodeURIComponent(value);
      } catch {
        return null;
      }
    } else if (part !== value) return null;
  }
  return found;
}
