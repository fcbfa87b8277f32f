import { effect, signal, type Signal } from '@preact/signals';

/** A choice that this browser remembers; without storage it lasts as long as the page. */
function remembered<T extends string>(name: string, values: readonly T[], initial: T): Signal<T> {
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(name);
  } catch {
    // Storage can be forbidden; then nothing is remembered.
  }
  const choice = signal<T>(values.find((value) => value === stored) ?? initial);
  effect(() => {
    try {
      localStorage.setItem(name, choice.value);
    } catch {
      // As above.
    }
  });
  return choice;
}

export type Theme = 'system' | 'light' | 'dark';
export const THEMES = ['system', 'light', 'dark'] as const;
export const theme = remembered<Theme>('tinypixel.theme', THEMES, 'system');
export const singleKeys = remembered<'on' | 'off'>('tinypixel.keys', ['on', 'off'], 'on');

effect(() => {
  if (theme.value === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme.value;
});
