import { CompiledQuery, Kysely, sql as kyselySql, PostgresDialect } from 'kysely';
import type { Database, Executor, Sql, SqlValue, Tx } from './database.ts';
import type { SessionPool } from './session-pool.ts';
import { assertOutsideTransaction, insideTransaction } from './transaction-guard.ts';

/** Puts the one door in front of a pool of sessions. */
export function openDatabase(
  kind: Database['kind'],
  pool: SessionPool,
  onError: (error: unknown) => void,
): Database {
  const guarded: SessionPool = {
    ...pool,
    connect: () => {
      assertOutsideTransaction('A query on the database itself');
      return pool.connect();
    },
  };
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: guarded as never }) });
  const root = executorOn(kysely);
  return {
    kind,
    ...root,
    async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
      const afterwards: (() => void | Promise<void>)[] = [];
      const result = await kysely.transaction().execute((trx) => {
        const tx: Tx = { ...executorOn(trx), afterCommit: (todo) => void afterwards.push(todo) };
        return insideTransaction(() => work(tx));
      });
      for (const todo of afterwards) {
        try {
          await todo();
        } catch (error) {
          onError(error);
        }
      }
      return result;
    },
    async script(text) {
      await kysely.executeQuery(CompiledQuery.raw(text));
    },
    async session(work) {
      const session = await guarded.connect();
      try {
        return await work((text, values) => session.query(text, values));
      } finally {
        session.release();
      }
    },
    listen: (channel, onNotification, onGap) => pool.listen(channel, onNotification, onGap),
    async now() {
      const [row] = await root.sql<{ now: Temporal.Instant }>`select clock_timestamp() as now`;
      if (!row) throw new Error('the database did not tell its time');
      return row.now;
    },
    pool: () => pool.use(),
    close: () => kysely.destroy(),
  };
}

function executorOn(on: Kysely<unknown>): Executor {
  const sql: Sql = async (strings, ...values) =>
    (await kyselySql(strings, ...values).execute(on)).rows as never;
  return {
    sql,
    query: async <Row extends object>(text: string, values: readonly SqlValue[] = []) =>
      (await on.executeQuery(CompiledQuery.raw(text, [...values]))).rows as Row[],
  };
}
