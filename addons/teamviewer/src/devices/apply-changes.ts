import type { Host } from '@fernwart/addon-kit';
import { noteNewIds } from './history-store.ts';
import { markApplied, nextChanges } from './plan-store.ts';
import { SyncReplaced } from './reading.ts';
import { touchSync } from './sync-store.ts';
import { idAttribute } from './teamviewer-id.ts';

const chunk = 1000;

/**
 * Makes the planned changes, a thousand in a transaction: attribute, history and the note that it is done become durable
 * together, so that an interrupted run goes on where it stopped. An ID that somebody has set by hand meanwhile is kept.
 */
export async function applyChanges(host: Host, syncId: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const done = await host.transaction(async (tx) => {
      if (!(await touchSync(tx.sql, syncId))) throw new SyncReplaced('another synchronisation took over');
      const changes = await nextChanges(tx.sql, syncId, chunk);
      if (changes.length === 0) return true;
      const { keptByHand } = await tx.assets.setAttributes(
        changes.map(({ assetId, after }) => ({
          assetId,
          attribute: idAttribute,
          value: after,
          origin: 'synchronised' as const,
        })),
      );
      const now = host.clock.now();
      const kept = new Set(keptByHand);
      await noteNewIds(
        tx.sql,
        changes.filter((change) => !kept.has(change.assetId)),
        now,
      );
      await markApplied(
        tx.sql,
        syncId,
        changes.map((change) => change.assetId),
        keptByHand,
        now,
      );
      return false;
    });
    if (done) return;
  }
}
