import type { Database } from '../db/database.ts';
import { contentsNaming, replaceContents, textColumns } from './sealed-columns-store.ts';
import type { KeyRing } from './sealer.ts';

/** Small enough to be over in a moment, so that nobody waits for a row. */
const step = 100;

export interface Resealed {
  readonly moved: number;
  /** Values of the first form, which can only be sealed anew by whoever knows their purpose. */
  readonly stuck: number;
}

/**
 * Puts everything that the old key sealed under the one that seals now, a hundred rows a transaction. Each step stands
 * for itself: killed in between, the next time goes on with what is left.
 */
export async function reseal(db: Database, ring: KeyRing, oldId: string): Promise<Resealed> {
  const sealed = new RegExp(`v[12]\\.${oldId}(?:\\.[\\w-]*){3,4}`, 'g');
  let moved = 0;
  let stuck = 0;
  for (const column of await textColumns(db)) {
    let after = '';
    for (;;) {
      const contents = await contentsNaming(db, column, oldId, after, step);
      const replaced = contents.flatMap((before) => changed(before));
      if (replaced.length > 0) await db.transaction((tx) => replaceContents(tx, column, replaced));
      moved += replaced.length;
      stuck += contents.filter(isOfFirstForm).length;
      after = contents.at(-1) ?? '';
      if (contents.length < step) break;
    }
  }
  return { moved, stuck };

  function changed(before: string): { before: string; after: string }[] {
    const now = before.replace(sealed, (value) => ring.rewrap(value) ?? value);
    return now === before ? [] : [{ before, after: now }];
  }
  function isOfFirstForm(content: string): boolean {
    return content.startsWith(`v1.${oldId}.`) || content.includes(`"v1.${oldId}.`);
  }
}
