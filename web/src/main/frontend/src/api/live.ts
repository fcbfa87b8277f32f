import { signal } from '@preact/signals';
import type { LiveCopy } from './types';

export type LiveState = 'off' | 'connecting' | 'live' | 'lost';

/** The part of EventSource that is used, so that tests can bring their own. */
export interface Stream {
  readonly readyState: number;
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void;
  close(): void;
}

export interface LiveListener {
  /** One copy changed. */
  copy?: (change: LiveCopy) => void;
  /** Something may have been missed: read again. */
  refresh?: () => void;
}

interface Parts {
  open: (address: string) => Stream;
  after: (milliseconds: number, run: () => void) => () => void;
}

const CLOSED = 2;
/** The server pings each 15 s; after three silent pings the connection is taken for dead. */
const SILENCE = 45_000;
const POLL = 10_000;
const FIRST_RETRY = 2_000;
const LONGEST_RETRY = 30_000;
const REMEMBERED = 500;

/** Keeps the live connection; while there is none it asks listeners to read again every ten seconds. */
export class Live {
  readonly state = signal<LiveState>('off');
  readonly paused = signal(false);
  /** How many changes wait while paused. */
  readonly waiting = signal(0);

  private stream: Stream | null = null;
  private readonly listeners = new Set<LiveListener>();
  private held: LiveCopy[] = [];
  private missed = false;
  private readonly seen = new Set<string>();
  private retry = FIRST_RETRY;
  private stopSilence = (): void => {};
  private stopRetry = (): void => {};
  private stopPoll = (): void => {};

  constructor(private readonly parts: Parts) {}

  listen(listener: LiveListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  start(): void {
    if (this.state.value !== 'off') return;
    this.state.value = 'connecting';
    this.connect();
  }

  stop(): void {
    this.stream?.close();
    this.stream = null;
    this.stopSilence();
    this.stopRetry();
    this.stopPoll();
    this.held = [];
    this.seen.clear();
    this.waiting.value = 0;
    this.state.value = 'off';
  }

  pause(): void {
    this.paused.value = true;
  }

  resume(): void {
    this.paused.value = false;
    const held = this.held;
    this.held = [];
    this.waiting.value = 0;
    for (const change of held) this.tell(change);
    if (this.missed) this.refresh();
  }

  private connect(): void {
    const stream = this.parts.open('/api/v1/events/stream');
    this.stream = stream;
    this.watchSilence();
    stream.addEventListener('open', () => this.opened());
    stream.addEventListener('ping', () => this.opened());
    stream.addEventListener('copy', (event) => {
      this.opened();
      this.receive(event.data);
    });
    stream.addEventListener('gap', () => {
      this.opened();
      this.refresh();
    });
    stream.addEventListener('error', () => this.failed(stream));
  }

  private opened(): void {
    this.watchSilence();
    if (this.state.value === 'live') return;
    const caughtUp = this.state.value === 'connecting';
    this.state.value = 'live';
    this.retry = FIRST_RETRY;
    this.stopPoll();
    if (!caughtUp) this.refresh();
  }

  /** The browser reconnects by itself (with Last-Event-ID) unless the server refused. */
  private failed(stream: Stream): void {
    if (stream !== this.stream) return;
    this.lose();
    if (stream.readyState === CLOSED) this.reconnect();
  }

  private reconnect(): void {
    this.stream?.close();
    this.stream = null;
    this.stopSilence();
    this.stopRetry();
    this.stopRetry = this.parts.after(this.retry, () => this.connect());
    this.retry = Math.min(this.retry * 2, LONGEST_RETRY);
  }

  private lose(): void {
    if (this.state.value === 'lost') return;
    this.state.value = 'lost';
    this.poll();
  }

  private poll(): void {
    this.stopPoll();
    this.stopPoll = this.parts.after(POLL, () => {
      this.refresh();
      this.poll();
    });
  }

  private watchSilence(): void {
    this.stopSilence();
    this.stopSilence = this.parts.after(SILENCE, () => {
      this.lose();
      this.reconnect();
    });
  }

  private receive(data: string): void {
    const change = understood(data);
    if (change === null) return;
    // A resumed stream may repeat its last events.
    if (this.seen.has(change.id)) return;
    this.seen.add(change.id);
    if (this.seen.size > REMEMBERED) this.seen.delete(this.seen.values().next().value ?? '');
    if (this.paused.value) {
      this.held.push(change);
      this.waiting.value = this.held.length;
    } else {
      this.tell(change);
    }
  }

  private tell(change: LiveCopy): void {
    for (const listener of [...this.listeners]) listener.copy?.(change);
  }

  private refresh(): void {
    this.missed = this.paused.value;
    if (this.missed) return;
    for (const listener of [...this.listeners]) listener.refresh?.();
  }
}

function understood(data: string): LiveCopy | null {
  try {
    const value = JSON.parse(data) as Partial<LiveCopy> | null;
    return typeof value?.id === 'string' && typeof value.messageId === 'string' ? (value as LiveCopy) : null;
  } catch {
    return null;
  }
}

export const live = new Live({
  open: (address) => new EventSource(address),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
});
