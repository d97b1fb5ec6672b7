import type { LimiterState } from '@fernwart/teamviewer';
import { LICENCE_QUOTAS, PERMISSIONS } from '@fernwart/teamviewer';
import { array, assert as holds, integer, property } from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ConnectedDesk, configurationId, connectedDesk } from '../../testing/connected-desk.ts';
import {
  emptyPackageDatabase,
  openPackageDatabase,
  type PackageDatabase,
} from '../../testing/package-database.ts';
import { findSettings } from '../configuration/find-settings.ts';
import { rules, workflows } from '../shared/names.ts';
import { callSeries, functionHealth } from './health-model.ts';
import { probePermissions } from './probe.ts';
import { findConnection } from './store.ts';

const subject = { type: 'configuration', id: configurationId } as const;

let database: PackageDatabase;
let desk: ConnectedDesk;
let log: string[];
beforeAll(async () => {
  database = await openPackageDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await emptyPackageDatabase(database);
  desk = await connectedDesk(database);
  log = [];
});

async function probed(): Promise<Record<string, string>> {
  const settings = (await findSettings(desk.host, configurationId)) ?? expect.fail();
  const run = { log: async (_: string, key: string) => void log.push(key) };
  await probePermissions(desk.host, settings, run as unknown as Parameters<typeof probePermissions>[2]);
  return (await findConnection(desk.host.sql, configurationId))?.permissions ?? {};
}

const withoutEffects = [
  ['groups.read', 'GET /groups'],
  ['connections.read', 'GET /reports/connections'],
  ['contactList.view', 'GET /contacts'],
  ['eventLog.requestAll', 'POST /EventLogging'],
  ['deviceGroups.read', 'GET /managed/groups'],
  ['webMonitoring.retrieve', 'GET /webMonitoring/browsers'],
  ['monitoring.retrieve', 'GET /monitoring/devices'],
] as const;

const refuse =
  (refused: string, error = 'invalid_permission') =>
  (call: string) =>
    call === refused ? { status: 403, json: { error } } : undefined;

describe('the permission probe', () => {
  test('finds all that can be asked for, and says what shows at the first use', async () => {
    const found = await probed();
    for (const [right] of withoutEffects) expect(found[right]).toBe('granted');
    expect(found).toMatchObject({
      'sessions.create': 'at_first_use',
      'sessions.editOwn': 'at_first_use',
      'sessions.viewAll': 'at_first_use',
      'sessions.viewOwn': 'covered',
    });
    expect(Object.keys(found)).toHaveLength(PERMISSIONS.length);
    expect(log).toEqual(['run.probe.fine']);
  });

  test.each(withoutEffects)('names %s, and nothing else, where it is missing', async (right, call) => {
    desk.teamviewer.fault = refuse(call);
    const found = await probed();
    expect(Object.entries(found).flatMap(([key, state]) => (state === 'missing' ? [key] : []))).toEqual([
      right,
    ]);
    expect(log).toEqual([`run.missing.${right}`]);
    const panel = JSON.stringify(await desk.blocks('connection', 'admin', subject));
    expect(panel).toContain('Permissions are missing: ');
  });

  test('names both ways to see sessions where the list is refused', async () => {
    desk.teamviewer.fault = refuse('GET /sessions');
    const both = { 'sessions.viewAll': 'missing', 'sessions.viewOwn': 'missing' };
    expect(await probed()).toMatchObject(both);
    desk.teamviewer.fault = () => ({ status: 503 });
    expect(await probed()).toMatchObject(both);
    desk.teamviewer.fault = null;
    expect(await probed()).toMatchObject({
      'sessions.viewAll': 'at_first_use',
      'sessions.viewOwn': 'covered',
    });
  });

  test('does not take a used-up quota or an absent TeamViewer for a missing right', async () => {
    await probed();
    desk.teamviewer.fault = refuse('GET /groups', 'rate_limit_reached');
    expect(await probed()).toMatchObject({ 'groups.read': expect.not.stringMatching('missing') });
    desk.teamviewer.fault = () => ({ status: 503 });
    expect(await probed()).toMatchObject({ 'connections.read': 'granted' });
  });

  test('tells what the licence does not have from what the app may not do', async () => {
    desk.teamviewer.fault = (call) => (call.startsWith('GET /webMonitoring') ? { status: 404 } : undefined);
    expect(await probed()).toMatchObject({ 'webMonitoring.retrieve': 'not_licensed' });
  });
});

test('a right that is found missing at its first use is reported the same way, and stays so', async () => {
  await probed();
  desk.teamviewer.fault = refuse('POST /sessions');
  await desk.press('create-session', 'kim');
  await desk.work();
  expect(await findConnection(desk.host.sql, configurationId)).toMatchObject({
    permissions: { 'sessions.create': 'missing' },
  });
  expect(JSON.stringify(await desk.blocks('connection', 'admin', subject))).toContain(
    'Session management → Create sessions',
  );
  expect(await probed()).toMatchObject({ 'sessions.create': 'missing' });
});

