import type { ComponentChildren, JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { t } from '../../text/text';
import { Logo } from '../../ui/icons';

interface StartFrameProps {
  title: string;
  lead?: string;
  children: ComponentChildren;
}

/** The quiet page around set-up and sign-in. */
export function StartFrame({ title, lead, children }: StartFrameProps): JSX.Element {
  useEffect(() => {
    document.title = t('app.title', { page: title });
  }, [title]);
  return (
    <main class="start">
      <div class="start-box">
        <p class="start-brand">
          <Logo />
          {t('app.name')}
        </p>
        <h1>{title}</h1>
        {lead !== undefined && <p class="lead">{lead}</p>}
        {children}
      </div>
    </main>
  );
}
