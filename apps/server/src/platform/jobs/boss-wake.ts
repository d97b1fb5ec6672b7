import { type Db, PgBoss } from 'pg-boss';
import type { Database, Executor } from '../db/database.ts';
import type { Log } from '../log/log.ts';
import type { Wake, WakeQueue } from './wake.ts';

const queues: readonly WakeQueue[] = ['run', 'event', 'mail'];

export interface BossWake extends Wake {
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** pg-boss on our own door. A job is done as soon as its id was handed over: the row behind the id carries the work. */
export function bossWake(database: Database, log: Log): BossWake {
  const boss = new PgBoss({
    db: bossDatabase(database),
    backend: database.kind,
    schema: 'pgboss',
    schedule: false,
    useListenNotify: true,
  });
  const here = new Map<WakeQueue, Worker>();
  boss.on('error', (error) => log.warn('waking up failed', { error }));
  boss.on('warning', (warning) => log.warn('waking up is impaired', { warning }));
  return {
    async start() {
      await boss.start();
      for (const queue of queues) {
        await boss.createQueue(queue, {
          notify: true,
          retryLimit: 0,
          expireInSeconds: 60,
          deleteAfterSeconds: 600,
          retentionSeconds: 86_400,
        });
      }
    },
    stop() {
      here.clear();
      return boss.stop({ graceful: false });
    },
    async send(tx, queue, id) {
      const worker = here.get(queue);
      if (!worker?.hasRoom()) await boss.send(queue, { id }, { db: onTransaction(tx) });
      // A node that has room takes what it made due itself. If it dies in between, a sweep finds the row.
      else tx.afterCommit(() => handOver(worker, queue, id));
    },
    async work(queue, handle, hasRoom = () => true) {
      here.set(queue, { handle, hasRoom });
      const options = {
        batchSize: 50,
        burstWhenBatchFull: true,
        pollingIntervalSeconds: 2,
        notifyPollingIntervalSeconds: 10,
      };
      await boss.work<{ id: string }>(queue, options, async (jobs) => {
        for (const job of jobs) handle(job.data.id);
      });
    },
  };

  async function handOver({ handle, hasRoom }: Worker, queue: WakeQueue, id: string): Promise<void> {
    if (hasRoom()) handle(id);
    else await boss.send(queue, { id });
  }
}

interface Worker {
  readonly handle: (id: string) => void;
  readonly hasRoom: () => boolean;
}

/** pg-boss counts with dates, our door with instants. */
function withDates(row: unknown): unknown {
  if (typeof row !== 'object' || row === null) return row;
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value instanceof Temporal.Instant ? new Date(value.epochMilliseconds) : value,
    ]),
  );
}

function onTransaction(tx: Executor): Db {
  return { executeSql: async (text, values = []) => ({ rows: await tx.query(text, values as never) }) };
}

function bossDatabase(database: Database): Db {
  return {
    executeSql: (text, values = []) =>
      database.session(async (query) => {
        try {
          const { rows } = await query(text, values);
          return { rows: rows.map(withDates) };
        } catch (error) {
          // A text that began a transaction and failed leaves the session inside it.
          await query('rollback', []);
          throw error;
        }
      }),
    async listen(channel, onNotification, onReconnect) {
      const close = await database.listen(channel, onNotification, onReconnect);
      onReconnect();
      return { close };
    },
  };
}
