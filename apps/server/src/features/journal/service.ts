import type { Clock } from '../../platform/clock/clock.ts';
import type { NewId } from '../../platform/crypto/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import { keysetCursor } from '../../platform/http/keyset-cursor.ts';
import type { Live } from '../../platform/live/live.ts';
import type { Journal, JournalReader, NewEntry } from './journal.ts';
import { findEntry, insertEntries, listEntries } from './store.ts';

const cursor = keysetCursor('journal', 'instant');

export function createJournal(deps: { live: Live; clock: Clock; newId: NewId }): Journal & JournalReader {
  const { live, clock, newId } = deps;

  async function addAll(tx: Tx, entries: readonly NewEntry[]): Promise<readonly NewEntry[]> {
    const written: NewEntry[] = [];
    for (const round of inRounds(entries)) {
      const rows = round.map((entry) => ({ id: newId(), entry }));
      const ids = await insertEntries(tx, clock.now(), rows);
      written.push(...rows.filter(({ id }) => ids.has(id)).map(({ entry }) => entry));
    }
    const topics = new Set(written.map(({ activityId }) => `activity:${activityId}`));
    if (topics.size > 0) await live.touch(tx, ...topics);
    return written;
  }

  return {
    async add(tx, entry) {
      return (await addAll(tx, [entry])).length === 1;
    },
    addAll,
    async page(on, activityId, query) {
      const after = cursor.decode(query.cursor);
      const rows = await listEntries(on, activityId, query.internal, after, query.limit + 1);
      const shown = rows.slice(0, query.limit);
      const last = rows.length > query.limit ? shown.at(-1) : undefined;
      return {
        items: shown.map((row) => row.entry),
        ...(last ? { nextCursor: cursor.encode(last.cursor) } : {}),
      };
    },
    entry: findEntry,
  };
}

/** An entry finds the one that it supersedes only once that is written: it goes into a later statement. */
function* inRounds(entries: readonly NewEntry[]): Generator<readonly NewEntry[]> {
  let round: NewEntry[] = [];
  let keys = new Set<string>();
  for (const entry of entries) {
    if (entry.supersedesKey !== undefined && keys.has(`${entry.activityId} ${entry.supersedesKey}`)) {
      yield round;
      round = [];
      keys = new Set();
    }
    round.push(entry);
    keys.add(`${entry.activityId} ${entry.key}`);
  }
  if (round.length > 0) yield round;
}
