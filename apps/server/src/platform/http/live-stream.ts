import type { FastifyReply } from 'fastify';
import type { Clock } from '../clock/clock.ts';
import type { Live } from '../live/live.ts';

/** A reader that takes nothing for this many bytes is gone or asleep; it comes back by itself and reads anew. */
const unreadLimit = 64 * 1024;
const heartbeat = Temporal.Duration.from({ seconds: 15 });

export interface LiveStreamOptions {
  readonly live: Live;
  readonly clock: Clock;
  readonly topics: ReadonlySet<string>;
  readonly refusedTopics: readonly string[];
  /** Whether the sign-in is still good; asked at every heartbeat and when this topic is touched. */
  readonly mayStay: () => Promise<boolean>;
  readonly personTopic: string;
  readonly stopping: AbortSignal;
}

/** Writes the event stream until the reader leaves, the sign-in ends or the server stops. */
export async function runLiveStream(reply: FastifyReply, options: LiveStreamOptions): Promise<void> {
  const { raw } = reply;
  const left = new AbortController();
  raw.once('close', () => left.abort());
  const over = AbortSignal.any([left.signal, options.stopping]);
  let wake = new AbortController();

  // Subscribed before the first byte: what changes after the reader sees the stream open is announced.
  const unsubscribe = options.live.subscribe((topic) => {
    if (topic === null) write('event: gap\ndata: {}\n\n');
    else if (options.topics.has(topic)) write(`data: ${JSON.stringify({ topic })}\n\n`);
    if (topic === null || topic === options.personTopic) wake.abort();
  });
  function write(text: string): void {
    raw.write(text);
    if (raw.writableLength > unreadLimit) raw.destroy();
  }

  try {
    reply.hijack();
    raw.writeHead(200, {
      ...withoutUndefined(reply.getHeaders()),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    write('retry: 2000\n\n');
    for (const topic of options.refusedTopics)
      write(`event: refused\ndata: ${JSON.stringify({ topic })}\n\n`);
    while (!over.aborted) {
      await options.clock.sleep(heartbeat, AbortSignal.any([over, wake.signal]));
      if (over.aborted) break;
      wake = new AbortController();
      if (!(await options.mayStay())) break;
      write(': \n\n');
    }
  } finally {
    unsubscribe();
    raw.end();
  }
}

function withoutUndefined(
  headers: Record<string, string | string[] | number | undefined>,
): Record<string, string | string[] | number> {
  return Object.fromEntries(Object.entries(headers).filter((entry) => entry[1] !== undefined)) as Record<
    string,
    string | string[] | number
  >;
}
