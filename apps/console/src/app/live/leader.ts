import { liveEvent } from '@fernwart/contract';
import type { Message } from './live-channel.ts';

/** The part of an `EventSource` that the leader uses. */
export interface Stream {
  readonly readyState: number;
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void;
  close(): void;
}
export interface LeaderDoors {
  send(message: Message): void;
  open(url: string): Stream;
  livingTabs(): Promise<ReadonlySet<string>>;
}
export interface Leader {
  want(tab: string, topics: readonly string[]): void;
  close(): void;
}

/** The server's bound on topics per stream. */
const mostTopics = 100;
/** Pages ask for several things at once; one reopening serves them all. */
const gatherMilliseconds = 150;
/** What a stream was told before its successor stood may still be on its way to us. */
const lingerMilliseconds = 1_000;
const closed = 2;

/**
 * Holds the stream for all tabs. A new stream stands before the old one is closed, and the old one is heard until then
 * and a moment longer, so reopening loses nothing.
 */
export function createLeader(doors: LeaderDoors): Leader {
  const wants = new Map<string, readonly string[]>();
  let covered: ReadonlySet<string> = new Set();
  /** Not closed, oldest first; the last one covers everything. */
  let streams: Stream[] = [];
  /** Heard for a moment longer. */
  const leaving = new Set<Stream>();
  /** Topics that no stream has stood for yet. */
  let unheard: ReadonlySet<string> = new Set();
  let missed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;

  async function reopen(): Promise<void> {
    timer = undefined;
    const living = await doors.livingTabs();
    // Being asked again later is cheaper than dropping a tab whose lock is about to be granted.
    for (const tab of wants.keys()) if (wants.size > 1 && !living.has(tab)) wants.delete(tab);
    const topics = [...new Set([...wants.values()].flat())].slice(0, mostTopics);
    const added = topics.filter((topic) => !covered.has(topic));
    if (over || (streams.length > 0 && added.length === 0)) return;
    unheard = new Set([...unheard, ...added]);
    connect(topics);
  }

  function connect(topics: readonly string[]): void {
    const next = doors.open(`/api/v1/live?${new URLSearchParams(topics.map((topic) => ['topic', topic]))}`);
    streams.push(next);
    covered = new Set(topics);
    next.addEventListener('open', () => {
      // One that is being left behind may break and come back.
      if (!streams.includes(next)) return;
      leaveBehind(next);
      doors.send({ kind: 'connection', connected: true });
      // Between a page's first answer and this moment events about its topics went unheard; after a break, all did.
      doors.send({ kind: 'gap', topics: missed ? null : topics.filter((topic) => unheard.has(topic)) });
      unheard = new Set([...unheard].filter((topic) => !topics.includes(topic)));
      missed = false;
    });
    next.addEventListener('message', (event) => {
      const topic = read(event.data);
      if (topic) doors.send({ kind: 'topic', topic });
    });
    next.addEventListener('gap', () => doors.send({ kind: 'gap', topics: null }));
    next.addEventListener('error', () => {
      if (over || !streams.includes(next)) return;
      missed = true;
      if (next !== streams.at(-1)) return;
      closeBefore(next);
      doors.send({ kind: 'connection', connected: false });
      if (next.readyState === closed) retry(topics);
    });
  }

  function closeBefore(stream: Stream): void {
    const index = streams.indexOf(stream);
    for (const older of streams.slice(0, index)) older.close();
    streams = streams.slice(index);
  }

  function leaveBehind(stream: Stream): void {
    const index = streams.indexOf(stream);
    for (const older of streams.slice(0, index)) {
      leaving.add(older);
      setTimeout(() => {
        older.close();
        leaving.delete(older);
      }, lingerMilliseconds);
    }
    streams = streams.slice(index);
  }

  /** The browser repairs broken streams itself, but not one that was answered with an error. */
  function retry(topics: readonly string[]): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      streams = [];
      covered = new Set();
      if (!over && topics.length > 0) void reopen();
    }, 5_000);
  }

  return {
    want(tab, topics) {
      wants.set(tab, topics);
      if (topics.every((topic) => covered.has(topic))) return;
      clearTimeout(timer);
      timer = setTimeout(() => void reopen(), gatherMilliseconds);
    },
    close() {
      over = true;
      clearTimeout(timer);
      for (const stream of [...streams, ...leaving]) stream.close();
    },
  };
}

function read(data: string): string | null {
  try {
    const parsed = liveEvent.safeParse(JSON.parse(data));
    return parsed.success ? parsed.data.topic : null;
  } catch {
    return null;
  }
}
