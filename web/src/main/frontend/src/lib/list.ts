import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { api, type Query } from '../api/client';
import type { Page } from '../api/types';
import { toastProblem } from '../ui/toast';
import { type Resource, useResource } from './resource';

export interface List<T> extends Resource<Page<T>> {
  items: Signal<T[]>;
  next: Signal<string | null>;
  loadingMore: Signal<boolean>;
  more: () => Promise<void>;
}

/** A list by cursor: the first page as a resource, further pages on demand. */
export function useList<T>(path: string, query: Query, wait = ''): List<T> {
  const key = `${path}?${JSON.stringify(query)}${wait}`;
  const first = useResource<Page<T>>(key, (signal) => api.get<Page<T>>(path, query, signal));
  const items = useSignal<T[]>([]);
  const next = useSignal<string | null>(null);
  const loadingMore = useSignal(false);

  useEffect(
    () =>
      first.data.subscribe((page) => {
        items.value = page?.items ?? [];
        next.value = page?.next ?? null;
      }),
    [],
  );

  async function more(): Promise<void> {
    if (next.value === null || loadingMore.value) return;
    loadingMore.value = true;
    try {
      const page = await api.get<Page<T>>(path, { ...query, cursor: next.value });
      items.value = [...items.value, ...page.items];
      next.value = page.next ?? null;
    } catch (thrown) {
      toastProblem(thrown);
    } finally {
      loadingMore.value = false;
    }
  }

  return { ...first, items, next, loadingMore, more };
}
