import { expect, test } from 'vitest';
import { createTestClient, failureOf } from '../testing/client.ts';
import { settled } from '../testing/fake-clock.ts';

const instant = (text: string) => Temporal.Instant.from(text);

test('account: reads whose token it is', async () => {
  const { tv, script, drift } = createTestClient([
    {
      expect: 'GET /account',
      answer: {
        json: {
          userid: 'u4711023',
          email: 'svc@example.org',
          name: 'Service Desk',
          company_name: 'Example AG',
          license: { version: -1, type: 'Corporate' },
          email_validated: true,
          email_language: 'auto',
          available_licenses: [],
          custom_field_has_paid_license: 'True',
        },
      },
    },
  ]);
  expect(await tv.account()).toMatchObject({
    userId: 'u4711023',
    licenceType: 'Corporate',
    language: 'auto',
  });
  expect(drift).toEqual([]);
  script.finish();
});

test('groups: own, shared, of another user, one', async () => {
  const own = {
    id: 'g1',
    name: 'Matrix42',
    shared_with: [{ userid: 'u2', name: 'Kim', permissions: 'readwrite', pending: false }],
  };
  const shared = { id: 'g2', name: 'Team', permissions: 'read', owner: { userid: 'u1', name: 'Desk' } };
  const { tv, script, drift } = createTestClient([
    { expect: 'GET /groups?name=a&shared=true', answer: { json: { groups: [own, shared] } } },
    { expect: 'GET /users/u1/groups', answer: { json: { groups: [own] } } },
    { expect: 'GET /groups/g1', answer: { json: own } },
  ]);
  const [first, second] = await tv.groups.list({ name: 'a', shared: true }).all();
  expect(first).toMatchObject({ id: 'g1', sharedWith: [{ userId: 'u2', pending: false }] });
  expect(second).toMatchObject({ ownerUserId: 'u1', permissions: 'read', sharedWith: [] });
  expect(await tv.groups.ofUser('u1').all()).toHaveLength(1);
  expect(await tv.groups.get('g1')).toMatchObject({ name: 'Matrix42' });
  expect(drift).toEqual([]);
  script.finish();
});

const REPORT = {
  id: '0755A8DD-0000-4000-8000-0000000000A1',
  userid: 'u4711023',
  deviceid: 1234567890,
  support_session_type: 2,
  start_date: '2026-01-15T08:05:00Z',
  end_date: '20260115T081730Z',
  bill: 0,
  currency: 'None',
  billing_state: 'DoNotBill',
  notes: '',
  session_code: 's119-457-589',
  end_customer: { name: 'Erika Muster', email: null },
  feedback: { session_rating: 5, user_comment: 'ok' },
};

test('reports: sends every filter and reads both date forms, numbers and names', async () => {
  const { tv, script, drift } = createTestClient([
    {
      expect:
        'GET /reports/connections?from_date=2026-01-15T00:00:00Z&to_date=2026-01-16T00:00:01Z&session_code=s119-457-589' +
        '&has_code=true&userid=u1&username=x&groupid=0&devicename=unnamed_device&deviceid=5&support_session_type=2',
      answer: { json: { records: [REPORT], records_remaining: 1, next_offset: REPORT.id } },
    },
    {
      expect:
        'GET /reports/connections?from_date=2026-01-15T00:00:00Z&to_date=2026-01-16T00:00:01Z&session_code=s119-457-589' +
        `&has_code=true&userid=u1&username=x&groupid=0&devicename=unnamed_device&deviceid=5&support_session_type=2&offset_id=${REPORT.id}`,
      answer: {
        json: {
          records: [
            { ...REPORT, id: REPORT.id.toLowerCase() },
            { ...REPORT, id: 'other', support_session_type: 'RemoteConnection' },
          ],
        },
      },
    },
  ]);
  const reports = await tv.reports
    .connections({
      from: instant('2026-01-15T00:00:00Z'),
      to: instant('2026-01-16T00:00:00.1Z'),
      sessionCode: 's119457589',
      hasCode: true,
      userId: 'u1',
      userName: 'x',
      groupId: '0',
      deviceName: 'unnamed_device',
      deviceId: '5',
      kind: 'remote_support_active',
    })
    .all();
  // An id that differs in case only is the same report: the manual shows upper case, live payloads lower.
  expect(reports.map(({ id, kind }) => [id, kind])).toEqual([
    [REPORT.id, 'remote_support_active'],
    ['other', 'remote_connection'],
  ]);
  expect(reports[0]).toMatchObject({
    deviceId: '1234567890',
    fee: 0,
    billing: 'do_not_bill',
    notes: '',
    endCustomer: { name: 'Erika Muster' },
    feedback: { rating: 5, comment: 'ok' },
  });
  expect(reports[0]?.endedAt?.toString()).toBe('2026-01-15T08:17:30Z');
  expect(drift).toEqual([]);
  script.finish();
});

