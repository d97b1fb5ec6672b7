import { Worker } from 'node:worker_threads';
import type { SqlValue } from './database.ts';
import type { QueryResult, WorkerData, WorkerMessage, WorkerRequest } from './pglite-messages.ts';
import type { Session, SessionPool } from './session-pool.ts';
import { fromWire, toWire } from './wire.ts';

type Request = WorkerRequest extends infer R ? (R extends unknown ? Omit<R, 'id'> : never) : never;

export interface PglitePool extends SessionPool {
  /** The whole database as an uncompressed archive, for snapshots and backups; nobody writes meanwhile. */
  dump(): Promise<Uint8Array<ArrayBuffer>>;
}

/** The single session of an embedded PGlite, lent to one user at a time in the order of asking. */
export async function pglitePool(data: WorkerData): Promise<PglitePool> {
  const worker = new Worker(new URL('./pglite-worker.ts', import.meta.url), { workerData: data });
  const waiting = new Map<number, { resolve: (result: never) => void; reject: (error: Error) => void }>();
  const listeners = new Map<number, (payload: string) => void>();
  let nextId = 1;
  let failure: Error | undefined;

  const ready = Promise.withResolvers<void>();
  worker.on('message', (message: WorkerMessage) => {
    if (message.kind === 'ready') return ready.resolve();
    if (message.kind === 'notification') return listeners.get(message.listener)?.(message.payload);
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error)
      call?.reject(Object.assign(new Error(String(message.error['message'])), message.error));
    else call?.resolve(message.result as never);
  });
  const fail = (error: Error) => {
    failure = error;
    ready.reject(error);
    for (const call of waiting.values()) call.reject(error);
    waiting.clear();
  };
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('the embedded database has stopped')));

  function call<T>(request: Request): Promise<T> {
    if (failure) return Promise.reject(failure);
    const id = nextId++;
    return new Promise<T>((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.postMessage({ ...request, id });
    });
  }

  await ready.promise;
  const { lend, wanting } = lender();
  return {
    async connect(): Promise<Session> {
      const giveBack = await lend();
      let last: Promise<unknown> = Promise.resolve();
      return {
        async query(text, values) {
          const asked = last.then(() =>
            call<readonly QueryResult[]>({
              kind: 'query',
              text,
              values: values.map((value) => toWire(value as SqlValue | Date | object)),
            }),
          );
          last = asked.catch(() => undefined);
          const results = await asked;
          return {
            command: commandOf(text),
            rowCount: results.at(-1)?.rowCount ?? 0,
            rows: results.flatMap(parseRows),
          };
        },
        release: giveBack,
      };
    },
    async listen(channel, onNotification) {
      const listener = nextId++;
      listeners.set(listener, onNotification);
      const giveBack = await lend();
      await call({ kind: 'listen', channel, listener }).finally(giveBack);
      return async () => {
        listeners.delete(listener);
        if (!failure) await call({ kind: 'unlisten', listener });
      };
    },
    async dump() {
      const giveBack = await lend();
      return call<Uint8Array<ArrayBuffer>>({ kind: 'dump' }).finally(giveBack);
    },
    use: () => ({ open: 1, idle: wanting() === 0 ? 1 : 0, wanted: Math.max(0, wanting() - 1) }),
    async end() {
      const giveBack = await lend();
      if (!failure) await call({ kind: 'close' });
      giveBack();
      await worker.terminate();
    },
  };
}

/** Hands out one turn after the other. */
function lender(): { lend: () => Promise<() => void>; wanting: () => number } {
  let last: Promise<void> = Promise.resolve();
  let wanting = 0;
  return {
    wanting: () => wanting,
    async lend() {
      const before = last;
      const turn = Promise.withResolvers<void>();
      last = turn.promise;
      wanting += 1;
      void turn.promise.then(() => (wanting -= 1));
      await before;
      return () => turn.resolve();
    },
  };
}

function commandOf(text: string): string {
  return /^\s*(\w+)/.exec(text)?.[1]?.toUpperCase() ?? '';
}

function parseRows(result: QueryResult): unknown[] {
  const parsers = result.fields.map((field) => [field.name, fromWire(field.dataTypeID)] as const);
  return result.rows.map((row) => {
    const source = row as Record<string, string | null>;
    const parsed: Record<string, unknown> = {};
    for (const [name, parse] of parsers) {
      const text = source[name];
      parsed[name] = text === null || text === undefined ? null : parse(text);
    }
    return parsed;
  });
}
