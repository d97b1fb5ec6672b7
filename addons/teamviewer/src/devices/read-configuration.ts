import type { Listing, ManagedDevice, TeamViewer } from '@fernwart/teamviewer';
import type { Settings } from '../configuration/settings.ts';
import { callTeamViewer } from '../connection/call.ts';
import { troubleOf } from '../shared/trouble.ts';
import { addParts, listParts, type Part } from './parts-store.ts';
import { type Reading, storeGroups, storePage } from './reading.ts';
import { groupNameOf, stagedLegacy, stagedManaged } from './staged-records.ts';

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
  await callTeamViewer(host, settings, 'background', async (client) => {
    for (const part of await unread()) {
      if (part.part === 'groups') await (managed ? deviceGroups : legacyGroups)(reading, client, part);
    }
    for (const part of await unread()) {
      if (part.part === 'managed') await managedPages(reading, client.managed.devices(), part);
      else await devicesOf(reading, client, part, managed);
    }
  });
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
async function devicesOf(reading: Reading, client: TeamViewer, part: Part, managed: boolean): Promise<void> {
  const groupId = part.part.slice('group:'.length);
  try {
    if (managed) {
      await managedPages(reading, client.managed.devicesOfGroup(groupId), part);
      return;
    }
    const devices = await client.devices.byGroup(groupId).all();
    await storePage(
      reading,
      part.part,
      devices.map((device) => stagedLegacy(device, part.name)),
      undefined,
    );
  } catch (error) {
    if (troubleOf(error).code !== 'not_found') throw error;
    await reading.run.log('warning', 'sync.groupGone', { group: part.name ?? groupId });
    await storePage(reading, part.part, [], undefined);
  }
}

/** From where an earlier attempt stopped; from the start where TeamViewer does not know that place any more. */
async function managedPages(reading: Reading, list: Listing<ManagedDevice>, part: Part): Promise<void> {
  const read = async (from: string | undefined) => {
    for await (const page of list.pages(from)) {
      const devices = page.records.map((device) => stagedManaged(device, part.name));
      await storePage(reading, part.part, devices, page.next);
    }
  };
  if (part.nextCursor === null) return read(undefined);
  try {
    await read(part.nextCursor);
  } catch (error) {
    if (troubleOf(error).code !== 'bad_request') throw error;
    await read(undefined);
  }
}
