import type { Host, RunContext, RunOutcome } from '@fernwart/addon-kit';
import { applyChanges } from './apply-changes.ts';
import { isBraked } from './brake.ts';
import { rememberDevices } from './devices-store.ts';
import { failSync } from './fail-sync.ts';
import { noteSetByHand } from './history-store.ts';
import { countItems, publishItems, stageItems } from './inbox-store.ts';
import { countMatches, matchStaged } from './matching-store.ts';
import { agePages } from './pages-store.ts';
import { readConfigurations } from './parts-store.ts';
import { countApplied, countChanges, countVanishing, digestOfPlan, planChanges } from './plan-store.ts';
import { sideBySide } from './side-by-side.ts';
import { countStaged } from './staging-store.ts';
import { addCounts, endSync, findSync, type Sync, setDigest, setPhase } from './sync-store.ts';

/** Matches what was read, and applies it unless it is a preview, the brake stops it, or the world has changed since its preview. */
export async function finishSync(run: RunContext, host: Host, sync: Sync): Promise<RunOutcome> {
  const read = await readConfigurations(host.sql, sync.id);
  if (sync.phase !== 'applying') {
    const stop = await plan(run, host, sync, read);
    if (stop !== null) return stop;
    await setPhase(host.sql, sync.id, 'applying');
  }
  const now = host.clock.now();
  await sideBySide(applyChanges(host, sync.id, run.signal), rememberDevices(host.sql, read, now));
  const applied = await countApplied(host.sql, sync.id);
  await host.transaction(async (tx) => {
    await publishItems(tx.sql, now);
    await agePages(tx.sql);
    await addCounts(tx.sql, sync.id, { written: applied.written, keptByHand: applied.kept });
    await endSync(tx.sql, sync.id, 'done', host.clock.now());
    await tx.touch('assets');
    await tx.touch(`run:${sync.id}`);
  });
  const counts = (await findSync(host.sql, sync.id))?.counts ?? {};
  const seconds = Math.max(1, Math.round(sync.startedAt.until(host.clock.now()).total('seconds')));
  await run.log('info', 'sync.done', { written: applied.written, kept: applied.kept, seconds });
  return { kind: 'done', result: { ...counts, seconds } };
}

async function plan(
  run: RunContext,
  host: Host,
  sync: Sync,
  read: readonly string[],
): Promise<RunOutcome | null> {
  const now = host.clock.now();
  await matchStaged(host.sql, read, now);
  await sideBySide(stageItems(host.sql), planChanges(host.sql, sync.id));
  const staged = await countStaged(host.sql);
  const changes = await countChanges(host.sql, sync.id);
  const { vanishing, known } = await countVanishing(host.sql, read);
  const items = Object.values(await countItems(host.sql)).reduce((sum, count) => sum + count, 0);
  const matched = Object.values(await countMatches(host.sql)).reduce((sum, count) => sum + count, 0);
  const { devices, assets, broken } = staged;
  const counts = { devices, broken, assets, matched, ...changes, vanished: vanishing, inbox: items };
  await addCounts(host.sql, sync.id, counts);
  await run.log('info', 'sync.matched', { devices, assets, matched, inbox: items });
  await run.log('info', 'sync.changes', { ...changes, vanished: vanishing });

  /** Whoever applies it later is held to what is shown now. */
  const show = async (phase: 'previewed' | 'braked') => {
    const digest = await digestOfPlan(host.sql, sync.id, read);
    await setDigest(host.sql, sync.id, digest);
    await endSync(host.sql, sync.id, phase, now);
    await host.transaction((tx) => tx.touch(`run:${sync.id}`));
  };
  if (sync.mode === 'preview') {
    await show('previewed');
    await run.log('info', 'sync.previewed');
    return { kind: 'done', result: counts };
  }
  if (sync.mode === 'apply') {
    const shown = await findSync(host.sql, sync.previewId ?? '');
    if (shown?.digest !== (await digestOfPlan(host.sql, sync.id, read))) {
      await show('previewed');
      return failSync(run, host, 'world_changed', 'sync.worldChanged');
    }
  } else if (isBraked(changes.replace + changes.remove + vanishing, Math.max(staged.withId, known))) {
    await show('braked');
    return failSync(run, host, 'brake', 'sync.braked', {
      changes: changes.replace + changes.remove + vanishing,
      existing: Math.max(staged.withId, known),
    });
  }
  await noteSetByHand(host.sql, now);
  return null;
}
