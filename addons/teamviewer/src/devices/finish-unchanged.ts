import type { Host, RunContext, RunOutcome } from '@fernwart/addon-kit';
import { refreshOnline } from './devices-store.ts';
import { agePages } from './pages-store.ts';
import { readConfigurations } from './parts-store.ts';
import { digestOfPlan } from './plan-store.ts';
import { addCounts, type Counts, endSync, type Sync, setDigest, setWorld } from './sync-store.ts';

/** Ends a run that met everything as the last one left it. Only who was seen when may differ, and is taken over. */
export async function finishUnchanged(
  run: RunContext,
  host: Host,
  sync: Sync,
  last: Sync,
  found: { readonly world: string },
): Promise<RunOutcome> {
  const now = host.clock.now();
  const read = await readConfigurations(host.sql, sync.id);
  const counts: Counts = {
    ...last.counts,
    assign: 0,
    replace: 0,
    remove: 0,
    vanished: 0,
    written: 0,
    keptByHand: 0,
  };
  await host.transaction(async (tx) => {
    if (sync.mode === 'sync') {
      await refreshOnline(tx.sql, last.startedAt);
      await agePages(tx.sql);
      await setWorld(tx.sql, sync.id, found.world);
    } else {
      // Whoever applies a preview is held to what it showed, be it nothing.
      await setDigest(tx.sql, sync.id, await digestOfPlan(tx.sql, sync.id, read));
    }
    await addCounts(tx.sql, sync.id, counts);
    await endSync(tx.sql, sync.id, sync.mode === 'sync' ? 'done' : 'previewed', now);
    await tx.touch('assets');
    await tx.touch(`run:${sync.id}`);
  });
  const seconds = Math.max(1, Math.round(sync.startedAt.until(now).total('seconds')));
  await run.log('info', 'sync.unchanged', { devices: counts['devices'] ?? 0, seconds });
  return { kind: 'done', result: { ...counts, seconds } };
}
