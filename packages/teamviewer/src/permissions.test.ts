import { expect, test } from 'vitest';
import { PERMISSIONS } from './permissions.ts';
import type { TeamViewer } from './teamviewer.ts';
import { createTeamViewer } from './teamviewer.ts';
import { createTestClient, createTestTokens, failureOf } from './testing/client.ts';
import { createFakeClock } from './testing/fake-clock.ts';
import { TEST_BASE } from './testing/script.ts';

const now = createFakeClock().now();

/** Every call that the client can make, by the function it uses. */
const CALLS: Readonly<Record<string, (tv: TeamViewer) => Promise<unknown>>> = {
  'GET /ping': (tv) => tv.ping(),
  'GET /account': (tv) => tv.account(),
  'POST /sessions': (tv) => tv.sessions.create({ groupId: 'g1' }),
  'GET /sessions': (tv) => tv.sessions.list().all(),
  'GET /sessions/{code}': (tv) => tv.sessions.get('s12-345-678'),
  'PUT /sessions/{code}': (tv) => tv.sessions.close('s12-345-678'),
  'GET /groups': (tv) => tv.groups.list().all(),
  'GET /groups/{id}': (tv) => tv.groups.get('g1'),
  'GET /users/{id}/groups': (tv) => tv.groups.ofUser('u1').all(),
  'GET /reports/connections': (tv) => tv.reports.connections().all(),
  'GET /reports/connections/{id}': (tv) => tv.reports.connection('a'),
  'GET /reports/devices': (tv) => tv.deviceReports().all(),
  'GET /devices': (tv) => tv.devices.byGroup('g1').all(),
  'GET /devices/{id}': (tv) => tv.devices.get('d1'),
  'GET /contacts': (tv) => tv.contacts.list().all(),
  'GET /users': (tv) => tv.users.list().all(),
  'GET /users/{id}': (tv) => tv.users.get('u1'),
  'POST /EventLogging': (tv) => tv.eventLog({ from: now, to: now }).all(),
  'GET /managed/groups': (tv) => tv.managed.groups().all(),
  'GET /managed/groups/{id}': (tv) => tv.managed.group('x'),
  'GET /managed/groups/{id}/devices': (tv) => tv.managed.devicesOfGroup('x').all(),
  'GET /managed/groups/{id}/pending-devices': (tv) => tv.managed.pendingDevicesOfGroup('x').all(),
  'GET /managed/groups/{id}/managers': (tv) => tv.managed.managersOfGroup('x').all(),
  'GET /managed/devices': (tv) => tv.managed.devices().all(),
  'GET /managed/devices/company': (tv) => tv.managed.companyDevices().all(),
  'GET /managed/devices/{id}': (tv) => tv.managed.device('x'),
  'GET /managed/devices/{id}/groups': (tv) => tv.managed.groupsOfDevice('x').all(),
  'GET /managed/devices/{id}/managers': (tv) => tv.managed.managersOfDevice('x').all(),
  'GET /monitoring/devices': (tv) => tv.monitoring.devices(),
  'GET /monitoring/devices/{id}/information': (tv) => tv.monitoring.information('1'),
  'GET /monitoring/devices/{id}/hardware': (tv) => tv.monitoring.hardware('1'),
  'GET /monitoring/devices/{id}/software': (tv) => tv.monitoring.software('1'),
  'GET /monitoring/alarms': (tv) => tv.monitoring.alarms(),
  'GET /webMonitoring/browsers': (tv) => tv.webMonitoring.browsers(),
  'GET /webMonitoring/locations': (tv) => tv.webMonitoring.locations(),
};

/** Functions that no permission of the eleven opens. */
const OUTSIDE = ['GET /ping', 'GET /account', 'GET /users', 'GET /users/{id}'];

/** A TeamViewer that refuses everything for want of a right. */
function refusing(): TeamViewer {
  return createTeamViewer({
    transport: async () => ({
      status: 403,
      header: () => undefined,
      body: (async function* () {
        yield new TextEncoder().encode('{"error":"invalid_permission"}');
      })(),
    }),
    clock: createFakeClock(),
    tokens: createTestTokens().tokens,
    baseUrl: TEST_BASE,
  });
}

test.each(Object.entries(CALLS))(
  '%s names its own function and the permission it lacks',
  async (fn, call) => {
    const error = await failureOf(call(refusing()));
    expect(error).toMatchObject({ code: 'missing_right', fn });
    const expected = PERMISSIONS.find((permission) => permission.functions.includes(fn));
    expect(error.right).toEqual(expected);
    expect(error.right === undefined).toBe(OUTSIDE.includes(fn));
  },
);

test('the table names no function that the client cannot call', () => {
  const named = PERMISSIONS.flatMap((permission) => permission.functions);
  const callable = new Set(Object.keys(CALLS));
  expect(named.filter((fn) => !callable.has(fn))).toEqual([]);
});

test('there are eleven permissions in eight groups, in two languages', () => {
  expect(PERMISSIONS).toHaveLength(11);
  for (const language of ['en', 'de'] as const) {
    expect(new Set(PERMISSIONS.map(({ group }) => group[language])).size).toBe(8);
    for (const { group, entry } of PERMISSIONS) expect(group[language] && entry[language]).not.toBe('');
  }
  expect(new Set(PERMISSIONS.map(({ key }) => key)).size).toBe(11);
});

test('either permission to view sessions will do, and the error names both', async () => {
  const { tv, script } = createTestClient([
    { expect: 'GET /sessions/s12-345-678', answer: { status: 403, json: {} } },
  ]);
  const error = await failureOf(tv.sessions.get('s12-345-678'));
  expect(error.rights?.map(({ entry }) => entry.de)).toEqual([
    'Alle Sessions anzeigen',
    'Eigene Sessions ansehen',
  ]);
  script.finish();
});
