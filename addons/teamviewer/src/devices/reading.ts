import type { Host, RunContext } from '@fernwart/addon-kit';
import { addParts, notePage } from './parts-store.ts';
import { type StagedDevice, stageDevices } from './staging-store.ts';
import { touchSync } from './sync-store.ts';

/** Rejects work on a synchronisation that another one has taken the place of. */
export class SyncReplaced extends Error {
  readonly code = 'sync_replaced';
}

/** What reading one configuration needs, and what it tells while it goes on. */
export interface Reading {
  readonly host: Host;
  readonly run: RunContext;
  readonly syncId: string;
  readonly configurationId: string;
  /** Says how far it is, now and then. */
  progress(devices: number): Promise<void>;
}

/** A page and the place where reading goes on become durable together. */
export async function storePage(
  reading: Reading,
  part: string,
  devices: readonly StagedDevice[],
  next: string | undefined,
): Promise<void> {
  const { host, syncId, configurationId, run } = reading;
  run.signal.throwIfAborted();
  await host.transaction(async (tx) => {
    if (!(await touchSync(tx.sql, syncId))) throw new SyncReplaced('another synchronisation took over');
    await stageDevices(tx.sql, configurationId, devices);
    await notePage(
      tx.sql,
      { syncId, configurationId, part },
      { next: next ?? null, devices: devices.length, now: host.clock.now() },
    );
  });
  await reading.progress(devices.length);
}

/** A page of groups: each becomes a part of its own. */
export async function storeGroups(
  reading: Reading,
  part: string,
  groups: readonly { readonly id: string; readonly name: string | null }[],
  next: string | undefined,
): Promise<void> {
  const { host, syncId, configurationId } = reading;
  await host.transaction(async (tx) => {
    if (!(await touchSync(tx.sql, syncId))) throw new SyncReplaced('another synchronisation took over');
    await addParts(
      tx.sql,
      syncId,
      configurationId,
      groups.map(({ id, name }) => ({ part: `group:${id}`, name })),
    );
    await notePage(
      tx.sql,
      { syncId, configurationId, part },
      { next: next ?? null, devices: 0, now: host.clock.now() },
    );
  });
}