test('reports: blank names, empty feedback and one report by id', async () => {
  const blank = { ...REPORT, devicename: '', groupname: '', feedback: {}, session_code: undefined };
  const { tv, script } = createTestClient([
    { expect: 'GET /reports/connections/a1', answer: { json: blank } },
  ]);
  const report = await tv.reports.connection('a1');
  expect(report).toMatchObject({ deviceName: '', feedback: {} });
  expect(report).not.toHaveProperty('sessionCode');
  script.finish();
});

test('device reports: reads the capital Id and pages by it', async () => {
  const { tv, script, drift } = createTestClient([
    {
      expect: 'GET /reports/devices?from_date=2026-01-15T00:00:00Z&targetId=9',
      answer: {
        json: {
          records: [
            {
              Id: 'a',
              originid: 123,
              targetid: 9,
              start_date: REPORT.start_date,
              end_date: REPORT.start_date,
            },
          ],
          next_offset: 'a',
        },
      },
    },
    {
      expect: 'GET /reports/devices?from_date=2026-01-15T00:00:00Z&targetId=9&offset_id=a',
      answer: { json: { records: [] } },
    },
  ]);
  const reports = await tv.deviceReports({ from: instant('2026-01-15T00:00:00Z'), targetId: '9' }).all();
  expect(reports).toMatchObject([{ id: 'a', originId: '123', targetId: '9' }]);
  expect(drift).toEqual([]);
  script.finish();
});

const DEVICE = {
  remotecontrol_id: 'r1234567890',
  device_id: 'd1',
  userid: 'u1',
  groupid: 'g1',
  alias: 'NB-0042',
  online_state: 'Offline',
  assigned_to: true,
  supported_features: 'remote_control,chat',
  last_seen: '2026-01-14T17:02:11Z',
};

test('devices: group by group, filtered and one', async () => {
  const { tv, script, drift } = createTestClient([
    {
      expect: 'GET /devices?groupid=g1',
      answer: {
        json: { devices: [DEVICE, DEVICE, { ...DEVICE, device_id: 'd2', teamviewer_id: 987654321 }] },
      },
    },
    {
      expect: 'GET /devices?online_state=busy&remotecontrol_id=r1234567890&name=NB',
      answer: { json: { devices: [] } },
    },
    { expect: 'GET /devices/d1', answer: { json: { devices: [DEVICE] } } },
    { expect: 'GET /devices/d9', answer: { json: { devices: [] } } },
  ]);
  const devices = await tv.devices.byGroup('g1').all();
  expect(devices.map(({ id, teamViewerId }) => [id, teamViewerId])).toEqual([
    ['d1', '1234567890'],
    ['d2', '987654321'],
  ]);
  expect(devices[0]).toMatchObject({ alias: 'NB-0042', onlineState: 'offline', groupId: 'g1' });
  expect(
    await tv.devices.list({ onlineState: 'busy', teamViewerId: '1234567890', name: 'NB' }).all(),
  ).toEqual([]);
  expect((await tv.devices.get('d1')).lastSeen?.toString()).toBe('2026-01-14T17:02:11Z');
  expect((await failureOf(tv.devices.get('d9'))).code).toBe('not_found');
  expect(drift).toEqual([]);
  script.finish();
});

