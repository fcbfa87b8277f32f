import type { ComponentChildren, JSX } from 'preact';

function draw(children: ComponentChildren): () => JSX.Element {
  return () => (
    <svg
      class="icon"
      width="20"
      height="20"
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

const glyphs = {
  mail: draw(<path d="M3 5.5h14v9.5H3zM3.4 6l6.6 5 6.6-5" />),
  inbox: draw(<path d="M3 11.5 5.2 4.5h9.6l2.2 7v4H3zM3 11.5h4l1 2h4l1-2h4" />),
  pen: draw(<path d="M4 16l.8-3.4L13.6 3.8a1.4 1.4 0 0 1 2 0l.6.6a1.4 1.4 0 0 1 0 2L7.4 15.2zM11.8 5.6l2.6 2.6" />),
  person: draw(<path d="M10 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM4 16.5c.6-3 3-4.5 6-4.5s5.4 1.5 6 4.5" />),
  people: draw(
    <path d="M7.5 9.5a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4zM2.5 16c.4-2.6 2.4-4 5-4s4.6 1.4 5 4M13 4.4a2.6 2.6 0 0 1 0 5M15 12.2c1.4.6 2.3 1.9 2.5 3.8" />,
  ),
  repeat: draw(<path d="M4 9a6 6 0 0 1 10.5-3.2L16.5 8M16.5 4.2V8h-3.8M16 11a6 6 0 0 1-10.5 3.2L3.5 12M3.5 15.8V12h3.8" />),
  steps: draw(<path d="M4 4.5h5v3.5H4zM11 12h5v3.5h-5zM6.5 8v4.5a1.3 1.3 0 0 0 1.3 1.3H11" />),
  chart: draw(<path d="M3.5 16.5h13M5.5 13.5v-4M10 13.5v-9M14.5 13.5V7.5" />),
  plug: draw(<path d="M7 3v4M13 3v4M5 7h10v2.5a5 5 0 0 1-10 0zM10 14.5V18" />),
  gear: draw(
    <path d="M10 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM10 2.8v2M10 15.2v2M2.8 10h2M15.2 10h2M4.9 4.9l1.4 1.4M13.7 13.7l1.4 1.4M15.1 4.9l-1.4 1.4M6.3 13.7l-1.4 1.4" />,
  ),
  search: draw(<path d="M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13 13l4 4" />),
  check: draw(<path d="M4 10.5l4 4 8-9" />),
  close: draw(<path d="M5 5l10 10M15 5L5 15" />),
  plus: draw(<path d="M10 4v12M4 10h12" />),
  menu: draw(<path d="M3.5 6h13M3.5 10h13M3.5 14h13" />),
  back: draw(<path d="M12.5 4.5L7 10l5.5 5.5" />),
  next: draw(<path d="M7.5 4.5L13 10l-5.5 5.5" />),
  up: draw(<path d="M4.5 12.5L10 7l5.5 5.5" />),
  down: draw(<path d="M4.5 7.5L10 13l5.5-5.5" />),
  pause: draw(<path d="M7 4.5v11M13 4.5v11" />),
  play: draw(<path d="M6.5 4.5v11l9-5.5z" />),
  eye: draw(<path d="M2.5 10C4 6.7 6.8 5 10 5s6 1.7 7.5 5c-1.5 3.3-4.3 5-7.5 5s-6-1.7-7.5-5zM10 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z" />),
  unseen: draw(<path d="M10 16.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13z" stroke-dasharray="2.2 2.6" />),
  pointer: draw(<path d="M5 4l4.3 12 1.9-4.9L16 9.2z" />),
  reply: draw(<path d="M8 5L3.5 9.5 8 14M3.5 9.5H11c3.5 0 5.5 2 5.5 5.5" />),
  forward: draw(<path d="M12 5l4.5 4.5L12 14M16.5 9.5H9c-3.5 0-5.5 2-5.5 5.5" />),
  machine: draw(<path d="M6 6h8v8H6zM8 3.5V6M12 3.5V6M8 14v2.5M12 14v2.5M3.5 8H6M3.5 12H6M14 8h2.5M14 12h2.5" />),
  alert: draw(<path d="M7 3h6l4 4v6l-4 4H7l-4-4V7zM10 6.5v4.2M10 13.4v.1" />),
  clock: draw(<path d="M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6v4.3l2.8 1.7" />),
  question: draw(<path d="M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM8 8.2c0-1.2.9-2 2-2s2 .8 2 1.9c0 1.5-2 1.6-2 3.2M10 13.7v.1" />),
  info: draw(<path d="M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 9.3V14M10 6.4v.1" />),
  none: draw(<path d="M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM5.2 14.8l9.6-9.6" />),
  send: draw(<path d="M3 10L17 3.5 12.5 17 9.5 11zM9.5 11L17 3.5" />),
  delivered: draw(<path d="M2.5 10.5l3.5 4 6.5-8M9.5 13.5l1 1 7-8" />),
  queued: draw(<path d="M6 3.5h8M6 16.5h8M7 3.5c0 4 6 4.5 6 6.5s-6 2.5-6 6.5M13 3.5c0 4-6 4.5-6 6.5s6 2.5 6 6.5" />),
  download: draw(<path d="M10 3.5v9M6 9l4 3.7L14 9M3.5 16.5h13" />),
  external: draw(<path d="M11.5 4H16v4.5M16 4l-6.5 6.5M13.5 11.5V16H4V6.5h4.5" />),
  sun: draw(<path d="M10 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM10 2.5v1.8M10 15.7v1.8M2.5 10h1.8M15.7 10h1.8M4.7 4.7L6 6M14 14l1.3 1.3M15.3 4.7L14 6M6 14l-1.3 1.3" />),
  moon: draw(<path d="M16 11.8A6.5 6.5 0 0 1 8.2 4a6.5 6.5 0 1 0 7.8 7.8z" />),
  screen: draw(<path d="M3 4.5h14v9H3zM7.5 16.5h5M10 13.5v3" />),
  phone: draw(<path d="M6.5 2.8h7v14.4h-7zM9.3 14.6h1.4" />),
  globe: draw(<path d="M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM3 10h14M10 3c2.3 2 3.3 4.3 3.3 7s-1 5-3.3 7c-2.3-2-3.3-4.3-3.3-7s1-5 3.3-7z" />),
  key: draw(<path d="M7 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM10.3 9L17 9v3M14 9v2" />),
  trash: draw(<path d="M4 5.5h12M8 5.5V3.5h4v2M5.5 5.5l.7 11h7.6l.7-11M8.5 8.5v5M11.5 8.5v5" />),
  link: draw(<path d="M8.5 11.5a3 3 0 0 0 4.2 0l3-3a3 3 0 0 0-4.2-4.2l-.9.9M11.5 8.5a3 3 0 0 0-4.2 0l-3 3a3 3 0 0 0 4.2 4.2l.9-.9" />),
  keyboard: draw(<path d="M2.5 5.5h15v9h-15zM5.5 8.3v.1M8.5 8.3v.1M11.5 8.3v.1M14.5 8.3v.1M7 11.6h6" />),
  exit: draw(<path d="M8 3.5H4v13h4M12 6.5l3.5 3.5-3.5 3.5M15.5 10H8" />),
  attach: draw(<path d="M15 9.5l-5 5a3.2 3.2 0 0 1-4.5-4.5l5.7-5.7a2.2 2.2 0 0 1 3 3l-5.5 5.5a1 1 0 0 1-1.5-1.5L12 6.5" />),
  lock: draw(<path d="M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 6 0V9" />),
  cloudOff: draw(<path d="M3 3l14 14M8 5.6A5 5 0 0 1 15 9a3.2 3.2 0 0 1 1.7 5.7M13 15.5H6a3.5 3.5 0 0 1-.6-7" />),
  flag: draw(<path d="M5 17V3.5M5 4h9.5l-2 3.5 2 3.5H5" />),
  bolt: draw(<path d="M11 2.5L4.5 11.5H9l-.5 6 6.5-9h-4.5z" />),
};

export type IconName = keyof typeof glyphs;

export function Icon({ name }: { name: IconName }): JSX.Element {
  const Glyph = glyphs[name];
  return <Glyph />;
}

/** The sign of the product: a T of pixels. */
export function Logo(): JSX.Element {
  return (
    <svg class="logo-sign" width="26" height="26" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect class="logo-back" width="32" height="32" rx="8" />
      <g class="logo-dim">
        <rect x="8" y="8" width="4.5" height="4.5" rx="1" />
        <rect x="13.75" y="8" width="4.5" height="4.5" rx="1" />
        <rect x="19.5" y="8" width="4.5" height="4.5" rx="1" />
        <rect x="13.75" y="13.75" width="4.5" height="4.5" rx="1" />
      </g>
      <rect class="logo-bright" x="13.75" y="19.5" width="4.5" height="4.5" rx="1" />
    </svg>
  );
}
