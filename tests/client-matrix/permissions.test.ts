import { isTeamViewerError, PERMISSIONS, type PermissionKey, type TeamViewer } from '@fernwart/teamviewer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EVERYTHING, GROUP, type Rig, startRig } from './rig.ts';

/** The emulator's names; where TeamViewer's are not public they are invented. */
const NAMES: Readonly<Record<PermissionKey, string>> = {
  'sessions.create': 'Sessions.Create',
  'sessions.viewAll': 'Sessions.ReadAll',
  'sessions.editOwn': 'Sessions.ModifyOwn',
  'sessions.viewOwn': 'Sessions.ReadOwn',
  'groups.read': 'Groups.Read',
  'connections.read': 'Connections.Read',
  'contactList.view': 'ContactList.Read',
  'eventLog.requestAll': 'EventLogging.Read',
  'deviceGroups.read': 'DeviceGroups.Read',
  'webMonitoring.retrieve': 'WebMonitoring.GetData',
  'monitoring.retrieve': 'Monitoring.GetData',
};

interface Known {
  readonly code: string;
  readonly deviceId: string;
  readonly managedGroupId: string;
  readonly managedDeviceId: string;
  readonly reportId: string;
  readonly monitoredId: string;
}

/** One call of each function that one of the eleven permissions opens. */
const CALLS: Readonly<Record<string, (tv: TeamViewer, known: Known) => Promise<unknown>>> = {
  'POST /sessions': (tv) => tv.sessions.create({ groupId: GROUP }),
  'GET /sessions': (tv) => tv.sessions.list().all(),
  'GET /sessions/{code}': (tv, { code }) => tv.sessions.get(code),
  'PUT /sessions/{code}': (tv, { code }) => tv.sessions.update(code, { description: 'x' }),
  'GET /groups': (tv) => tv.groups.list().all(),
  'GET /groups/{id}': (tv) => tv.groups.get(GROUP),
  'GET /users/{id}/groups': (tv) => tv.groups.ofUser('u1').all(),
  'GET /reports/connections': (tv) => tv.reports.connections({ sessionCode: 's12-345-678' }).all(),
  'GET /reports/connections/{id}': (tv, { reportId }) => tv.reports.connection(reportId),
  'GET /reports/devices': (tv) => tv.deviceReports().all(),
  'GET /devices': (tv) => tv.devices.list().all(),
  'GET /devices/{id}': (tv, { deviceId }) => tv.devices.get(deviceId),
  'GET /contacts': (tv) => tv.contacts.list().all(),
  'POST /EventLogging': (tv) => {
    const now = Temporal.Now.instant();
    return tv.eventLog({ from: now.subtract({ hours: 1 }), to: now }).all();
  },
  'GET /managed/groups': (tv) => tv.managed.groups().all(),
  'GET /managed/groups/{id}': (tv, { managedGroupId }) => tv.managed.group(managedGroupId),
  'GET /managed/groups/{id}/devices': (tv, { managedGroupId }) =>
    tv.managed.devicesOfGroup(managedGroupId).all(),
  'GET /managed/groups/{id}/pending-devices': (tv, { managedGroupId }) =>
    tv.managed.pendingDevicesOfGroup(managedGroupId).all(),
  'GET /managed/groups/{id}/managers': (tv, { managedGroupId }) =>
    tv.managed.managersOfGroup(managedGroupId).all(),
  'GET /managed/devices': (tv) => tv.managed.devices().all(),
  'GET /managed/devices/company': (tv) => tv.managed.companyDevices().all(),
  'GET /managed/devices/{id}': (tv, { managedDeviceId }) => tv.managed.device(managedDeviceId),
  'GET /managed/devices/{id}/groups': (tv, { managedDeviceId }) =>
    tv.managed.groupsOfDevice(managedDeviceId).all(),
  'GET /managed/devices/{id}/managers': (tv, { managedDeviceId }) =>
    tv.managed.managersOfDevice(managedDeviceId).all(),
  'GET /webMonitoring/browsers': (tv) => tv.webMonitoring.browsers(),
  'GET /webMonitoring/locations': (tv) => tv.webMonitoring.locations(),
  'GET /monitoring/devices': (tv) => tv.monitoring.devices(),
  'GET /monitoring/devices/{id}/information': (tv, { monitoredId }) => tv.monitoring.information(monitoredId),
  'GET /monitoring/devices/{id}/hardware': (tv, { monitoredId }) => tv.monitoring.hardware(monitoredId),
  'GET /monitoring/devices/{id}/software': (tv, { monitoredId }) => tv.monitoring.software(monitoredId),
  'GET /monitoring/alarms': (tv) => tv.monitoring.alarms(),
};

let rig: Rig;
let known: Known;

beforeAll(async () => {
  rig = await startRig();
  const { tv } = rig;
  const [device] = await tv.devices.list().all();
  const [group] = await tv.managed.groups().all();
  const [managedDevice] = await tv.managed.devicesOfGroup(group?.id ?? '').all();
  const [report] = await tv.reports.connections().all();
  const [monitored] = await tv.monitoring.devices();
  known = {
    code: (await tv.sessions.create({ groupId: GROUP })).code,
    deviceId: device?.id ?? '',
    managedGroupId: group?.id ?? '',
    managedDeviceId: managedDevice?.id ?? '',
    reportId: report?.id ?? '',
    monitoredId: String(monitored?.reveal()['deviceId']),
  };
});

afterAll(() => rig[Symbol.asyncDispose]());

/** What each call ends with: `ok`, or the error's code and the permission it names. */
async function outcomes(): Promise<Record<string, string>> {
  const ended: Record<string, string> = {};
  for (const [fn, call] of Object.entries(CALLS)) {
    ended[fn] = await call(rig.tv, known).then(
      () => 'ok',
      (error: unknown) =>
        isTeamViewerError(error) ? `${error.code} ${error.right?.entry.en}` : String(error),
    );
  }
  return ended;
}

const everythingWorks = Object.fromEntries(Object.keys(CALLS).map((fn) => [fn, 'ok']));

test('every call works with all eleven permissions', async () => {
  await rig.allowOnly(Object.values(NAMES));
  expect(await outcomes()).toEqual(everythingWorks);
});

test('the calls are those of the table', () => {
  const table = new Set(PERMISSIONS.flatMap(({ functions }) => functions));
  expect(Object.keys(CALLS).toSorted()).toEqual([...table].toSorted());
});

const openedByAnother: readonly PermissionKey[] = ['sessions.viewAll', 'sessions.viewOwn'];

test.each(PERMISSIONS.filter(({ key }) => !openedByAnother.includes(key)))(
  'without “$group.en: $entry.en” just its calls fail, and the error names it',
  async ({ key, entry, functions }) => {
    await rig.allowOnly(EVERYTHING.filter((name) => name !== NAMES[key]));
    const expected = { ...everythingWorks };
    for (const fn of functions) expected[fn] = `missing_right ${entry.en}`;
    expect(await outcomes()).toEqual(expected);
  },
);

test('either permission to view sessions opens own sessions; without both the error names the first', async () => {
  for (const key of openedByAnother) {
    await rig.allowOnly(EVERYTHING.filter((name) => name !== NAMES[key]));
    expect(await outcomes()).toEqual(everythingWorks);
  }
  await rig.allowOnly(EVERYTHING.filter((name) => !openedByAnother.some((key) => NAMES[key] === name)));
  expect(await outcomes()).toEqual({
    ...everythingWorks,
    'GET /sessions': 'missing_right View all sessions',
    'GET /sessions/{code}': 'missing_right View all sessions',
  });
});