test('devices: streams a list, counts drift, and says when the stream broke', async () => {
  const list = JSON.stringify({
    devices: [
      { ...DEVICE, odd: 1 },
      { ...DEVICE, device_id: 'd2', odd: 1 },
    ],
  });
  const { tv, script, drift } = createTestClient([
    { expect: 'GET /devices?groupid=g1', answer: { chunks: [list.slice(0, 90), list.slice(90)] } },
    { expect: 'GET /devices', answer: { chunks: [list.slice(0, 330)] } },
    { expect: 'GET /devices', answer: { chunks: [list.slice(0, 330)], breaks: true } },
    { expect: 'GET /devices', answer: { text: '{"nothing":1}' } },
    { expect: 'GET /devices', answer: { status: 403, json: {} } },
  ]);
  const ids = await Array.fromAsync(tv.devices.stream({ groupId: 'g1' }), (device) => device.id);
  expect(ids).toEqual(['d1', 'd2']);
  expect(drift).toMatchObject([{ kind: 'unknown_field', field: 'odd', count: 2 }]);
  expect(await failureOf(Array.fromAsync(tv.devices.stream()))).toMatchObject({
    code: 'try_later',
    effectUnknown: false,
  });
  expect((await failureOf(Array.fromAsync(tv.devices.stream()))).code).toBe('try_later');
  expect((await failureOf(Array.fromAsync(tv.devices.stream()))).code).toBe('our_fault');
  expect((await failureOf(Array.fromAsync(tv.devices.stream()))).right?.key).toBe('contactList.view');
  script.finish();
});

test('devices: a stream that stands still ends with the deadline, time spent by the reader not counted', async () => {
  const list = JSON.stringify({ devices: [DEVICE, { ...DEVICE, device_id: 'd2' }] });
  const { tv, clock } = createTestClient([
    { expect: 'GET /devices', answer: { chunks: [list.slice(0, -30)], stalls: true } },
  ]);
  const stream = tv.devices.stream();
  expect((await stream.next()).value).toMatchObject({ id: 'd1' });
  await clock.advance({ hours: 1 });
  const failure = failureOf(stream.next());
  await settled();
  await clock.advance({ seconds: 30 });
  expect(await failure).toMatchObject({ code: 'try_later', effectUnknown: false });
});

test('devices: a reader that has enough frees the connection', async () => {
  let freed = false;
  const { tv } = createTestClient([], {
    transport: async () => ({
      status: 200,
      header: () => undefined,
      body: (async function* () {
        try {
          for (let device = 0; ; device += 1) {
            const record = JSON.stringify({ ...DEVICE, device_id: `d${device}` });
            yield new TextEncoder().encode(device === 0 ? `{"devices":[${record}` : `,${record}`);
          }
        } finally {
          freed = true;
        }
      })(),
    }),
  });
  for await (const device of tv.devices.stream()) if (device.id === 'd3') break;
  await settled();
  expect(freed).toBe(true);
});

test('contacts and users', async () => {
  const contact = {
    contact_id: 'c1',
    user_id: 'u1',
    name: 'Kim',
    groupid: 'g1',
    online_state: 'Away',
    email: 'k@example.org',
  };
  const user = {
    id: 'u1',
    name: 'Kim',
    email: 'k@example.org',
    active: true,
    last_access_date: '2026-01-14T17:02:11Z',
    log_sessions: true,
  };
  const { tv, script, drift } = createTestClient([
    {
      expect: 'GET /contacts?online_state=online&email=a@x,b@x',
      answer: { json: { contacts: [contact], invitations: [] } },
    },
    { expect: 'GET /users?email=a@x&full_list=true', answer: { json: { users: [user] } } },
    { expect: 'GET /users/u1', answer: { json: user } },
  ]);
  expect(await tv.contacts.list({ onlineState: 'online', emails: ['a@x', 'b@x'] }).all()).toMatchObject([
    { id: 'c1', onlineState: 'away' },
  ]);
  expect(await tv.users.list({ emails: ['a@x'] }).all()).toMatchObject([{ id: 'u1', logsSessions: true }]);
  expect(await tv.users.get('u1')).toMatchObject({ active: true });
  expect(drift).toEqual([]);
  script.finish();
});

