import type { Database, Executor, Sql, SqlValue, Tx } from './database.ts';
import type { Session, SessionPool } from './session-pool.ts';
import { statementOf } from './sql-text.ts';
import { assertOutsideTransaction, insideTransaction } from './transaction-guard.ts';

/** Puts the one door in front of a pool of sessions. */
export function openDatabase(
  kind: Database['kind'],
  pool: SessionPool,
  onError: (error: unknown) => void,
): Database {
  async function connect(): Promise<Session> {
    assertOutsideTransaction('A query on the database itself');
    return pool.connect();
  }
  async function alone<Row extends object>(text: string, values: readonly SqlValue[] = []): Promise<Row[]> {
    const session = await connect();
    try {
      return (await session.query(text, values)).rows as Row[];
    } finally {
      session.release();
    }
  }
  const root = executorOn(alone);
  return {
    kind,
    ...root,
    async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
      const afterwards: (() => void | Promise<void>)[] = [];
      const session = await connect();
      const result = await inTransaction(session, async () => {
        const told = new Map<string, Set<string>>();
        let over = false;
        let failure: { readonly error: unknown } | undefined;
        const tx: Tx = {
          ...executorOn(async (text, values = []) => {
            if (over) throw new Error('this transaction is over: its session belongs to somebody else');
            try {
              return (await session.query(text, values)).rows as never;
            } catch (error) {
              failure ??= { error };
              throw error;
            }
          }),
          afterCommit: (todo) => void afterwards.push(todo),
          notify(channel, payload) {
            told.set(channel, (told.get(channel) ?? new Set()).add(payload));
          },
        };
        const answer = await insideTransaction(() => work(tx)).finally(() => (over = true));
        // The database keeps nothing of a transaction in which a statement failed, even where the work took it for no harm.
        if (failure) throw failure.error;
        for (const [channel, payloads] of told) {
          // Its answer holds nothing; one that fails makes the commit fail.
          session
            .query('select pg_notify($1, payload) from unnest($2::text[]) payload', [channel, [...payloads]])
            .catch(() => undefined);
        }
        return answer;
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
    async together<Row extends object>(statements: Parameters<Database['together']>[0]): Promise<Row[]> {
      const session = await connect();
      let asked: Promise<{ rows: unknown[] }>[] = [];
      await inTransaction(session, async () => {
        asked = statements.map(({ text, values }) => session.query(text, values));
        for (const each of asked) each.catch(() => undefined);
      }).catch(async (error: unknown) => {
        await Promise.all(asked);
        throw error;
      });
      const answers = await Promise.all(asked);
      return (answers.at(-1)?.rows ?? []) as Row[];
    },
    async script(text) {
      await alone(text);
    },
    async session(work) {
      const session = await connect();
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
    close: () => pool.end(),
  };
}

/**
 * Begins, works, commits. A session answers its statements in the order in which they were asked, so that the first one
 * of the work leaves without waiting for the beginning's answer.
 */
async function inTransaction<T>(session: Session, work: () => Promise<T>): Promise<T> {
  const begun = session.query('begin', []);
  begun.catch(() => undefined);
  let broken: Error | undefined;
  try {
    const result = await work();
    await session.query('commit', []);
    return result;
  } catch (error) {
    await session.query('rollback', []).catch((cause: Error) => (broken = cause));
    throw error;
  } finally {
    session.release(broken);
  }
}

function executorOn(query: Executor['query']): Executor {
  const sql: Sql = (strings, ...values) => {
    const { text, values: flat } = statementOf(strings, values);
    return query(text, flat);
  };
  return { sql, query };
}
