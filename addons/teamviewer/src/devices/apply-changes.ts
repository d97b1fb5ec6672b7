import type { Host, Transaction } from '@fernwart/addon-kit';
import { analyzeHistory, noteChangedIds } from './history-store.ts';
import { markKept, type NextChange, nextChanges } from './plan-store.ts';
import { assertMine } from './reading.ts';
import { findSync, noteApplied } from './sync-store.ts';
import { idAttribute } from './teamviewer-id.ts';

const chunk = 8000;

/**
 * Makes the planned changes, some thousands in a transaction: attribute, history and how far it is become durable
 * together, so that an interrupted run goes on where it stopped. Removals come first, so that no ID is on two assets at
 * any time. An ID that somebody has set by hand meanwhile is kept.
 */
export async function applyChanges(host: Host, syncId: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const sync = await findSync(host.sql, syncId);
    const applying = sync?.applying ?? 'removals';
    const after = sync?.appliedThrough ?? '';
    const changes = await nextChanges(host.sql, { syncId, applying, after, limit: chunk });
    const through = changes.at(-1)?.assetId;
    if (through === undefined && applying === 'others') break;
    await host.transaction(async (tx) => {
      const shift = through === undefined ? '0' : await write(tx, syncId, changes);
      if (through !== undefined)
        await noteChangedIds(tx.sql, { syncId, applying, after, through }, host.clock.now());
      const next = {
        applying: through === undefined ? ('others' as const) : applying,
        through: through ?? '',
      };
      await noteApplied(tx.sql, syncId, { ...next, shift });
      await assertMine(tx.sql, syncId);
    });
  }
  await analyzeHistory(host.sql);
}

async function write(tx: Transaction, syncId: string, changes: readonly NextChange[]): Promise<string> {
  const { keptByHand, shift } = await tx.assets.setAttributes(
    changes.map(({ assetId, after }) => ({
      assetId,
      attribute: idAttribute,
      value: after,
      origin: 'synchronised' as const,
    })),
  );
  if (keptByHand.length > 0) await markKept(tx.sql, syncId, keptByHand);
  return shift;
}
