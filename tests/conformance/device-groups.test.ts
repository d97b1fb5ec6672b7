import { expect } from 'vitest';
import { conformance } from './conform.ts';
import { type Answer, at, call, rows, textAt } from './http.ts';
import { admin, play, type Target } from './target.ts';

const conform = conformance();

/** Every resource of a paged list. */
async function walk(
  target: Target,
  path: string,
): Promise<{ rows: Record<string, unknown>[]; pages: number }> {
  const all: Record<string, unknown>[] = [];
  let pages = 0;
  let token: unknown;
  do {
    const query = typeof token === 'string' ? `?paginationToken=${encodeURIComponent(token)}` : '';
    const answer: Answer = await call(target, 'GET', `${path}${query}`);
    expect(answer.status).toBe(200);
    all.push(...rows(answer, 'resources'));
    pages += 1;
    token = at(answer, 'nextPaginationToken');
  } while (typeof token === 'string');
  return { rows: all, pages };
}

conform(
  'TV-7.2',
  'read-only',
  'device groups and their devices are walked by opaque tokens',
  async (target) => {
    const groups = await walk(target, '/managed/groups');
    const [group] = groups.rows;
    if (!group) return;
    const devices = await walk(target, `/managed/groups/${String(group['id'])}/devices`);
    expect(new Set(devices.rows.map(({ id }) => id)).size).toBe(devices.rows.length);
  },
);

conform('TV-7.2', 'emulator', 'with small pages the union is the same', async (target) => {
  if (!target.emulator) return;
  const path = `/managed/groups/${String((await walk(target, '/managed/groups')).rows[0]?.['id'])}/devices`;
  const whole = await walk(target, path);
  await admin(target.emulator, 'PUT', 'switches', { managedPageSize: 3 });
  const parts = await walk(target, path);
  await admin(target.emulator, 'PUT', 'switches', { managedPageSize: 100 });
  expect(parts.rows).toEqual(whole.rows);
  expect(parts.pages).toBe(Math.ceil(whole.rows.length / 3));
  expect((await call(target, 'GET', '/managed/groups?paginationToken=zzz')).status).toBe(400);
});

conform(
  'TV-7.3',
  'read-only',
  'a device has its id, name and TeamViewer ID; a single one says more',
  async (target) => {
    const [device] = (await walk(target, '/managed/devices')).rows;
    if (!device) return;
    expect(device['teamviewerId'] ?? device['TeamViewerId']).toBeTypeOf('number');
    const single = await call(target, 'GET', `/managed/devices/${String(device['id'])}`);
    expect(single.json).toMatchObject({ id: device['id'], name: device['name'] });
    expect(single.json).toHaveProperty('teamViewerVersion');
  },
);

conform(
  'TV-7.1',
  'emulator',
  'a device group is made with 201, renamed with 200, deleted with 204',
  async (target) => {
    const made = await call(target, 'POST', '/managed/groups', { name: 'Fuhrpark' });
    expect(made.status).toBe(201);
    const path = `/managed/groups/${textAt(made, 'id')}`;
    const renamed = await call(target, 'PUT', path, { name: 'Werkstatt' });
    expect([renamed.status, at(renamed, 'name')]).toEqual([200, 'Werkstatt']);
    expect((await call(target, 'DELETE', path)).status).toBe(204);
    expect((await call(target, 'GET', path)).status).toBe(404);
  },
);

conform('TV-7.6', 'emulator', 'an offline device stays pending until it is seen', async (target) => {
  const { emulator } = target;
  if (!emulator) return;
  const device = emulator.state.managedDevices.values().find((one) => !one.online);
  if (!device) throw new Error('no offline device');
  const path = `/managed/groups/${textAt(await call(target, 'POST', '/managed/groups', { name: 'Wartend' }), 'id')}`;
  await call(target, 'POST', `${path}/devices`, { id: device.id });
  expect((await walk(target, `${path}/devices`)).rows).toHaveLength(0);
  expect((await walk(target, `${path}/pending-devices`)).rows[0]).toHaveProperty('pendingOperation');
  await play(emulator, { action: 'device-online', teamviewerId: device.teamviewerId, online: true });
  expect((await walk(target, `${path}/devices`)).rows).toHaveLength(1);
  expect((await walk(target, `${path}/pending-devices`)).rows).toHaveLength(0);
});

conform('TV-7.4', 'emulator', 'the last manager with ManagerAdministration cannot go', async (target) => {
  const path = `/managed/groups/${textAt(await call(target, 'POST', '/managed/groups', { name: 'M' }), 'id')}/managers`;
  const [own] = (await walk(target, path)).rows;
  expect(own).toMatchObject({ type: 'account', accountId: 31_120_001 });
  const ownPath = `${path}/${String(own?.['id'])}`;
  expect((await call(target, 'DELETE', ownPath)).status).toBe(400);
  const more = [{ accountId: 31_120_002, permissions: ['ManagerAdministration'] }];
  expect((await call(target, 'POST', path, more)).status).toBe(201);
  expect((await call(target, 'DELETE', ownPath)).status).toBe(204);
});

conform(
  'TV-7.5',
  'emulator',
  'company, direct and group devices are three different sets',
  async (target) => {
    const direct = (await walk(target, '/managed/devices')).rows.length;
    const company = (await walk(target, '/managed/devices/company')).rows.length;
    const all = new Set<unknown>();
    for (const group of (await walk(target, '/managed/groups')).rows) {
      for (const { id } of (await walk(target, `/managed/groups/${String(group['id'])}/devices`)).rows)
        all.add(id);
    }
    expect(all.size).toBe(30);
    expect(direct).toBeLessThan(all.size);
    expect(company).toBeLessThan(all.size);
  },
);
