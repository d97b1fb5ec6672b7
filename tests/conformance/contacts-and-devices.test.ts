import { expect } from 'vitest';
import { conformance } from './conform.ts';
import { at, call, rows, textAt } from './http.ts';
import { admin } from './target.ts';

const conform = conformance();

conform('TV-6.1', 'read-only', 'groups come in one envelope, with ids of their kind', async (target) => {
  const answer = await call(target, 'GET', '/groups');
  expect(answer.status).toBe(200);
  for (const group of rows(answer, 'groups')) expect(group['id']).toMatch(/^g\d+$/);
  expect(answer.json).not.toHaveProperty('next_offset');
});

conform('TV-6.5', 'writes', 'a group is made, renamed and deleted', async (target) => {
  const made = await call(target, 'POST', '/groups', { name: 'Nürnberg Süd' });
  expect(made.status).toBe(200);
  const path = `/groups/${textAt(made, 'id')}`;
  expect([200, 204]).toContain((await call(target, 'PUT', path, { name: 'Nürnberg Nord' })).status);
  expect(at(await call(target, 'GET', path), 'name')).toBe('Nürnberg Nord');
  expect([200, 204]).toContain((await call(target, 'DELETE', path)).status);
  expect([400, 404]).toContain((await call(target, 'GET', path)).status);
});

conform('TV-6.2', 'emulator', 'a shared group names with whom, until it is unshared', async (target) => {
  const id = textAt(await call(target, 'POST', '/groups', { name: 'Geteilt' }), 'id');
  const users = [{ userid: 'u31120002', permissions: 'readwrite' }];
  expect((await call(target, 'POST', `/groups/${id}/share_group`, { users })).status).toBe(204);
  expect(at(await call(target, 'GET', `/groups/${id}`), 'shared_with')).toEqual([
    { userid: 'u31120002', name: 'Kerstin Albrecht', permissions: 'readwrite', pending: false },
  ]);
  await call(target, 'POST', `/groups/${id}/unshare_group`, { users: ['u31120002'] });
  expect(at(await call(target, 'GET', `/groups/${id}`), 'shared_with')).toBeUndefined();
});

conform('TV-6.6', 'emulator', 'only a company token reaches other people’s groups', async (target) => {
  expect((await call(target, 'GET', '/users/u31120002/groups')).status).toBe(404);
  if (!target.emulator) return;
  const company = await admin(target.emulator, 'POST', 'play', {
    action: 'script-token',
    email: 'service@muster-logistik.example',
    level: 'company',
  });
  expect(
    (await call(target, 'GET', '/users/u31120002/groups', undefined, String(company['token']))).status,
  ).toBe(200);
});

conform(
  'TV-6.3',
  'read-only',
  'devices come all at once, with remote control ids; filters narrow them',
  async (target) => {
    const answer = await call(target, 'GET', '/devices');
    const devices = rows(answer, 'devices');
    expect(answer.json).not.toHaveProperty('next_offset');
    for (const device of devices) expect(device['remotecontrol_id']).toMatch(/^r\d+$/);
    const [first] = devices;
    if (!first) return;
    const one = await call(target, 'GET', `/devices?remotecontrol_id=${String(first['remotecontrol_id'])}`);
    expect(rows(one, 'devices').map((device) => device['device_id'])).toContain(first['device_id']);
    const single = await call(target, 'GET', `/devices/${String(first['device_id'])}`);
    expect(rows(single, 'devices')).toHaveLength(1);
    const offline = rows(await call(target, 'GET', '/devices?online_state=offline'), 'devices');
    for (const device of offline) expect(device['online_state']).toBe('Offline');
  },
);

conform('TV-6.7', 'emulator', 'a device is made, changed and deleted', async (target) => {
  const body = {
    remotecontrol_id: 'r1234567890',
    groupid: 'g31120010',
    alias: 'NB-0042',
    description: 'Käthe',
  };
  const made = await call(target, 'POST', '/devices', body);
  expect(made.json).toMatchObject({ ...body, teamviewer_id: 1_234_567_890 });
  const path = `/devices/${textAt(made, 'device_id')}`;
  expect((await call(target, 'PUT', path, { alias: 'x'.repeat(51) })).status).toBe(400);
  expect((await call(target, 'PUT', path, { alias: 'NB-0043' })).status).toBe(204);
  expect(at(await call(target, 'GET', path), 'devices.0.alias')).toBe('NB-0043');
  expect((await call(target, 'DELETE', path)).status).toBe(204);
  expect((await call(target, 'GET', path)).status).toBe(404);
});

conform('TV-6.4', 'emulator', 'contacts and invitations are listed apart', async (target) => {
  const person = { email: 'neu@example.org', name: 'Neue Person', groupid: 'g31120010', invite: true };
  const made = await call(target, 'POST', '/contacts', person);
  expect(at(made, 'contact_id')).toMatch(/^c\d+$/);
  expect(rows(await call(target, 'GET', '/contacts?email=neu@example.org'), 'contacts')).toHaveLength(0);
  const both = await call(target, 'GET', '/contacts?email=neu@example.org&include_invitations=true');
  expect(rows(both, 'invitations')).toHaveLength(1);
  expect((await call(target, 'DELETE', `/contacts/${textAt(made, 'contact_id')}`)).status).toBe(204);
});

conform('TV-13.1', 'emulator', 'the old endpoints can be gone', async (target) => {
  if (!target.emulator) return;
  await admin(target.emulator, 'PUT', 'switches', { legacyEndpoints: 'gone' });
  const statuses = await Promise.all(
    ['/groups', '/devices', '/contacts'].map((path) => call(target, 'GET', path)),
  );
  await admin(target.emulator, 'PUT', 'switches', { legacyEndpoints: 'present' });
  expect(statuses.map(({ status }) => status)).toEqual([404, 404, 404]);
});
