import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createLeader, type Leader, type Stream } from './leader.ts';
import type { Message } from './live-channel.ts';

interface FakeStream extends Stream {
  readonly url: string;
  readyState: number;
  closed: boolean;
  fire(type: string, data?: string): void;
}

let streams: FakeStream[];
let sent: Message[];
let living: Set<string>;
let leader: Leader;

function open(url: string): FakeStream {
  const listeners = new Map<string, (event: MessageEvent<string>) => void>();
  const stream: FakeStream = {
    url,
    readyState: 0,
    closed: false,
    addEventListener: (type, listener) => void listeners.set(type, listener),
    close() {
      stream.closed = true;
    },
    fire: (type, data = '') => listeners.get(type)?.({ data } as MessageEvent<string>),
  };
  streams.push(stream);
  return stream;
}
const gathered = () => vi.advanceTimersByTimeAsync(200);
/** A first stream that stands. */
async function standing(): Promise<void> {
  leader.want('a', ['activities']);
  await gathered();
  streams[0]?.fire('open');
}
/** And a second one, which does not stand yet. */
async function askedForMore(topic: string): Promise<void> {
  await standing();
  leader.want('a', ['activities', topic]);
  await gathered();
}
const topicsOf = (stream: FakeStream | undefined) =>
  new URL(stream?.url ?? '', 'http://x').searchParams.getAll('topic');

beforeEach(() => {
  vi.useFakeTimers();
  streams = [];
  sent = [];
  living = new Set(['a', 'b']);
  leader = createLeader({ send: (message) => void sent.push(message), open, livingTabs: async () => living });
  return () => {
    leader.close();
    vi.useRealTimers();
  };
});

describe('the leader of the tabs', () => {
  test('asks once for what all tabs want', async () => {
    leader.want('a', ['activities']);
    leader.want('b', ['activities', 'run:1']);
    await gathered();
    expect(streams).toHaveLength(1);
    expect(topicsOf(streams[0])).toEqual(['activities', 'run:1']);
  });

  test('keeps the old stream until the new one stands, and names what may have been missed', async () => {
    await askedForMore('activity:1');
    expect(streams).toHaveLength(2);
    expect(streams[0]?.closed).toBe(false);
    sent = [];
    streams[1]?.fire('open');
    expect(sent).toContainEqual({ kind: 'gap', topics: ['activity:1'] });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(streams.map((stream) => stream.closed)).toEqual([true, false]);
  });

  test('hears what the old stream was told before the new one stood, also when it comes after that', async () => {
    await askedForMore('run:1');
    streams[1]?.fire('open');
    sent = [];
    expect(streams[0]?.closed).toBe(false);
    streams[0]?.fire('message', '{"topic":"activities"}');
    expect(sent).toEqual([{ kind: 'topic', topic: 'activities' }]);
  });

  test('an old stream that breaks and comes back while it is left behind changes nothing', async () => {
    await askedForMore('run:1');
    streams[1]?.fire('open');
    sent = [];
    streams[0]?.fire('error');
    streams[0]?.fire('open');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(sent).toEqual([]);
    expect(streams.map((stream) => stream.closed)).toEqual([true, false]);
  });

  test('closes what it still listens to when it ends', async () => {
    await askedForMore('run:1');
    streams[1]?.fire('open');
    leader.close();
    expect(streams.map((stream) => stream.closed)).toEqual([true, true]);
  });

  test('hears the old stream until the new one stands', async () => {
    await askedForMore('run:1');
    sent = [];
    streams[0]?.fire('message', '{"topic":"activities"}');
    expect(sent).toEqual([{ kind: 'topic', topic: 'activities' }]);
  });

  test('a stream that was overtaken before it stood is closed, and its topics are named when the next one stands', async () => {
    await askedForMore('activity:1');
    leader.want('a', ['activities', 'activity:1', 'run:1']);
    await gathered();
    sent = [];
    streams[2]?.fire('open');
    expect(sent).toContainEqual({ kind: 'gap', topics: ['activity:1', 'run:1'] });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(streams.map((stream) => stream.closed)).toEqual([true, true, false]);
  });

  test('after a new stream broke before it stood, everything may have been missed', async () => {
    await askedForMore('run:1');
    streams[1]?.fire('error');
    expect(streams[0]?.closed).toBe(true);
    sent = [];
    streams[1]?.fire('open');
    expect(sent).toContainEqual({ kind: 'gap', topics: null });
  });

  test('after the old stream broke while the new one was opening, everything may have been missed', async () => {
    await askedForMore('run:1');
    streams[0]?.fire('error');
    sent = [];
    streams[1]?.fire('open');
    expect(sent).toContainEqual({ kind: 'gap', topics: null });
  });

  test('does not reopen for less than it has', async () => {
    leader.want('a', ['activities', 'activity:1']);
    await gathered();
    leader.want('a', ['activities']);
    await gathered();
    expect(streams).toHaveLength(1);
  });

  test('passes events on by their topic and ignores what is none', async () => {
    await standing();
    sent = [];
    streams[0]?.fire('message', '{"topic":"activities"}');
    streams[0]?.fire('message', '<html>');
    expect(sent).toEqual([{ kind: 'topic', topic: 'activities' }]);
  });

  test('a stream that came back by itself has missed something of everything', async () => {
    await standing();
    streams[0]?.fire('error');
    expect(sent).toContainEqual({ kind: 'connection', connected: false });
    sent = [];
    streams[0]?.fire('open');
    expect(sent).toContainEqual({ kind: 'gap', topics: null });
  });

  test('opens anew after a refusal, which the browser would not', async () => {
    leader.want('a', ['activities']);
    await gathered();
    const [first] = streams;
    if (!first) throw new Error('There is no stream');
    first.readyState = 2;
    first.fire('error');
    await vi.advanceTimersByTimeAsync(6_000);
    expect(streams).toHaveLength(2);
    expect(topicsOf(streams[1])).toEqual(['activities']);
  });

  test('forgets the topics of a tab that is gone', async () => {
    leader.want('a', ['activities']);
    leader.want('b', ['run:1']);
    await gathered();
    living = new Set(['a']);
    leader.want('a', ['activities', 'assets']);
    await gathered();
    expect(topicsOf(streams[1])).toEqual(['activities', 'assets']);
  });
});
