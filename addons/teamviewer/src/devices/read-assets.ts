import type { Host } from '@fernwart/addon-kit';
import { SyncReplaced } from './reading.ts';
import { stagedAsset } from './staged-records.ts';
import { clearStagedAssets, stageAssets } from './staging-store.ts';
import { touchSync } from './sync-store.ts';

const page = 1000;

/** Brings all assets into the staging table. It is quick and starts afresh on each attempt, so that they are as they are now. */
export async function readAssets(host: Host, syncId: string, signal: AbortSignal): Promise<void> {
  await clearStagedAssets(host.sql);
  for (let after: string | null = null; ; ) {
    signal.throwIfAborted();
    const assets = await host.assets.page(after, page);
    await host.transaction(async (tx) => {
      if (!(await touchSync(tx.sql, syncId))) throw new SyncReplaced('another synchronisation took over');
      await stageAssets(tx.sql, assets.map(stagedAsset));
    });
    const last = assets.at(-1);
    if (last === undefined || assets.length < page) return;
    after = last.id;
  }
}