test('a list of sessions that is refused in use names both rights, a single session that is refused only “view all”', async () => {
  await probed();
  await desk.press('create-session', 'kim');
  await desk.work();
  desk.teamviewer.fault = refuse('GET /sessions');
  await desk.pass({ seconds: 70 });
  expect(await findConnection(desk.host.sql, configurationId)).toMatchObject({
    permissions: { 'sessions.viewAll': 'missing', 'sessions.viewOwn': 'missing' },
  });
  desk.teamviewer.fault = null;
  await probed();

  // Somebody else's by now: no list has it, and asked for by its code it is refused.
  const [session] = desk.teamviewer.open();
  desk.teamviewer.fault = (call) =>
    call === 'GET /sessions'
      ? { status: 200, json: { sessions: [] } }
      : refuse(`GET /sessions/${session?.code}`)(call);
  await desk.pass({ minutes: 11 });
  const found = { 'sessions.viewAll': 'missing', 'sessions.viewOwn': 'covered' };
  expect(await findConnection(desk.host.sql, configurationId)).toMatchObject({ permissions: found });
  expect(await probed()).toMatchObject(found);
  expect(log.at(-1)).toBe('run.missing.sessions.viewAll');
});

test('a session that may not be closed names the right to edit', async () => {
  await desk.press('create-session', 'kim');
  await desk.work();
  desk.teamviewer.fault = (call) =>
    call.startsWith('PUT') ? { status: 403, json: { error: 'invalid_permission' } } : undefined;
  desk.change({ state: 204 });
  await desk.event(workflows.collectReports, rules.closed);
  expect(await findConnection(desk.host.sql, configurationId)).toMatchObject({
    permissions: { 'sessions.editOwn': 'missing' },
  });
});

test('administrators are told once when the token is about to end and cannot be renewed', async () => {
  desk.teamviewer.fault = (call) => (call === 'POST /oauth2/token' ? { status: 503 } : undefined);
  await desk.pass({ hours: 21 });
  expect(desk.mails).toEqual([]);
  await desk.pass({ hours: 6 });
  expect(desk.mails.map((mail) => mail.subject)).toEqual([
    'The TeamViewer token is about to expire: TeamViewer',
  ]);
});

describe('health', () => {
  const now = Temporal.Instant.from('2026-11-02T12:00:00Z');
  const seconds = (at: Temporal.Instant) => Math.floor(at.epochMilliseconds / 1000);
  const quota = LICENCE_QUOTAS.business;
  const startOfDay = Temporal.Instant.from('2026-11-02T00:00:00Z');

  test('counts a function against the quota and forecasts the day', () => {
    const state: LimiterState = {
      cells: [
        { at: seconds(now.subtract({ hours: 23 })), calls: 100 },
        { at: seconds(now.subtract({ hours: 5 })), calls: 50 },
        { at: seconds(now.subtract({ hours: 1 })), calls: 30 },
      ],
    };
    expect(functionHealth('GET /sessions', state, quota, now, startOfDay)).toEqual({
      fn: 'GET /sessions',
      used: 180,
      quota: 7200,
      forecast: 200,
      refusedAt: null,
    });
  });

  test('shows every call of the last day once in the chart', () => {
    const cells = array(integer({ min: 0, max: 23 * 60 }), { maxLength: 30 });
    holds(
      property(cells, (minutesAgo) => {
        const series = callSeries(
          minutesAgo.map((minutes) => ({ at: seconds(now.subtract({ minutes })), calls: 2 })),
          now,
          30,
        );
        expect(series).toHaveLength(48);
        expect(series.reduce((sum, point) => sum + point.value, 0)).toBe(minutesAgo.length * 2);
      }),
    );
  });

  test('says what watching open sessions costs', async () => {
    await probed();
    const shown = async () => JSON.stringify(await desk.blocks('health', 'admin', subject));
    expect(await shown()).toContain('No open sessions');
    await desk.press('create-session', 'kim');
    await desk.work();
    expect(await shown()).toContain('every 60 seconds; over a whole day that would be 1,440 calls');
    await desk.blocks('session', 'kim');
    expect(await shown()).toContain('every 10 seconds; over a whole day that would be 8,640 calls');
  });

  test('is shown to administrators, with what TeamViewer answered that nobody knew', async () => {
    desk.teamviewer.groups = [{ id: 'g1', name: 'A', brand_new: true }];
    await probed();
    const panel = JSON.stringify(await desk.blocks('health', 'admin', subject));
    expect(panel).toContain('GET /groups');
    expect(panel).toContain('1 of 7,200');
    expect(panel).toContain('brand_new');
    expect(await desk.blocks('health', 'kim', subject)).toEqual([]);
  });
});
