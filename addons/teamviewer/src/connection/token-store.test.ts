import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ConnectedDesk, configurationId, connectedDesk } from '../../testing/connected-desk.ts';
import {
  emptyPackageDatabase,
  openPackageDatabase,
  type PackageDatabase,
} from '../../testing/package-database.ts';
import { findSettings } from '../configuration/find-settings.ts';
import type { Settings } from '../configuration/settings.ts';
import { callTeamViewer } from './call.ts';
import { findConnection, storeRefreshed, takeLease } from './store.ts';
import { createTokenStore } from './token-store.ts';

let database: PackageDatabase;
let desk: ConnectedDesk;
let settings: Settings;
beforeAll(async () => {
  database = await openPackageDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await emptyPackageDatabase(database);
  desk = await connectedDesk(database);
  settings = (await findSettings(desk.host, configurationId)) ?? expect.fail();
});

const connection = async () => (await findConnection(desk.host.sql, configurationId)) ?? expect.fail();
const groups = () => callTeamViewer(desk.host, settings, 'person', (client) => client.groups.list().all());

test('fifty that need a token which has just ended make one refresh call', async () => {
  desk.clock.advance({ hours: 24 });
  const lists = await Promise.all(Array.from({ length: 50 }, groups));
  expect(lists.every((list) => list.length === 2)).toBe(true);
  expect(desk.teamviewer.refreshes).toBe(1);
  expect(await connection()).toMatchObject({ state: 'connected', generation: 2 });
});

test('a 401 leads to one refresh and one repetition', async () => {
  desk.teamviewer.accessToken = 'revoked early';
  expect(await groups()).toHaveLength(2);
  expect(desk.teamviewer.calls).toEqual(['GET /groups', 'POST /oauth2/token', 'GET /groups']);
});

test('after a 401 a generation that somebody else has obtained meanwhile is used as it is', async () => {
  const store = createTokenStore(desk.host, settings);
  await createTokenStore(desk.host, settings).refresh(1);
  await expect(store.renew(1)).resolves.toMatchObject({ generation: 2 });
  expect(desk.teamviewer.refreshes).toBe(1);
});

test('89: a second 401 needs an administrator, who is told once', async () => {
  desk.teamviewer.fault = (call) => (call === 'GET /groups' ? { status: 401 } : undefined);
  await expect(groups()).rejects.toMatchObject({ code: 'sign_in_again' });
  await expect(groups()).rejects.toMatchObject({ code: 'sign_in_again' });
  expect(await connection()).toMatchObject({ state: 'reconnect_needed', generation: 2 });
  expect(desk.mails.map((mail) => mail.to.address)).toEqual(['admin@example.org']);
  expect(desk.teamviewer.refreshes).toBe(1);
});

test('a refused refresh needs an administrator, is said once and never tried again', async () => {
  desk.teamviewer.refreshToken = 'another one';
  desk.clock.advance({ hours: 24 });
  await Promise.allSettled(Array.from({ length: 10 }, groups));
  await desk.pass({ hours: 48 });
  expect(await connection()).toMatchObject({ state: 'reconnect_needed', trouble: { code: 'sign_in_again' } });
  expect(desk.teamviewer.refreshes).toBe(1);
  expect(desk.mails).toHaveLength(1);
});

test('network trouble on a refresh keeps the connection and its token', async () => {
  desk.teamviewer.fault = (call) => (call === 'POST /oauth2/token' ? { status: 503 } : undefined);
  desk.clock.advance({ hours: 24 });
  await expect(groups()).rejects.toMatchObject({ code: 'try_later' });
  expect(await connection()).toMatchObject({
    state: 'connected',
    generation: 1,
    trouble: { code: 'try_later' },
  });
  desk.teamviewer.fault = null;
  expect(await groups()).toHaveLength(2);
  expect(await connection()).toMatchObject({ generation: 2, trouble: null });
});

test('a 400 of a resource call never refreshes', async () => {
  desk.teamviewer.fault = (call) => (call === 'GET /groups' ? { status: 400 } : undefined);
  await expect(groups()).rejects.toMatchObject({ code: 'bad_request' });
  expect(desk.teamviewer.refreshes).toBe(0);
});

test('42: the new pair is stored before it is used, also when storing fails at first', async () => {
  let failures = 3;
  desk.failCommit = () => (failures -= 1) >= 0;
  desk.clock.advance({ hours: 24 });
  expect(await groups()).toHaveLength(2);
  expect(desk.teamviewer.refreshes).toBe(1);
  expect(await connection()).toMatchObject({ generation: 2, state: 'connected' });
});

test('killed between answer and storing: one further attempt with the dead token, then one notice', async () => {
  desk.clock.advance({ hours: 24 });
  const [row] = await desk.host.sql<{ token: string }>`select refresh_token as token from connections`;
  // Another node took the lease, used the refresh token up and died; its lease is over.
  await takeLease(desk.host.sql, configurationId, 1, 'dead node', Temporal.Duration.from({ seconds: 0 }));
  desk.teamviewer.refreshToken = 'what only the dead node knew';
  await Promise.allSettled(Array.from({ length: 5 }, groups));
  expect(desk.teamviewer.refreshes).toBe(1);
  expect(await connection()).toMatchObject({ state: 'reconnect_needed', refreshToken: row?.token });
  expect(desk.mails).toHaveLength(1);
});

test('who comes back late with the newest pair may still store it, and heals the connection', async () => {
  desk.teamviewer.refreshToken = 'used up by a slow node';
  desk.clock.advance({ hours: 24 });
  await Promise.allSettled([groups()]);
  expect(await connection()).toMatchObject({ state: 'reconnect_needed', generation: 1 });
  const late = {
    accessToken: 'sealed',
    refreshToken: 'sealed',
    tokenStart: '4800',
    obtainedAt: desk.clock.now(),
    expiresAt: desk.clock.now(),
  };
  expect(await storeRefreshed(desk.host.sql, configurationId, 1, late)).toBe(true);
  expect(await connection()).toMatchObject({ state: 'connected', generation: 2 });
});

test('42: the token is renewed in time with nobody calling, for days, and every generation once', async () => {
  await desk.pass({ hours: 24 * 7 });
  expect(desk.teamviewer.refreshes).toBe(8);
  expect(await connection()).toMatchObject({ state: 'connected', generation: 9 });
});

test('a renewal that cannot be had is tried again at growing intervals until it can', async () => {
  desk.teamviewer.fault = (call) => (call === 'POST /oauth2/token' ? { status: 503 } : undefined);
  await desk.pass({ hours: 21 });
  const tries = desk.teamviewer.calls.length;
  expect(tries).toBeGreaterThan(5);
  expect(tries).toBeLessThan(16);
  desk.teamviewer.fault = null;
  await desk.pass({ minutes: 11 });
  expect(await connection()).toMatchObject({ generation: 2, trouble: null });
});

test('no token, code or secret is written to the log in the clear', async () => {
  desk.teamviewer.refreshToken = 'another one';
  desk.clock.advance({ hours: 24 });
  await Promise.allSettled([groups()]);
  const logged = JSON.stringify(desk.logged);
  for (const canary of ['CanarySecretOfTheApp', '480011-AccessToken', '480011-Refresh'])
    expect(logged).not.toContain(canary);
});
