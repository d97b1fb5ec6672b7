import type { Listing, ManagedDevice, TeamViewer } from '@fernwart/teamviewer';
import type { Settings } from '../configuration/settings.ts';
import { callTeamViewer } from '../connection/call.ts';
import { troubleOf } from '../shared/trouble.ts';
import { addParts, listParts, type Part } from './parts-store.ts';
import { openPageDesk, type PageDesk, type Reading, storeGroups } from './reading.ts';
import { groupNameOf, legacyKind, managedKind } from './staged-records.ts';

/** So many lists are on their way at once: while one page is written, the next ones come. */
const listsAtOnce = 3;

/**
 * Reads all devices of one configuration into the staging table, in its mode (acceptance 23, 49): Legacy Sync group by
 * group, because `/devices` has no pages; Group Sync device group by device group and the directly managed ones, page
 * by page. What an earlier attempt has read is not read again. Rejects as the client does.
 */
export async function readConfiguration(reading: Reading, settings: Settings): Promise<void> {
  const { host, syncId, configurationId } = reading;
  const managed = settings.syncMode === 'group';
  const first = [{ part: 'groups', name: null }, ...(managed ? [{ part: 'managed', name: null }] : [])];
  await addParts(host.sql, syncId, configurationId, first);
  const unread = async () =>
    (await listParts(host.sql, syncId, configurationId)).filter((part) => !part.isRead);
  await callTeamViewer(
    host,
    settings,
    'background',
    async (client) => {
      for (const part of await unread()) {
        if (part.part === 'groups') await (managed ? deviceGroups : legacyGroups)(reading, client, part);
      }
      const desk = await openPageDesk(reading);
      const parts = (await unread()).filter((part) => part.part !== 'groups');
      try {
        await eachOf(parts, (part) =>
          part.part === 'managed'
            ? managedPages(desk, client.managed.devices(), part)
            : devicesOf(reading, desk, client, part, managed),
        );
      } finally {
        await desk.flush();
      }
    },
    true,
  );
}

/** A few at a time, in their order; after a failure none is begun any more, and those under way come to their end. */
async function eachOf(parts: readonly Part[], read: (part: Part) => Promise<void>): Promise<void> {
  const waiting = [...parts];
  const failures: unknown[] = [];
  async function goOn(): Promise<void> {
    for (let part = waiting.shift(); part !== undefined && failures.length === 0; part = waiting.shift()) {
      await read(part).catch((error: unknown) => failures.push(error));
    }
  }
  await Promise.all(Array.from({ length: listsAtOnce }, goOn));
  if (failures.length > 0) throw failures[0];
}

async function legacyGroups(reading: Reading, client: TeamViewer, part: Part): Promise<void> {
  const groups = await client.groups.list().all();
  await storeGroups(
    reading,
    part.part,
    groups.map(({ id, name }) => ({ id, name: groupNameOf(name) })),
    undefined,
  );
}

async function deviceGroups(reading: Reading, client: TeamViewer, part: Part): Promise<void> {
  for await (const page of client.managed.groups().pages(part.nextCursor ?? undefined)) {
    const groups = page.records.map(({ id, name }) => ({ id, name: groupNameOf(name) }));
    await storeGroups(reading, part.part, groups, page.next);
  }
}

/** A group that has been deleted since the list was read has no devices. */
async function devicesOf(
  reading: Reading,
  desk: PageDesk,
  client: TeamViewer,
  part: Part,
  managed: boolean,
): Promise<void> {
  const groupId = part.part.slice('group:'.length);
  try {
    if (managed) {
      await managedPages(desk, client.managed.devicesOfGroup(groupId), part);
      return;
    }
    const records = await client.devices.byGroup(groupId).all();
    await desk.add({ part, records, next: undefined }, legacyKind);
  } catch (error) {
    if (troubleOf(error).code !== 'not_found') throw error;
    await reading.run.log('warning', 'sync.groupGone', { group: part.name ?? groupId });
    await desk.add({ part, records: [], next: undefined }, managedKind);
  }
}

/** From where an earlier attempt stopped; from the start where TeamViewer does not know that place any more. */
async function managedPages(desk: PageDesk, list: Listing<ManagedDevice>, part: Part): Promise<void> {
  const read = async (of: Part) => {
    for await (const { records, next } of list.pages(of.nextCursor ?? undefined))
      await desk.add({ part: of, records, next }, managedKind);
  };
  if (part.nextCursor === null) return read(part);
  try {
    await read(part);
  } catch (error) {
    if (troubleOf(error).code !== 'bad_request') throw error;
    await desk.restart(part);
    await read({ ...part, nextCursor: null, pages: 0 });
  }
}