const managed = (id: string, more: object = {}) => ({
  id,
  name: id,
  teamviewerId: 1234567890,
  isOnline: false,
  ...more,
});

test('managed: pages by token, in both spellings', async () => {
  const { tv, script, drift } = createTestClient([
    {
      expect: 'GET /managed/groups/G/devices',
      answer: { json: { currentPaginationToken: 'x', nextPaginationToken: 'y', resources: [managed('a')] } },
    },
    {
      expect: 'GET /managed/groups/G/devices?paginationToken=y',
      answer: {
        json: {
          currentPaginationToken: 'y',
          nextPaginationToken: null,
          Resources: [{ id: 'b', Name: 'b', TeamViewerId: '987654321', IsOnline: 'true' }],
        },
      },
    },
    {
      expect: 'GET /managed/groups/G/pending-devices',
      answer: { json: { resources: [managed('c', { pendingOperation: 'Add' })] } },
    },
    { expect: 'GET /managed/devices/company', answer: { json: { resources: [] } } },
    {
      expect: 'GET /managed/devices/a',
      answer: { json: managed('a', { teamViewerVersion: '15.1', deviceDescription: 'x' }) },
    },
    { expect: 'GET /managed/groups/G', answer: { json: { id: 'G', name: 'Süd' } } },
    { expect: 'GET /managed/devices/a/groups', answer: { json: { resources: [{ id: 'G', name: 'Süd' }] } } },
  ]);
  expect(await tv.managed.devicesOfGroup('G').all()).toMatchObject([
    { id: 'a', teamViewerId: '1234567890', online: false },
    { id: 'b', teamViewerId: '987654321', online: true },
  ]);
  expect(await tv.managed.pendingDevicesOfGroup('G').all()).toMatchObject([{ pendingOperation: 'Add' }]);
  expect(await tv.managed.companyDevices().all()).toEqual([]);
  expect(await tv.managed.device('a')).toMatchObject({ version: '15.1', description: 'x' });
  expect(await tv.managed.group('G')).toMatchObject({ name: 'Süd' });
  expect(await tv.managed.groupsOfDevice('a').all()).toMatchObject([{ id: 'G' }]);
  expect(drift).toEqual([]);
  script.finish();
});

test('managed: managers of groups and devices', async () => {
  const manager = {
    id: 'm',
    type: 'Company',
    companyId: 7,
    name: 'Example',
    permissions: ['DeviceAdministration', 3],
  };
  const { tv, script, drift } = createTestClient([
    { expect: 'GET /managed/groups/G/managers', answer: { json: { resources: [manager] } } },
    { expect: 'GET /managed/devices/a/managers', answer: { json: { resources: [{ ...manager, type: 2 }] } } },
  ]);
  expect(await tv.managed.managersOfGroup('G').all()).toMatchObject([
    { type: 'company', companyId: '7', permissions: ['DeviceAdministration', '3'] },
  ]);
  expect(await tv.managed.managersOfDevice('a').all()).toMatchObject([{ type: 'unknown' }]);
  expect(drift).toMatchObject([{ kind: 'unknown_value', field: 'type', value: '2' }]);
  script.finish();
});

