import type { Clock } from '../transport.ts';

const utf8 = new TextDecoder();

/** Why a deadline's sleep is cut short; a reason of one's own saves an exception with its stack for every call. */
export const FINISHED = 'finished';

/** Reads a body as UTF-8 text, or gives `undefined` as soon as it exceeds the limit. */
export async function readText(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    signal.throwIfAborted();
    size += chunk.byteLength;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return utf8.decode(joined(chunks, size));
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const [only] = chunks;
  if (chunks.length === 1 && only !== undefined) return only;
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}

/**
 * Hands a body on chunk by chunk, each within the deadline. Time that the reader takes between chunks does not
 * count: whoever streams a large list writes it somewhere meanwhile.
 */
export async function* streamBody(
  body: AsyncIterable<Uint8Array>,
  clock: Clock,
  deadline: Temporal.Duration,
): AsyncGenerator<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]();
  let exhausted = false;
  try {
    for (;;) {
      const next = await nextWithin(chunks, clock, deadline);
      if (next.done === true) {
        exhausted = true;
        return;
      }
      yield next.value;
    }
  } finally {
    // A stalled source may never settle its return either, so nobody waits for it.
    if (!exhausted) chunks.return?.().catch(() => undefined);
  }
}

async function nextWithin(
  chunks: AsyncIterator<Uint8Array>,
  clock: Clock,
  deadline: Temporal.Duration,
): Promise<IteratorResult<Uint8Array>> {
  const finished = new AbortController();
  const next = chunks.next();
  next.catch(() => undefined);
  const late = clock.sleep(deadline, finished.signal).then(
    () => {
      throw new Error('The stream stood still for longer than the deadline.');
    },
    () => new Promise<never>(() => undefined),
  );
  late.catch(() => undefined);
  try {
    return await Promise.race([next, late]);
  } finally {
    finished.abort(FINISHED);
  }
}
