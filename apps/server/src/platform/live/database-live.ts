import type { Database, Tx } from '../db/database.ts';
import type { Live } from './live.ts';

const channel = 'fernwart_live';

/** Live push over the database's notifications: they leave when the transaction is durable and reach every node. */
export async function databaseLive(database: Database): Promise<Live & { close(): Promise<void> }> {
  const listeners = new Set<(topic: string | null) => void>();
  const tell = (topic: string | null) => {
    for (const listener of listeners) listener(topic);
  };
  const stop = await database.listen(channel, tell, () => tell(null));
  return {
    async touch(tx, ...topics) {
      if (topics.length === 0) return;
      // With the commit, in a transaction: however often something is touched in it, pages ask once.
      if ('notify' in tx) for (const topic of topics) (tx as Tx).notify(channel, topic);
      else await tx.sql`select pg_notify(${channel}, topic) from unnest(${topics}::text[]) topic`;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: stop,
  };
}