test('managed: every device comes once, with the group it was met in first', async () => {
  const { tv, script } = createTestClient([
    {
      expect: 'GET /managed/groups',
      answer: {
        json: {
          resources: [
            { id: 'G', name: 'G' },
            { id: 'H', name: 'H' },
          ],
        },
      },
    },
    {
      expect: 'GET /managed/groups/G/devices',
      answer: { json: { resources: [managed('a'), managed('b')] } },
    },
    {
      expect: 'GET /managed/groups/H/devices',
      answer: { json: { resources: [managed('b'), managed('c')] } },
    },
    { expect: 'GET /managed/devices', answer: { json: { resources: [managed('a'), managed('d')] } } },
  ]);
  const met = await Array.fromAsync(tv.managed.everyDevice(), ({ device, groupId }) => [device.id, groupId]);
  expect(met).toEqual([
    ['a', 'G'],
    ['b', 'G'],
    ['c', 'H'],
    ['d', undefined],
  ]);
  script.finish();
});

const EVENT = {
  EventName: 'StartedSession',
  EventType: 'Session',
  Timestamp: '2026-01-15T08:05:00Z',
  Author: 'Service Desk',
  AuthorEmail: 'svc@example.org',
  AffectedItem: '1234567890',
  EventDetails: [{ PropertyName: 'Participants', OldValue: '', NewValue: null }],
};

test('event log: follows the token, gives events that are alike once, and knows a repeated page', async () => {
  const first = { AuditEvents: [EVENT, EVENT], ContinuationToken: 't1' };
  const { tv, script, drift } = createTestClient(
    [first, first, { AuditEvents: [{ ...EVENT, EventName: 'EndedSession' }], ContinuationToken: null }].map(
      (json) => ({
        expect: 'POST /EventLogging',
        answer: { json },
      }),
    ),
  );
  const events = await tv
    .eventLog({
      from: instant('2026-01-15T00:00:00Z'),
      to: instant('2026-01-16T00:00:00Z'),
      names: ['StartedSession'],
      sessionGuid: 'x',
    })
    .all();
  expect(events.map(({ name }) => name)).toEqual(['StartedSession', 'EndedSession']);
  expect(events[0]).toMatchObject({
    author: 'Service Desk',
    details: [{ property: 'Participants', oldValue: '' }],
  });
  expect(script.requests.map((request) => JSON.parse(request.body ?? ''))).toEqual([
    {
      StartDate: '2026-01-15T00:00:00Z',
      EndDate: '2026-01-16T00:00:00Z',
      EventNames: ['StartedSession'],
      RCSessionGuid: 'x',
    },
    expect.objectContaining({ ContinuationToken: 't1' }),
    expect.objectContaining({ ContinuationToken: 't1' }),
  ]);
  expect(drift).toEqual([]);
  script.finish();
});

test('event log: asks for long spans in slices of thirty days and goes on from a cursor', async () => {
  const page = (name: string, token: string | null = null) => ({
    expect: 'POST /EventLogging',
    answer: { json: { AuditEvents: [{ ...EVENT, EventName: name }], ContinuationToken: token } },
  });
  const query = { from: instant('2026-01-01T00:00:00Z'), to: instant('2026-03-05T00:00:00Z') };
  const whole = createTestClient([page('a'), page('b', 't'), page('c'), page('d')]);
  const pages = await Array.fromAsync(whole.tv.eventLog(query).pages());
  expect(pages.flatMap(({ records }) => records.map(({ name }) => name))).toEqual(['a', 'b', 'c', 'd']);
  const spans = whole.script.requests.map(
    (request) => JSON.parse(request.body ?? '') as Record<string, string>,
  );
  expect(spans.map(({ StartDate, EndDate }) => [StartDate?.slice(0, 10), EndDate?.slice(0, 10)])).toEqual([
    ['2026-01-01', '2026-01-31'],
    ['2026-01-31', '2026-03-02'],
    ['2026-01-31', '2026-03-02'],
    ['2026-03-02', '2026-03-05'],
  ]);
  whole.script.finish();

  const rest = createTestClient([page('c'), page('d')]);
  const from = pages[1]?.next ?? '';
  expect(from).not.toBe('');
  expect((await Array.fromAsync(rest.tv.eventLog(query).pages(from))).length).toBe(2);
  expect(JSON.parse(rest.script.requests[0]?.body ?? '')).toMatchObject({ ContinuationToken: 't' });
  rest.script.finish();
  expect((await failureOf(Array.fromAsync(rest.tv.eventLog(query).pages('9.x')))).code).toBe('bad_request');
});

