import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../index.ts';
import { faultSchema } from './fault-schema.ts';

let emulator: Emulator;
let token: string;

beforeAll(async () => {
  emulator = await startEmulator({ port: 0, switches: { managedPageSize: 10 } });
});
afterAll(() => emulator.close());
beforeEach(async () => {
  await admin('POST', 'reset', {});
  await admin('POST', 'fleet', { groups: 1, devicesPerGroup: 25, reports: 5 });
  const made = await admin('POST', 'play', {
    action: 'script-token',
    email: 'service@muster-logistik.example',
  });
  token = made['token'] as string;
});

async function admin(method: string, path: string, body: object): Promise<Record<string, unknown>> {
  const answer = await fetch(`${emulator.origin}/emulator/api/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await answer.json()) as Record<string, unknown>;
}

async function get(path: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(`${emulator.origin}/api/v1${path}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

type Row = Record<string, unknown>;
const reports = async () => (await get('/reports/connections')).body['records'] as Row[];

test('a token dies in mid-paging', async () => {
  const group = emulator.state.managedGroups.keys().next().value ?? '';
  await admin('POST', 'faults', {
    endpoint: 'GET /managed/groups/{groupId}/devices',
    kind: 'expire-token',
    skip: 1,
    count: 1,
  });
  const first = await get(`/managed/groups/${group}/devices`);
  expect(first.status).toBe(200);
  const next = String(first.body['nextPaginationToken']);
  const second = await get(`/managed/groups/${group}/devices?paginationToken=${next}`);
  expect([second.status, second.body['error']]).toEqual([401, 'token_expired']);
});

test('a page repeats the one before it, a page has rows twice, a page has another order', async () => {
  const group = emulator.state.managedGroups.keys().next().value ?? '';
  const path = `/managed/groups/${group}/devices`;
  const endpoint = 'GET /managed/groups/{groupId}/devices';
  const ids = (body: Row) => (body['resources'] as Row[]).map(({ id }) => id);
  const first = await get(path);
  const next = `${path}?paginationToken=${String(first.body['nextPaginationToken'])}`;
  const second = await get(next);
  await get(path);

  await admin('POST', 'faults', { endpoint, kind: 'repeated-page', count: 1 });
  expect(ids((await get(next)).body)).toEqual([...ids(first.body), ...ids(second.body)]);
  await admin('POST', 'faults', { endpoint, kind: 'duplicated-page', count: 1 });
  const doubled = ids((await get(path)).body);
  expect(doubled).toHaveLength(15);
  expect(new Set(doubled)).toEqual(new Set(ids(first.body)));
  await admin('POST', 'faults', { endpoint, kind: 'reordered-page', count: 1 });
  const reordered = ids((await get(path)).body);
  expect(new Set(reordered)).toEqual(new Set(ids(first.body)));
  expect(ids((await get(path)).body)).toEqual(ids(first.body));
});

test('fields go missing, unknown ones appear, names are blank, device numbers wrong; the state stays as it is', async () => {
  const endpoint = 'GET /reports/connections';
  const [before] = await reports();
  const plan = (fault: object) => admin('POST', 'faults', { endpoint, count: 1, ...fault });
  await plan({ kind: 'missing-fields', fields: ['username', 'end_date'] });
  const [missing] = await reports();
  expect(missing).not.toHaveProperty('username');
  expect(missing).not.toHaveProperty('end_date');
  await plan({ kind: 'unknown-fields', fields: { brand_new: { deep: [1] } } });
  expect((await reports())[0]).toMatchObject({ brand_new: { deep: [1] } });
  await plan({ kind: 'blank-names' });
  expect((await reports())[0]).toMatchObject({ devicename: '', groupname: '', username: '' });
  await plan({ kind: 'wrong-device-numbers' });
  expect((await reports())[0]?.['deviceid']).not.toBe(before?.['deviceid']);
  expect((await reports())[0]).toEqual(before);
});

test('a fault strikes as often as it is told, at its endpoint only', async () => {
  await admin('POST', 'faults', { endpoint: 'get /GROUPS', kind: 'status', status: 500, count: 2, skip: 1 });
  const statuses: number[] = [];
  for (let index = 0; index < 5; index += 1) statuses.push((await get('/groups')).status);
  expect(statuses).toEqual([200, 500, 500, 200, 200]);
  await admin('POST', 'faults', { kind: 'latency', ms: 1, probability: 0.5 });
  await admin('DELETE', 'faults', {});
  expect((await get('/devices')).status).toBe(200);
});

test('a fault that makes no sense is refused by name', () => {
  expect(faultSchema.safeParse({ endpoint: 'GET /groups', kind: 'explode' }).success).toBe(false);
  expect(faultSchema.safeParse({ kind: 'status', status: 404 }).success).toBe(false);
  expect(faultSchema.safeParse({ kind: 'latency', ms: 5, colour: 'red' }).success).toBe(false);
  expect(faultSchema.safeParse({ kind: 'latency', ms: 5, count: 0 }).success).toBe(false);
});

test('the call log tells calls, effects and faults apart', async () => {
  await admin('DELETE', 'calls', {});
  await admin('POST', 'faults', { endpoint: 'GET /groups', kind: 'status', status: 503, count: 1 });
  await get('/groups');
  await get('/groups');
  const answer = await fetch(`${emulator.origin}/emulator/api/calls`);
  const { counters, calls } = (await answer.json()) as { counters: Row; calls: Row[] };
  expect(counters['GET /groups']).toEqual({
    calls: 2,
    effects: 1,
    byStatus: { 503: 1, 200: 1 },
    byDetail: {},
  });
  expect(calls.map((call) => call['faults'])).toEqual([['status'], []]);
});
