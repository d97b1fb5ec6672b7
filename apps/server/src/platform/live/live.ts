import type { Executor } from '../db/database.ts';

/** Live push: events carry a topic, never data (design §10). */
export interface Live {
  /** Announces changes once the transaction is durable; reaches every node. */
  touch(tx: Executor, ...topics: readonly string[]): Promise<void>;
  /** Calls back for each touched topic on any node; `null` says that some may have been missed. */
  subscribe(listener: (topic: string | null) => void): () => void;
}