test('event log: a slice is never longer than said, fractions of a second included', async () => {
  const empty = { expect: 'POST /EventLogging', answer: { json: { AuditEvents: [] } } };
  const { tv, script } = createTestClient([empty, empty]);
  const query = { from: instant('2026-01-01T00:00:00.7Z'), to: instant('2026-01-31T00:00:00.8Z') };
  await tv.eventLog(query).all();
  const spans = script.requests.map((request) => JSON.parse(request.body ?? '') as Record<string, string>);
  expect(spans.map(({ StartDate, EndDate }) => [StartDate, EndDate])).toEqual([
    ['2026-01-01T00:00:00Z', '2026-01-31T00:00:00Z'],
    ['2026-01-31T00:00:00Z', '2026-01-31T00:00:01Z'],
  ]);
  script.finish();
});

test('event log: it only reads, so it is repeated after trouble', async () => {
  const { tv, script } = createTestClient([
    { expect: 'POST /EventLogging', answer: { status: 502, text: '' } },
    { expect: 'POST /EventLogging', answer: { json: { AuditEvents: [], ParsingError: 'x' } } },
  ]);
  expect(
    await tv.eventLog({ from: instant('2026-01-01T00:00:00Z'), to: instant('2026-01-01T00:00:00Z') }).all(),
  ).toEqual([]);
  script.finish();
});

test('monitoring: hands on records as they came, as a list or inside an object', async () => {
  const { tv, script } = createTestClient([
    { expect: 'GET /monitoring/devices', answer: { json: { devices: [{ deviceId: 1 }] } } },
    { expect: 'GET /monitoring/devices/1/hardware', answer: { json: [{ type: 2 }] } },
    { expect: 'GET /monitoring/devices/1/software', answer: { json: { items: [] } } },
    { expect: 'GET /monitoring/devices/1/information', answer: { json: { os: 'Windows' } } },
    { expect: 'GET /monitoring/alarms', answer: { json: { Alarms: [{ AlarmId: 1 }, 'odd'] } } },
    { expect: 'GET /webMonitoring/browsers', answer: { json: [{ browserId: 1 }] } },
    { expect: 'GET /webMonitoring/locations', answer: { json: { error: 'gone' } } },
  ]);
  expect((await tv.monitoring.devices()).map((record) => record.reveal())).toEqual([{ deviceId: 1 }]);
  expect(await tv.monitoring.hardware('1')).toHaveLength(1);
  expect(await tv.monitoring.software('1')).toEqual([]);
  expect((await tv.monitoring.information('1')).reveal()).toEqual({ os: 'Windows' });
  expect(await tv.monitoring.alarms()).toHaveLength(1);
  expect(await tv.webMonitoring.browsers()).toHaveLength(1);
  expect((await failureOf(tv.webMonitoring.locations())).code).toBe('our_fault');
  script.finish();
});

test('a filter that cannot be rejects without a call, and does not throw', async () => {
  const { tv, script } = createTestClient([]);
  expect((await failureOf(tv.reports.connections({ sessionCode: 'nonsense' }).all())).code).toBe(
    'bad_request',
  );
  const noTime = {
    from: instant('2026-01-01T00:00:00Z'),
    to: instant('2026-01-02T00:00:00Z'),
    slice: Temporal.Duration.from({ seconds: 0 }),
  };
  expect((await failureOf(tv.eventLog(noTime).all())).code).toBe('bad_request');
  script.finish();
});
