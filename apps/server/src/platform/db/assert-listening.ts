import { randomBytes } from 'node:crypto';
import { StartRefused } from '../start-refused.ts';
import type { Database } from './database.ts';

const patienceMilliseconds = 10_000;
const askAgainMilliseconds = 1000;

/**
 * Tells itself something through the pool and waits to hear it. A pooler that hands sessions out by transaction swallows
 * LISTEN without a word: no browser would be told anything, and nodes would not hear of each other. Rejects with
 * `StartRefused`.
 */
export async function assertListening(db: Database, patience: number = patienceMilliseconds): Promise<void> {
  const channel = `fernwart_probe_${randomBytes(8).toString('hex')}`;
  const heard = Promise.withResolvers<true>();
  const stop = await db.listen(
    channel,
    () => heard.resolve(true),
    () => undefined,
  );
  try {
    for (let waited = 0; waited < patience; waited += askAgainMilliseconds) {
      await db.sql`select pg_notify(${channel}, '')`;
      if (await Promise.race([heard.promise, later(askAgainMilliseconds)])) return;
    }
  } finally {
    await stop();
  }
  throw new StartRefused(
    'database',
    'The database at DATABASE_URL answers, but what one session notifies does not reach another that listens. A pooler in transaction mode does this: connect to PostgreSQL itself, or through a pooler in session mode.',
  );
}

function later(milliseconds: number): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), milliseconds).unref());
}
