import type { Host, RunContext, RunOutcome, Workflow } from '@fernwart/addon-kit';
import { findSettings } from '../configuration/find-settings.ts';
import { connectedIds } from '../connection/store.ts';
import { isTaken } from '../shared/is-taken.ts';
import { failRun } from '../shared/run-end.ts';
import { isPassing, type Trouble, troubleOf } from '../shared/trouble.ts';
import { beginSync } from './begin-sync.ts';
import { failSync } from './fail-sync.ts';
import { finishSync } from './finish-sync.ts';
import { finishUnchanged } from './finish-unchanged.ts';
import { settlePages } from './pages-store.ts';
import { readAssets } from './read-assets.ts';
import { readConfiguration } from './read-configuration.ts';
import { SyncReplaced } from './reading.ts';
import { brokenDevices } from './staging-store.ts';
import { endSync, lastDone, type Sync, setFingerprint, setPhase, setWorld, touchSync } from './sync-store.ts';
import { tellProgress } from './tell-progress.ts';
import { isUnchanged, worldOf } from './world.ts';

/** TeamViewer may be unreachable for so long before a run gives up; what was read meanwhile stays. */
const patience = Temporal.Duration.from({ hours: 6 });
const pause = Temporal.Duration.from({ minutes: 2 });
const mostAttempts = 20;
/** Assets that were read longer ago are read again before they are matched. */
const freshFor = Temporal.Duration.from({ minutes: 1 });

/**
 * `W_Team_syncAssets-EAWF`: brings all TeamViewer IDs onto the assets (acceptance 45–52), as preview or for real. An
 * interrupted run goes on where it stopped, and nothing is written before everything has been read.
 */
export const syncAssetsWorkflow: Workflow = async (run, host) => {
  const sync = await beginSync(run, host);
  if (sync === 'busy') {
    await run.log('info', 'sync.waiting');
    return { kind: 'again', at: host.clock.now().add({ seconds: 15 }) };
  }
  if (!sync.active) return { kind: 'done', result: sync.counts };
  try {
    if (sync.phase === 'reading') {
      const outcome = await readEverything(run, host, sync);
      if (outcome !== null) return outcome;
      await setPhase(host.sql, sync.id, 'matching');
    }
    return await finishSync(run, host, sync);
  } catch (error) {
    if (error instanceof SyncReplaced) return failSync(run, host, 'replaced', 'sync.replaced');
    if (!isTaken(error) || run.attempt >= mostAttempts) throw error;
    // A node that was frozen still does the same work, until it notices that the run has gone to this one.
    await run.log('info', 'sync.waiting');
    return { kind: 'again', at: host.clock.now().add({ seconds: 15 }) };
  }
};

/**
 * Reads devices and assets side by side. Null when at least one configuration was read whole and something is to be
 * matched; the end of the run when everything is as the last synchronisation left it.
 */
async function readEverything(run: RunContext, host: Host, sync: Sync): Promise<RunOutcome | null> {
  await run.log('info', run.attempt === 1 ? `sync.started.${sync.mode}` : 'sync.resumed');
  const last = await lastDone(host.sql);
  const begun = host.clock.now();
  const [devices, assets] = await Promise.allSettled([
    readConfigurations(run, host, sync),
    readChangedAssets(run, host, sync, last),
  ]);
  if (devices.status === 'rejected') throw devices.reason;
  if (devices.value !== null) return devices.value;
  if (assets.status === 'rejected') throw assets.reason;

  const world = await worldOf(host, sync.id);
  if (sync.mode !== 'apply' && last !== null) {
    const found = { world, assets: assets.value.fingerprint };
    if (await isUnchanged(host, last, found)) return finishUnchanged(run, host, sync, last, found);
  }
  await setWorld(host.sql, sync.id, world);
  await settlePages(host.sql, sync.id);
  await nameBroken(run, host);
  const isOld = Temporal.Instant.compare(begun.add(freshFor), host.clock.now()) < 0;
  if (!assets.value.areRead || isOld)
    await readAssets(host, sync.id, await host.assets.fingerprint(), run.signal);
  return null;
}

/** Assets that nobody but the last synchronisation has changed since are not read before something else has. */
async function readChangedAssets(
  run: RunContext,
  host: Host,
  sync: Sync,
  last: Sync | null,
): Promise<{ fingerprint: string; areRead: boolean }> {
  const fingerprint = await host.assets.fingerprint();
  if (last?.assetsFingerprint === fingerprint && last.world !== null) {
    await setFingerprint(host.sql, sync.id, fingerprint);
    return { fingerprint, areRead: false };
  }
  await readAssets(host, sync.id, fingerprint, run.signal);
  return { fingerprint, areRead: true };
}

/** Null when at least one configuration was read whole. */
async function readConfigurations(run: RunContext, host: Host, sync: Sync): Promise<RunOutcome | null> {
  const progress = tellProgress(run, host, sync.id);
  let trouble: Trouble = { code: 'not_connected' };
  let wholly = 0;
  for (const configurationId of await connectedIds(host.sql)) {
    const settings = await findSettings(host, configurationId);
    if (settings === null) continue;
    await run.log('info', `sync.reading.${settings.syncMode}`, { configuration: settings.name });
    try {
      await readConfiguration({ host, run, syncId: sync.id, configurationId, progress }, settings);
      wholly += 1;
    } catch (error) {
      if (error instanceof SyncReplaced || run.signal.aborted) throw error;
      trouble = troubleOf(error);
      if (trouble.code === 'our_fault') host.log.error('A synchronisation could not read', { error });
      const waits =
        isPassing(trouble) && sync.startedAt.until(host.clock.now()).total('hours') < patience.hours;
      if (waits) return wait(run, host, sync, trouble);
      await run.log('error', 'sync.notRead', { configuration: settings.name });
      await run.log('error', sentenceOf(trouble));
    }
  }
  if (wholly > 0) return null;
  await endSync(host.sql, sync.id, 'failed', host.clock.now(), trouble);
  return failRun(run, host, trouble);
}

/** Trouble that passes by itself: the same run goes on with the page it could not get. */
async function wait(run: RunContext, host: Host, sync: Sync, trouble: Trouble): Promise<RunOutcome> {
  const now = host.clock.now();
  const told = trouble.until === undefined ? now.add(pause) : Temporal.Instant.from(trouble.until);
  const latest = now.add({ minutes: 30 });
  const at = Temporal.Instant.compare(told, latest) < 0 ? told : latest;
  await touchSync(host.sql, sync.id, now.until(at).total('seconds') + 60);
  await run.log('warning', sentenceOf(trouble));
  await run.log('info', 'sync.goesOn');
  return { kind: 'again', at: Temporal.Instant.compare(at, now) > 0 ? at : now.add({ seconds: 1 }) };
}

function sentenceOf(trouble: Trouble): string {
  return trouble.right === undefined ? `trouble.${trouble.code}` : `run.missing.${trouble.right}`;
}

/** A record that cannot be used is left out and named; the others go on. */
async function nameBroken(run: RunContext, host: Host): Promise<void> {
  for (const { name, deviceId } of await brokenDevices(host.sql, 20)) {
    await run.log('warning', 'sync.broken', { device: name === '' ? deviceId : name });
  }
}
