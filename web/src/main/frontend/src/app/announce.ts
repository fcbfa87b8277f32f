import { signal } from '@preact/signals';

/** What a screen reader says next, politely. */
export const announcement = signal('');

let queue: string[] = [];
let timer: ReturnType<typeof setTimeout> | null = null;

/** Collects for a second, so that a burst of changes is one sentence and not twenty. */
export function announce(text: string, many: (count: number) => string = (count) => `${count}`): void {
  queue.push(text);
  timer ??= setTimeout(() => {
    announcement.value = queue.length > 3 ? many(queue.length) : queue.join(' ');
    queue = [];
    timer = null;
  }, 1000);
}
