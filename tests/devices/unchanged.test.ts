import type { DevEnv } from '@fernwart/dev-env';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nextTeamViewer } from '../packages/next-teamviewer.ts';
import { type DeskClient, signedIn } from '../support/desk-client.ts';
import { places, startTestDesk, type TestPlace } from '../support/test-desk.ts';
import { everyAsset, finished, invoke, type SyncRun, synchronise } from './sync-client.ts';

let place: TestPlace;
let desk: DevEnv;
let admin: DeskClient;
beforeAll(async () => {
  place = await places[1].make();
  desk = await startTestDesk(place);
  admin = await signedIn(desk.server.origin, 'admin');
  await synchronise(admin);
}, 180_000);
afterAll(async () => {
  await desk?.stop();
  await place.remove();
});

/** Whether a run matched anew, or met all as the last one had left it. */
function course(run: SyncRun): string {
  const isShort = run.log.some(({ text }) => text.startsWith('Nichts hat sich geändert'));
  return `${run.state}, ${isShort ? 'nothing looked at' : 'all looked at'}`;
}
const next = async () => course(await synchronise(admin));

async function sent(
  method: 'POST' | 'PUT' | 'PATCH',
  path: string,
  body: Record<string, unknown>,
): Promise<void> {
  const answer = await admin.browser.send(method, `${desk.server.origin}/api/v1${path}`, body);
  expect(answer.status).toBeLessThan(300);
}

async function assetNamed(name: string): Promise<string> {
  const asset = (await everyAsset(admin)).find((one) => one.name === name);
  if (asset === undefined) throw new Error(`the demo has no ${name}`);
  return asset.id;
}

async function changeAsset(name: string, change: Record<string, unknown>): Promise<void> {
  const id = await assetNamed(name);
  const { version } = await admin.get<{ version: number }>(`/assets/${id}`);
  await sent('PATCH', `/assets/${id}`, { version, ...change });
}

const setByHand = async (value: string | null) =>
  sent('PUT', `/assets/${await assetNamed('NB-0042')}/attributes/teamviewer/teamviewerId`, { value });

function device() {
  const [first] = desk.emulator.state.managedDevices.values();
  if (first === undefined) throw new Error('the demo has no devices');
  return first;
}

/** Every row that a synchronisation writes, with the transaction that wrote it last. */
async function rows(): Promise<unknown[]> {
  const tables = ['assets', 'asset_attributes'].concat(
    [
      'read_pages',
      'staged_devices',
      'staged_assets',
      'staged_items',
      'candidates',
      'matches',
      'verdicts',
    ].map((name) => `pkg_teamviewer.${name}`),
    ['devices', 'id_history', 'inbox_items', 'decisions', 'sync_changes'].map(
      (name) => `pkg_teamviewer.${name}`,
    ),
  );
  const seen: unknown[] = [];
  for (const table of tables) {
    const found = await desk.server.parts.db.query(
      `select '${table}' as name, count(*) as count, md5(coalesce(string_agg(ctid::text || xmin::text, ' ' order by ctid), '')) as digest from ${table}`,
    );
    seen.push(...found);
  }
  return seen;
}

let ignored = '';
/** What makes the next run look at everything again, and only that one. */
const changes: readonly { readonly what: string; readonly make: () => Promise<unknown> }[] = [
  { what: 'an asset that was renamed', make: () => changeAsset('NB-0041', { name: 'NB-0041-alt' }) },
  {
    what: 'an asset that got a serial number',
    make: () => changeAsset('NB-0043', { serialNumber: 'PF-998877' }),
  },
  { what: 'a new asset', make: () => sent('POST', '/assets', { name: 'NB-9999', kind: 'computer' }) },
  { what: 'an ID that was set by hand', make: () => setByHand('11223344') },
  { what: 'an ID by hand that was taken away', make: () => setByHand(null) },
  {
    what: 'a decision',
    async make() {
      const page = await admin.get<{ rows: { actions?: { input: Record<string, string> }[] }[] }>(
        '/packages/teamviewer/sources/inbox?limit=50&filter.kind=unmatched',
      );
      const input = page.rows[0]?.actions?.find((one) => one.input['decision'] === 'ignore')?.input;
      ignored = input?.['item'] ?? '';
      expect(ignored).not.toBe('');
      await invoke(admin, 'decide-device', input);
    },
  },
  {
    what: 'a decision that was taken back',
    make: () => invoke(admin, 'take-back', { item: ignored }),
  },
  { what: 'a device that was renamed', make: async () => Object.assign(device(), { name: 'Renamed' }) },
  {
    what: 'a device under another ID',
    make: async () => Object.assign(device(), { teamviewerId: 1_987_654_321 }),
  },
  {
    what: 'a synchronisation that was stopped in the middle of writing',
    make: () =>
      desk.server.parts.db.sql`
        update pkg_teamviewer.syncs set phase = 'failed', applying = 'others'
        where started_at = (select max(started_at) from pkg_teamviewer.syncs)`,
  },
  {
    what: 'a new version of the package',
    make: async () =>
      desk.server.parts.packages.installPackage(await nextTeamViewer(), { id: null, name: 'Demo' }),
  },
];

test('a night on which nothing has changed writes no row', async () => {
  expect(await next()).toBe('succeeded, nothing looked at');
  const before = await rows();
  expect(await next()).toBe('succeeded, nothing looked at');
  expect(await rows()).toEqual(before);
}, 120_000);

test('who is online is taken over without looking at anything else', async () => {
  const one = device();
  const known = async () => {
    const [row] = await desk.server.parts.db.sql<{ online: string }>`
      select online from pkg_teamviewer.devices where device_id = ${one.id.toLowerCase()}`;
    return row?.online;
  };
  const before = await known();
  one.online = before !== 'online';
  expect(await next()).toBe('succeeded, nothing looked at');
  expect(await known()).toBe(before === 'online' ? 'offline' : 'online');
}, 120_000);

test('a preview that finds nothing can be applied as long as nothing changes', async () => {
  const { run: preview = '' } = await invoke(admin, 'preview-sync');
  expect(course(await finished(admin, preview))).toBe('succeeded, nothing looked at');
  const { run: applied = '' } = await invoke(admin, 'apply-preview', { preview });
  expect(await finished(admin, applied)).toMatchObject({ state: 'succeeded', result: { written: 0 } });
}, 120_000);

test.each(changes)(
  '$what makes the next run look at everything, and only that one',
  async ({ make }) => {
    await make();
    expect(await next()).toBe('succeeded, all looked at');
    expect(await next()).toBe('succeeded, nothing looked at');
  },
  120_000,
);

test('a preview that is applied looks at everything itself', async () => {
  device().name = 'Renamed again';
  const { run: preview = '' } = await invoke(admin, 'preview-sync');
  await finished(admin, preview);
  const { run: applied = '' } = await invoke(admin, 'apply-preview', { preview });
  expect(course(await finished(admin, applied))).toBe('succeeded, all looked at');
}, 120_000);

test('a device that has vanished makes every night look at everything, while it may still be judged otherwise', async () => {
  Object.assign(device(), { groupIds: [], managers: [] });
  expect(await next()).toBe('succeeded, all looked at');
  expect(await next()).toBe('succeeded, all looked at');
}, 120_000);
