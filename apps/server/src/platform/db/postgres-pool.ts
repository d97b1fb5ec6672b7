import pg from 'pg';
import type { SqlValue } from './database.ts';
import type { SessionPool } from './session-pool.ts';
import { fromWire, toWire } from './wire.ts';

const reconnectAfterMilliseconds = 500;

/** Sessions of a real PostgreSQL server. */
export function postgresPool(url: string, onError: (error: unknown) => void): SessionPool {
  const types = { getTypeParser: (typeId: number) => fromWire(typeId) };
  const settings = {
    connectionString: url,
    types,
    application_name: 'fernwart',
    // Neither compiling a statement nor starting processes for it pays here: a search took ten times as long with them.
    options: [
      '-c TimeZone=UTC -c jit=off -c max_parallel_workers_per_gather=0',
      // What a synchronisation or a search of everything sorts and hashes fits into memory instead of into files.
      '-c work_mem=16MB',
      '-c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000',
    ].join(' '),
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  };
  // Statements that do not wait for one another leave at once: a transaction begins in the packet of its first one.
  const pool = new pg.Pool({ ...settings, max: 10, pipeline: true });
  // The pool replaces a connection that breaks, but listens for it only while it is idle: one that breaks between two
  // statements of a transaction, as when the server restarts, would end the process.
  pool.on('connect', (client) => client.on('error', onError));
  pool.on('error', () => undefined);
  return {
    async connect() {
      const client = await pool.connect();
      return {
        query: async (text, values) => {
          const result = await client.query(
            text,
            values.map((value) => toWire(value as SqlValue | Date | object)),
          );
          return oneResult(result);
        },
        release: (error) => client.release(error),
      };
    },
    end: () => pool.end(),
    use: () => ({ open: pool.totalCount, idle: pool.idleCount, wanted: pool.waitingCount }),
    listen: (channel, onNotification, onGap) => listen(settings, channel, onNotification, onGap, onError),
  };
}

/** A text of several statements answers several results, whatever the types say. */
function oneResult(result: pg.QueryResult | pg.QueryResult[]) {
  const results = Array.isArray(result) ? result : [result];
  const last = results.at(-1);
  return {
    command: last?.command ?? '',
    rowCount: last?.rowCount ?? 0,
    rows: results.flatMap((each) => each.rows),
  };
}

/** Holds one connection of its own and opens it again whenever it breaks. */
async function listen(
  settings: pg.ClientConfig,
  channel: string,
  onNotification: (payload: string) => void,
  onGap: () => void,
  onError: (error: unknown) => void,
): Promise<() => Promise<void>> {
  let closed = false;
  let current: pg.Client | undefined;

  async function open(): Promise<void> {
    const client = new pg.Client(settings);
    client.on('notification', (message) => onNotification(message.payload ?? ''));
    client.on('error', onError);
    client.on('end', () => {
      if (!closed && current === client) void reopen();
    });
    await client.connect();
    await client.query(`listen "${channel}"`);
    current = client;
  }
  async function reopen(): Promise<void> {
    while (!closed) {
      try {
        await open();
        onGap();
        return;
      } catch (error) {
        onError(error);
        await new Promise((resolve) => setTimeout(resolve, reconnectAfterMilliseconds).unref());
      }
    }
  }

  await open();
  return async () => {
    closed = true;
    await current?.end();
  };
}
