import type { Clock } from '../../platform/clock/clock.ts';
import type { NewId } from '../../platform/crypto/ids.ts';
import { keysetCursor } from '../../platform/http/keyset-cursor.ts';
import type { Live } from '../../platform/live/live.ts';
import type { Journal, JournalReader } from './journal.ts';
import { findEntry, insertEntry, listEntries } from './store.ts';

const cursor = keysetCursor('journal', 'instant');

export function createJournal(deps: { live: Live; clock: Clock; newId: NewId }): Journal & JournalReader {
  const { live, clock, newId } = deps;
  return {
    async add(tx, entry) {
      const written = await insertEntry(tx, newId(), clock.now(), entry);
      if (written) await live.touch(tx, `activity:${entry.activityId}`);
      return written;
    },
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
