import { type DevEnv, demoApp } from '@fernwart/dev-env';
import { PERMISSIONS, type PermissionKey } from '@fernwart/teamviewer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reconnect } from '../crash/reconnect.ts';
import { signedIn } from '../support/desk-client.ts';
import { places, startTestDesk, type TestPlace } from '../support/test-desk.ts';
import { asAdministrator, type ConnectionClient } from './connection-client.ts';
import { play } from './emulator-client.ts';

/** The emulator's names; where TeamViewer's are not public they are invented. */
const names: Readonly<Record<PermissionKey, string>> = {
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
const eleven = Object.values(names);
const viewing: readonly PermissionKey[] = ['sessions.viewAll', 'sessions.viewOwn'];

let place: TestPlace;
let desk: DevEnv;
let admin: ConnectionClient;
beforeAll(async () => {
  place = await places[0].make();
  desk = await startTestDesk(place);
  admin = await asAdministrator(desk.server.origin);
}, 120_000);
afterAll(async () => {
  await desk.stop();
  await place.remove();
});

const allow = (permissions: readonly string[]) =>
  play(desk.emulator, { action: 'change-permissions', clientId: demoApp.clientId, permissions });

interface Shown {
  readonly label: string;
  readonly tone?: string;
}

/** The permissions that the panel names as missing, in the words of TeamViewer's form. */
async function missing(): Promise<string[]> {
  const { blocks } = JSON.parse(await admin.panel('connection')) as {
    blocks: { type: string; facts?: Shown[] }[];
  };
  const labels = new Set(Object.values(names).map((_, index) => labelOf(index)));
  return blocks
    .flatMap((block) => (block.type === 'facts' ? (block.facts ?? []) : []))
    .filter((fact) => labels.has(fact.label) && fact.tone === 'danger')
    .map((fact) => fact.label);
}

function labelOf(index: number): string {
  const permission = PERMISSIONS[index];
  return permission ? `${permission.group.de} → ${permission.entry.de}` : '';
}

async function check(): Promise<void> {
  const { run } = await admin.press('check');
  expect(await admin.ended(run)).toBe('succeeded');
}

/** The first use of what cannot be probed: an agent's session, and its end. */
async function use(): Promise<void> {
  const anna = await signedIn(desk.server.origin, 'anna');
  const { id } = await anna.takenOverActivity('The beamer is blue');
  const { run = '' } = await anna.createSession(id);
  const state = async () => (await anna.get<{ state: string }>(`/runs/${run}`)).state;
  await expect.poll(state, { timeout: 20_000 }).toMatch(/succeeded|failed/);
  await anna.move(id, 'close', 'Done.');
}

function belongTo(userId: string): void {
  for (const session of desk.emulator.state.sessions.values()) {
    session.creatorId = userId;
    session.assignedUserId = userId;
  }
}

const isProbed = ({ key }: { key: PermissionKey }) =>
  !viewing.includes(key) && key !== 'sessions.create' && key !== 'sessions.editOwn';

test.each(PERMISSIONS.filter(isProbed))(
  '89: without $key the probe names exactly “$group.de → $entry.de”',
  async ({ key, group, entry }) => {
    await allow(eleven.filter((name) => name !== names[key]));
    await check();
    expect(await missing()).toEqual([`${group.de} → ${entry.de}`]);
    await allow(eleven);
    await check();
    expect(await missing()).toEqual([]);
  },
);

test('without both permissions to view sessions the probe names both; “view own” alone cannot be told from “view all”', async () => {
  for (const key of viewing) {
    await allow(eleven.filter((name) => name !== names[key]));
    await check();
    expect(await missing()).toEqual([]);
  }
  await allow(eleven.filter((name) => !viewing.some((key) => names[key] === name)));
  await check();
  expect(await missing()).toEqual(
    PERMISSIONS.filter(({ key }) => viewing.includes(key)).map(
      ({ group, entry }) => `${group.de} → ${entry.de}`,
    ),
  );
  await allow(eleven);
  await check();
  expect(await missing()).toEqual([]);
});

test('89: without sessions.viewAll the first use names exactly “Session-Verwaltung → Alle Sessions anzeigen”', async () => {
  const anna = await signedIn(desk.server.origin, 'anna');
  const { id } = await anna.takenOverActivity('The keyboard types twice');
  const { run = '' } = await anna.createSession(id);
  const state = async () => (await anna.get<{ state: string }>(`/runs/${run}`)).state;
  await expect.poll(state, { timeout: 20_000 }).toBe('succeeded');
  await allow(eleven.filter((name) => name !== names['sessions.viewAll']));
  await check();
  expect(await missing()).toEqual([]);

  // At TeamViewer a colleague has taken the session over: it is no longer the service account's own.
  const [own = ''] = [...desk.emulator.state.sessions.values()].map(({ creatorId }) => creatorId);
  belongTo('u31120002');
  // Somebody looks at the activity, and so at once its state is asked for.
  await anna.get(`/packages/teamviewer/panels/session?subjectType=activity&subjectId=${id}`);
  await expect.poll(missing, { timeout: 60_000 }).toEqual(['Session-Verwaltung → Alle Sessions anzeigen']);
  await check();
  expect(await missing()).toEqual(['Session-Verwaltung → Alle Sessions anzeigen']);
  belongTo(own);
  await allow(eleven);
  await anna.move(id, 'close', 'Done.');
  await reconnect({ origin: desk.server.origin, emulator: desk.emulator }, admin.configurationId);
  await expect.poll(missing, { timeout: 20_000 }).toEqual([]);
});

test.each(PERMISSIONS.filter(({ key }) => key === 'sessions.create' || key === 'sessions.editOwn'))(
  'without $key the first use names exactly “$group.de → $entry.de”',
  async ({ key, group, entry }) => {
    await allow(eleven.filter((name) => name !== names[key]));
    await check();
    expect(await missing()).toEqual([]);
    await use();
    await expect.poll(missing, { timeout: 20_000 }).toEqual([`${group.de} → ${entry.de}`]);
    // It stays so until the administrator has authorised again, which is what adds a right to a token.
    await allow(eleven);
    await check();
    expect(await missing()).toEqual([`${group.de} → ${entry.de}`]);
    await reconnect({ origin: desk.server.origin, emulator: desk.emulator }, admin.configurationId);
    await expect.poll(missing, { timeout: 20_000 }).toEqual([]);
  },
);
