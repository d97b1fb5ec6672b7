import type { Host } from '@fernwart/addon-kit';
import { assertMine } from './reading.ts';
import { stagedAsset } from './staged-records.ts';
import { analyzeAssets, clearStagedAssets, stageAssets } from './staging-store.ts';
import { setFingerprint } from './sync-store.ts';

const page = 2000;

/**
 * Brings all assets into the staging table, afresh on each attempt, so that they are as they are now. `fingerprint` was
 * taken before: what changes meanwhile makes it differ, and the next synchronisation looks again.
 */
export async function readAssets(
  host: Host,
  syncId: string,
  fingerprint: string,
  signal: AbortSignal,
): Promise<void> {
  await clearStagedAssets(host.sql);
  await setFingerprint(host.sql, syncId, fingerprint);
  let ahead = host.assets.page(null, page);
  for (;;) {
    signal.throwIfAborted();
    const assets = await ahead;
    const last = assets.length < page ? undefined : assets.at(-1);
    if (last !== undefined) {
      ahead = host.assets.page(last.id, page);
      ahead.catch(() => undefined);
    }
    await host.transaction(async (tx) => {
      await stageAssets(tx.sql, assets.map(stagedAsset));
      await assertMine(tx.sql, syncId);
    });
    if (last === undefined) break;
  }
  await analyzeAssets(host.sql);
}
