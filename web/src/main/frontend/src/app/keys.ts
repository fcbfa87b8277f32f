import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { singleKeys } from './choices';

export interface Shortcut {
  key: string;
  says: string;
  run: () => void;
}

const active = new Set<Shortcut[]>();
/** Everything that a key does on this page, for the list of keys. */
export const shortcuts = signal<Shortcut[]>([]);

function publish(): void {
  shortcuts.value = [...active].flat();
}

export function useKeys(keys: Shortcut[]): void {
  useEffect(() => {
    active.add(keys);
    publish();
    return () => {
      active.delete(keys);
      publish();
    };
    // Registered once per page; the functions read signals and so never grow old.
  }, []);
}

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

export function startKeys(): void {
  addEventListener('keydown', (event) => {
    if (singleKeys.value === 'off' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (typing(event.target) || document.querySelector('dialog[open]') !== null) return;
    // The page's own keys come before those of the frame.
    const found = shortcuts.value.findLast((shortcut) => shortcut.key === event.key);
    if (found === undefined) return;
    event.preventDefault();
    found.run();
  });
}

/** Moves the focus through the rows of a list: each row has one link or button marked `data-row`. */
export function moveRow(by: number): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')];
  const at = rows.findIndex((row) => row === document.activeElement || row.closest('li,tr')?.contains(document.activeElement));
  const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + by, 0), rows.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}
