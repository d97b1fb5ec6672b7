import { expect } from 'vitest';
import { conformance } from './conform.ts';
import { at, call, rows, textAt } from './http.ts';
import { admin } from './target.ts';

const conform = conformance();

conform('TV-4.2', 'read-only', 'the account names its person and company', async (target) => {
  const answer = await call(target, 'GET', '/account');
  if (answer.status === 403) return;
  expect(answer.json).toMatchObject({ userid: expect.stringMatching(/^u\d+$/), name: expect.any(String) });
  expect(at(answer, 'custom_field_has_paid_license')).toBeTypeOf('string');
});

conform(
  'TV-4.3',
  'emulator',
  'the account can be renamed; a short name or a wrong old password is refused',
  async (target) => {
    expect((await call(target, 'PUT', '/account', { name: 'Kurz' })).status).toBe(400);
    expect(
      (await call(target, 'PUT', '/account', { password: 'neues-wort', oldpassword: 'falsch' })).status,
    ).toBe(400);
    expect((await call(target, 'PUT', '/account', { name: 'Servicekonto' })).status).toBe(204);
  },
);

conform('TV-4.4', 'emulator', 'the company and its licence are for administrators', async (target) => {
  expect(at(await call(target, 'GET', '/company'), 'name')).toBe('Muster Logistik GmbH');
  expect(at(await call(target, 'GET', '/company/license'), 'type')).toBe('Corporate');
  if (!target.emulator) return;
  const other = await admin(target.emulator, 'POST', 'play', {
    action: 'script-token',
    email: 'kerstin.albrecht@muster-logistik.example',
  });
  expect((await call(target, 'GET', '/company', undefined, String(other['token']))).status).toBe(403);
});

conform('TV-10.1', 'read-only', 'users are listed short or full', async (target) => {
  const short = await call(target, 'GET', '/users');
  if (short.status === 403) return;
  for (const user of rows(short, 'users')) expect(user['id']).toMatch(/^u\d+$/);
  const full = await call(target, 'GET', '/users?full_list=true');
  for (const user of rows(full, 'users')) expect(user).toHaveProperty('active');
});

conform('TV-10.2', 'emulator', 'a user is made once per address, changed and taken out', async (target) => {
  const person = { email: 'neu@muster-logistik.example', name: 'Neue Person', password: 'geheim-genug' };
  const made = await call(target, 'POST', '/users', person);
  expect(made.status).toBe(200);
  expect(at(await call(target, 'POST', '/users', person), 'error')).toBe('email_in_use');
  const path = `/users/${textAt(made, 'id')}`;
  expect((await call(target, 'PUT', path, { active: false })).status).toBe(204);
  expect(at(await call(target, 'GET', path), 'active')).toBe(false);
  expect((await call(target, 'DELETE', path)).status).toBe(204);
  expect((await call(target, 'GET', path)).status).toBe(404);
});

conform(
  'TV-10.3',
  'emulator',
  'a monitored device has information, hardware and software',
  async (target) => {
    const id = String(at(await call(target, 'GET', '/monitoring/devices'), 'devices.0.deviceId'));
    for (const part of ['information', 'hardware', 'software']) {
      expect((await call(target, 'GET', `/monitoring/devices/${id}/${part}`)).status).toBe(200);
    }
  },
);

conform('TV-10.4', 'emulator', 'alarms are filtered by prefixed names, and by a body', async (target) => {
  const all = rows(await call(target, 'GET', '/monitoring/alarms'), 'Alarms');
  expect(all).toHaveLength(3);
  const wanted = all[0]?.['Status'];
  const some = await call(target, 'GET', `/monitoring/alarms?parameters.status=${String(wanted)}`);
  for (const alarm of rows(some, 'Alarms')) expect(alarm['Status']).toBe(wanted);
  const posted = await call(target, 'POST', '/monitoring/alarms', { status: wanted });
  expect(posted.json).toEqual(some.json);
});

conform(
  'TV-10.5',
  'emulator',
  'web monitoring lists browsers and places, or is withdrawn',
  async (target) => {
    expect((await call(target, 'GET', '/webMonitoring/browsers')).status).toBe(200);
    expect((await call(target, 'GET', '/webMonitoring/locations')).status).toBe(200);
    if (!target.emulator) return;
    await admin(target.emulator, 'PUT', 'switches', { webMonitoring: 'withdrawn' });
    expect((await call(target, 'GET', '/webMonitoring/browsers')).status).toBe(404);
    await admin(target.emulator, 'PUT', 'switches', { webMonitoring: 'present' });
  },
);

conform('TV-2.17', 'emulator', 'a script token is made and ended over the API', async (target) => {
  const made = await call(target, 'POST', '/OAuth2/accessToken', { scope: 'Groups.Read', name: 'nightly' });
  const token = textAt(made, 'AccessToken');
  expect((await call(target, 'GET', '/groups', undefined, token)).status).toBe(200);
  expect((await call(target, 'GET', '/devices', undefined, token)).status).toBe(403);
  expect((await call(target, 'DELETE', '/OAuth2/accessToken', undefined, token)).status).toBe(204);
  expect((await call(target, 'GET', '/groups', undefined, token)).status).toBe(401);
});
