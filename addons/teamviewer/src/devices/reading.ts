import type { Host, RunContext, Sql } from '@fernwart/addon-kit';
import { pageDigests, type RawFacts } from './page-digests.ts';
import {
  type DeviceSource,
  knownPages,
  type PageDigests,
  placeKey,
  type ReadPage,
  storePages,
} from './pages-store.ts';
import { addParts, notePages, type PageNote, type Part, restartPart } from './parts-store.ts';
import type { StagedDevice } from './staging-store.ts';
import { touchSync } from './sync-store.ts';

/** Rejects work on a synchronisation that another one has taken the place of. */
export class SyncReplaced extends Error {
  readonly code = 'sync_replaced';
}

/**
 * A sign of life at the end of a transaction, which is undone where another synchronisation has taken over. It comes
 * last, because readers of devices and of assets would wait for each other's hold on that row.
 */
export async function assertMine(sql: Sql, syncId: string): Promise<void> {
  if (!(await touchSync(sql, syncId))) throw new SyncReplaced('another synchronisation took over');
}

/** What reading one configuration needs, and what it tells while it goes on. */
export interface Reading {
  readonly host: Host;
  readonly run: RunContext;
  readonly syncId: string;
  readonly configurationId: string;
  /** Says how far it is, now and then. */
  progress(done: { readonly devices: number }): Promise<void>;
}

/** A page as it came. */
export interface Page<Record> {
  readonly part: Part;
  readonly records: readonly Record[];
  readonly next: string | undefined;
}

/** How a list's records are told apart and compared. */
export interface RecordKind<Record> {
  readonly source: DeviceSource;
  facts(record: Record): RawFacts;
  staged(record: Record): StagedDevice;
}

/** Takes pages in and writes them in bulk. A page and the place where reading goes on become durable together. */
export interface PageDesk {
  add<Record>(page: Page<Record>, kind: RecordKind<Record>): Promise<void>;
  /** Writes what has been gathered. */
  flush(): Promise<void>;
  /** Whatever was read of a list so far counts for nothing. */
  restart(part: Part): Promise<void>;
}

const mostDevices = 2000;
const mostPages = 100;
/** A kill costs no more than what was read within this time. */
const longest = Temporal.Duration.from({ seconds: 2 });

export async function openPageDesk(reading: Reading): Promise<PageDesk> {
  const { host, syncId, configurationId, run } = reading;
  const known = await knownPages(host.sql, configurationId);
  const numbers = new Map<string, number>();
  let pages: ReadPage[] = [];
  let notes: PageNote[] = [];
  let devices = 0;
  let since = host.clock.now();
  let writing: Promise<void> = Promise.resolve();

  function nextNumber(part: Part): number {
    const number = numbers.get(part.part) ?? part.pages;
    numbers.set(part.part, number + 1);
    return number;
  }

  function isSame(place: { part: string; page: number }, digests: PageDigests): boolean {
    const before = known.get(placeKey(place));
    return before?.whole === digests.whole && before.matched === digests.matched;
  }

  async function write(): Promise<void> {
    const [gathered, places, count] = [pages, notes, devices];
    if (places.length === 0) return;
    [pages, notes, devices, since] = [[], [], 0, host.clock.now()];
    run.signal.throwIfAborted();
    await host.transaction(async (tx) => {
      await storePages(tx.sql, configurationId, gathered);
      await notePages(tx.sql, { syncId, configurationId }, places, host.clock.now());
      await assertMine(tx.sql, syncId);
    });
    await reading.progress({ devices: count });
  }

  /** One write at a time, while the next pages are on their way; a second one waits, so that memory stays bounded. */
  async function flush(): Promise<void> {
    const before = writing;
    writing = before.then(write);
    // Whoever flushes next is told of a failure.
    writing.catch(() => undefined);
    await before;
  }

  return {
    async add({ part, records, next }, kind) {
      const place = { part: part.part, page: nextNumber(part) };
      const digests = pageDigests(records.map(kind.facts), part.name, host.package.version);
      if (!isSame(place, digests)) {
        const staged = eachOnce(records.map(kind.staged));
        pages.push({ ...place, digests, source: kind.source, groupName: part.name, devices: staged });
      }
      notes.push({ part: part.part, next: next ?? null, devices: records.length });
      devices += records.length;
      const isDue = Temporal.Instant.compare(since.add(longest), host.clock.now()) < 0;
      if (devices >= mostDevices || notes.length >= mostPages || isDue) await flush();
    },
    async flush() {
      await flush();
      await writing;
    },
    async restart({ part }) {
      await flush();
      await writing;
      numbers.delete(part);
      await restartPart(host.sql, { syncId, configurationId, part });
    },
  };
}

/** Ids that differ in nothing but case are one device. */
function eachOnce(devices: readonly StagedDevice[]): StagedDevice[] {
  return [...new Map(devices.map((device) => [device.deviceId, device])).values()];
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
    await addParts(
      tx.sql,
      syncId,
      configurationId,
      groups.map(({ id, name }) => ({ part: `group:${id}`, name })),
    );
    await notePages(
      tx.sql,
      { syncId, configurationId },
      [{ part, next: next ?? null, devices: 0 }],
      host.clock.now(),
    );
    await assertMine(tx.sql, syncId);
  });
}
