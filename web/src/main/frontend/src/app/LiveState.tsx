import type { JSX } from 'preact';
import { live } from '../api/live';
import { t } from '../text/text';
import { Icon } from '../ui/icons';

/** Says whether changes arrive live, and lets the user hold them back while reading. */
export function LiveState(): JSX.Element {
  const state = live.state.value;
  const paused = live.paused.value;
  const waiting = live.waiting.value;
  const word = paused
    ? waiting > 0
      ? t('live.waiting', { count: waiting })
      : t('live.paused')
    : t(state === 'live' ? 'live.on' : state === 'lost' ? 'live.polling' : 'live.connecting');
  return (
    <div class="live">
      <span class={`live-dot live-dot-${paused ? 'paused' : state}`} aria-hidden="true" />
      <span class="live-word">{word}</span>
      <button
        type="button"
        class="button button-bare button-icon"
        aria-label={paused ? t('live.resume') : t('live.pause')}
        title={paused ? t('live.resume') : t('live.pause')}
        onClick={() => (paused ? live.resume() : live.pause())}
      >
        <Icon name={paused ? 'play' : 'pause'} />
      </button>
    </div>
  );
}
