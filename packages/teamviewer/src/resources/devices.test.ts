import { expect, test } from 'vitest';
import { createTestClient, failureOf } from '../testing/client.ts';
import { settled } from '../testing/fake-clock.ts';

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
