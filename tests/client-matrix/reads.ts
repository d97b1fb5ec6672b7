import { collect, GROUP, patiently, type Rig } from './rig.ts';

/** One reading function, asked through the client; the answer is what must be the same under every fault. */
export interface Read {
  readonly fn: string;
  /** A list in pages, so that faults of pages can strike. */
  readonly paged?: true;
  read(rig: Rig): Promise<unknown>;
}

const ids = (records: readonly { id: string }[]) => records.map(({ id }) => id).toSorted();

async function firstManagedGroup(rig: Rig): Promise<string> {
  return (await collect(rig, rig.tv.managed.groups()))[0]?.id ?? '';
}

async function firstDevice(rig: Rig): Promise<string> {
  return (await collect(rig, rig.tv.devices.list()))[0]?.id ?? '';
}

async function firstManagedDevice(rig: Rig): Promise<string> {
  return (await collect(rig, rig.tv.managed.devicesOfGroup(await firstManagedGroup(rig))))[0]?.id ?? '';
}

const span = (rig: Rig) => ({
  from: rig.clock.now().subtract({ hours: 40 * 24 }),
  to: rig.clock.now().add({ hours: 24 }),
});

/** Every reading function that the client has, with what it must bring whatever happens on the way. */
export const reads: readonly Read[] = [
  { fn: 'GET /account', read: async (rig) => (await patiently(rig, () => rig.tv.account())).userId },
  { fn: 'GET /groups', read: async (rig) => ids(await collect(rig, rig.tv.groups.list())) },
  { fn: 'GET /groups/{id}', read: async (rig) => (await patiently(rig, () => rig.tv.groups.get(GROUP))).id },
  { fn: 'GET /users/{id}/groups', read: async (rig) => ids(await collect(rig, rig.tv.groups.ofUser('u1'))) },
  { fn: 'GET /devices', read: async (rig) => ids(await collect(rig, rig.tv.devices.list())) },
  {
    fn: 'GET /devices/{id}',
    read: async (rig) => {
      const id = await firstDevice(rig);
      return (await patiently(rig, () => rig.tv.devices.get(id))).teamViewerId;
    },
  },
  { fn: 'GET /contacts', read: async (rig) => ids(await collect(rig, rig.tv.contacts.list())) },
  { fn: 'GET /users', read: async (rig) => ids(await collect(rig, rig.tv.users.list())) },
  { fn: 'GET /users/{id}', read: async (rig) => (await patiently(rig, () => rig.tv.users.get('u2'))).id },
  {
    fn: 'GET /managed/groups',
    paged: true,
    read: async (rig) => ids(await collect(rig, rig.tv.managed.groups())),
  },
  {
    fn: 'GET /managed/groups/{id}',
    read: async (rig) => {
      const id = await firstManagedGroup(rig);
      return (await patiently(rig, () => rig.tv.managed.group(id))).id === id;
    },
  },
  {
    fn: 'GET /managed/groups/{id}/devices',
    paged: true,
    read: async (rig) => {
      const all: string[] = [];
      for (const group of await collect(rig, rig.tv.managed.groups())) {
        all.push(...ids(await collect(rig, rig.tv.managed.devicesOfGroup(group.id))));
      }
      return all.toSorted();
    },
  },
  {
    fn: 'GET /managed/groups/{id}/pending-devices',
    read: async (rig) =>
      ids(await collect(rig, rig.tv.managed.pendingDevicesOfGroup(await firstManagedGroup(rig)))),
  },
  {
    fn: 'GET /managed/groups/{id}/managers',
    read: async (rig) =>
      (await collect(rig, rig.tv.managed.managersOfGroup(await firstManagedGroup(rig)))).length > 0,
  },
  {
    fn: 'GET /managed/devices',
    paged: true,
    read: async (rig) => ids(await collect(rig, rig.tv.managed.devices())),
  },
  {
    fn: 'GET /managed/devices/company',
    paged: true,
    read: async (rig) => ids(await collect(rig, rig.tv.managed.companyDevices())),
  },
  {
    fn: 'GET /managed/devices/{id}',
    read: async (rig) => {
      const id = await firstManagedDevice(rig);
      return (await patiently(rig, () => rig.tv.managed.device(id))).id === id;
    },
  },
  {
    fn: 'GET /managed/devices/{id}/groups',
    read: async (rig) => {
      const id = await firstManagedDevice(rig);
      return ids(await collect(rig, rig.tv.managed.groupsOfDevice(id)));
    },
  },
  {
    fn: 'GET /managed/devices/{id}/managers',
    read: async (rig) => {
      const id = await firstManagedDevice(rig);
      return ids(await collect(rig, rig.tv.managed.managersOfDevice(id)));
    },
  },
  {
    fn: 'GET /reports/connections',
    paged: true,
    read: async (rig) => ids(await collect(rig, rig.tv.reports.connections())),
  },
  { fn: 'GET /reports/devices', read: async (rig) => ids(await collect(rig, rig.tv.deviceReports())) },
  {
    fn: 'POST /EventLogging',
    paged: true,
    read: async (rig) => (await collect(rig, rig.tv.eventLog({ ...span(rig), types: ['Session'] }))).length,
  },
  {
    fn: 'GET /sessions',
    read: async (rig) => (await collect(rig, rig.tv.sessions.list())).map(({ code }) => code).toSorted(),
  },
  {
    fn: 'GET /monitoring/devices',
    read: async (rig) => (await patiently(rig, () => rig.tv.monitoring.devices())).length,
  },
  {
    fn: 'GET /monitoring/alarms',
    read: async (rig) => (await patiently(rig, () => rig.tv.monitoring.alarms())).length,
  },
  {
    fn: 'GET /webMonitoring/browsers',
    read: async (rig) => (await patiently(rig, () => rig.tv.webMonitoring.browsers())).length,
  },
  {
    fn: 'GET /webMonitoring/locations',
    read: async (rig) => (await patiently(rig, () => rig.tv.webMonitoring.locations())).length,
  },
];
