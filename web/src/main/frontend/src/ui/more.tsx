import type { JSX } from 'preact';
import type { List } from '../lib/list';
import { t } from '../text/text';

/** Loads the next page of a list; the number on screen is said beside it. */
export function More<T>({ of }: { of: List<T> }): JSX.Element | null {
  const count = of.items.value.length;
  if (of.next.value === null) return count > 10 ? <p class="more">{t('list.all', { count })}</p> : null;
  return (
    <div class="more">
      <button type="button" class="button" aria-disabled={of.loadingMore.value} onClick={() => void of.more()}>
        {of.loadingMore.value ? t('state.loading') : t('list.more')}
      </button>
      <span>{t('list.shown', { count })}</span>
    </div>
  );
}
