import { beforeEach, describe, expect, it } from 'vitest';
import { Live, type Stream } from '../src/api/live';

class FakeStream implements Stream {
  readyState = 0;
  closed = false;
  private readonly listeners: Record<string, ((event: MessageEvent<string>) => void)[]> = {};

  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void {
    (this.listeners[type] ??= []).push(listener);
  }

  close(): void {
    this.closed = true;
  }

  emit(type: string, data: unknown = {}): void {
    for (const listener of this.listeners[type] ?? []) listener(new MessageEvent(type, { data: JSON.stringify(data) }));
  }
}

class Timers {
  now = 0;
  private waiting: { at: number; run: () => void }[] = [];

  after = (milliseconds: number, run: () => void): (() => void) => {
    const entry = { at: this.now + milliseconds, run };
    this.waiting.push(entry);
    return () => (this.waiting = this.waiting.filter((other) => other !== entry));
  };

  pass(milliseconds: number): void {
    const end = this.now + milliseconds;
    for (;;) {
      const next = this.waiting.filter((entry) => entry.at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.waiting = this.waiting.filter((entry) => entry !== next);
      this.now = next.at;
      next.run();
    }
    this.now = end;
  }
}

describe('the live connection', () => {
  let streams: FakeStream[];
  let timers: Timers;
  let live: Live;
  let heard: string[];
  let refreshed: number;
  const last = (): FakeStream => streams[streams.length - 1] as FakeStream;
  const change = (id: string): object => ({ id, copy: 'c', messageId: 'm', status: 'opened', statusLabel: '', statusReason: '', at: '', notify: null });

  beforeEach(() => {
    streams = [];
    heard = [];
    refreshed = 0;
    timers = new Timers();
    live = new Live({
      open: () => {
        streams.push(new FakeStream());
        return last();
      },
      after: timers.after,
    });
    live.listen({ copy: (event) => heard.push(event.id), refresh: () => refreshed++ });
    live.start();
    last().emit('open');
  });

  it('tells each change once, also when a resumed stream repeats it', () => {
    last().emit('copy', change('1'));
    last().emit('copy', change('1'));
    last().emit('copy', change('2'));
    expect(heard).toEqual(['1', '2']);
  });

  it('polls while it is lost, and reads once more when it is back', () => {
    last().emit('error');
    expect(live.state.value).toBe('lost');
    timers.pass(20_000);
    expect(refreshed).toBe(2);
    last().emit('open');
    expect(live.state.value).toBe('live');
    expect(refreshed).toBe(3);
    timers.pass(30_000);
    expect(refreshed).toBe(3);
  });

  it('reads again when the server says that changes are missing', () => {
    last().emit('gap', { reload: true });
    expect(refreshed).toBe(1);
    last().emit('copy', change('7000'));
    expect(heard).toEqual(['7000']);
  });

  it('reads again after a pause in which changes went missing', () => {
    live.pause();
    last().emit('gap', { reload: true });
    expect(refreshed).toBe(0);
    live.resume();
    expect(refreshed).toBe(1);
  });

  it('connects anew, with growing pauses, when the server closed it for good', () => {
    last().readyState = 2;
    last().emit('error');
    timers.pass(2_000);
    expect(streams).toHaveLength(2);
    last().readyState = 2;
    last().emit('error');
    timers.pass(3_000);
    expect(streams).toHaveLength(2);
    timers.pass(1_000);
    expect(streams).toHaveLength(3);
  });

  it('takes a silent connection for dead', () => {
    timers.pass(44_000);
    expect(live.state.value).toBe('live');
    last().emit('ping');
    timers.pass(44_000);
    expect(live.state.value).toBe('live');
    timers.pass(1_000);
    expect(live.state.value).toBe('lost');
    expect(streams[0]?.closed).toBe(true);
    timers.pass(2_000);
    expect(streams).toHaveLength(2);
  });

  it('holds changes back while paused and gives them in order afterwards', () => {
    live.pause();
    last().emit('copy', change('1'));
    last().emit('copy', change('2'));
    expect([heard.length, live.waiting.value]).toEqual([0, 2]);
    live.resume();
    expect([heard, live.waiting.value]).toEqual([['1', '2'], 0]);
  });

  it('reads again after a pause in which the connection was lost', () => {
    live.pause();
    last().emit('error');
    timers.pass(20_000);
    expect(refreshed).toBe(0);
    live.resume();
    expect(refreshed).toBe(1);
  });

  it('starts nothing more after it was stopped', () => {
    last().readyState = 2;
    last().emit('error');
    live.stop();
    timers.pass(120_000);
    expect(streams).toHaveLength(1);
    expect(live.state.value).toBe('off');
  });

  it('is not hurt by an event that cannot be understood', () => {
    last().emit('copy', {});
    last().emit('copy', null);
    last().emit('copy', undefined);
    last().emit('copy', change('3'));
    expect(heard).toEqual(['3']);
  });
});
