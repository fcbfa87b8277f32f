import type { JSX } from 'preact';
import { t } from '../text/text';
import { Dialog } from '../ui/dialog';
import { Check } from '../ui/field';
import { singleKeys } from './choices';
import { shortcuts } from './keys';

export function KeyList({ onClose }: { onClose: () => void }): JSX.Element {
  const keys = [{ key: 'Enter', says: t('keys.open') }, ...shortcuts.value.map(({ key, says }) => ({ key, says }))];
  return (
    <Dialog title={t('keys.title')} onClose={onClose}>
      <Check
        id="single-keys"
        label={t('keys.on')}
        help={t('keys.onHelp')}
        checked={singleKeys.value === 'on'}
        onChange={(on) => (singleKeys.value = on ? 'on' : 'off')}
      />
      <dl class="keys">
        {keys.map((entry) => (
          <div key={entry.key}>
            <dt>
              <kbd>{entry.key}</kbd>
            </dt>
            <dd>{entry.says}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
