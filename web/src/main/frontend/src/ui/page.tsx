import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../text/text';
import { Icon } from './icons';

/** The page that was left by keyboard or link; the first page of a visit does not grab the focus. */
let visited = false;

interface HeadProps {
  title: string;
  lead?: ComponentChildren;
  actions?: ComponentChildren;
  back?: { href: string; label: string };
}

/** The heading of a page; takes the focus on arrival, so that screen readers hear where they are. */
export function PageHead({ title, lead, actions, back }: HeadProps): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (visited && !document.querySelector('main :focus')) heading.current?.focus({ preventScroll: true });
    visited = true;
  }, []);
  useEffect(() => {
    document.title = t('app.title', { page: title });
  }, [title]);
  return (
    <header class="page-head">
      {back !== undefined && (
        <a class="back" href={back.href}>
          <Icon name="back" />
          {back.label}
        </a>
      )}
      <div class="page-head-row">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead !== undefined && <p class="lead">{lead}</p>}
        </div>
        {actions !== undefined && <div class="page-actions">{actions}</div>}
      </div>
    </header>
  );
}

interface CardProps {
  title?: ComponentChildren;
  id?: string;
  actions?: ComponentChildren;
  children: ComponentChildren;
  flush?: boolean;
}

export function Card({ title, id, actions, children, flush }: CardProps): JSX.Element {
  return (
    <section class={flush === true ? 'card card-flush' : 'card'} aria-labelledby={title !== undefined && id !== undefined ? id : undefined}>
      {title !== undefined && (
        <div class="card-head">
          <h2 id={id}>{title}</h2>
          {actions}
        </div>
      )}
      {children}
    </section>
  );
}
