import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { insertPause, lockHome, saveHome } from './pause-store.ts';

/**
 * Remembers where this database lives, and pauses the system when it wakes up somewhere else: then it is a copy, and its
 * original may still be at work. Answers whether that was noticed now.
 */
export async function noticeCopy(db: Database, marks: readonly string[], clock: Clock): Promise<boolean> {
  return db.transaction(async (tx) => {
    const known = await lockHome(tx);
    if (known !== null && marks.every((mark) => known.includes(mark))) return false;
    await saveHome(tx, marks, clock.now());
    const isCopy = known !== null && !marks.some((mark) => known.includes(mark));
    return isCopy && (await insertPause(tx, 'copied', clock.now()));
  });
}
