import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConnectedDesk, connectedDesk } from '../../testing/connected-desk.ts';
import {
  emptyPackageDatabase,
  openPostgresPackageDatabase,
  type PackageDatabase,
} from '../../testing/package-database.ts';

let database: PackageDatabase;
let desk: ConnectedDesk;
beforeAll(async () => {
  database = await openPostgresPackageDatabase();
  await emptyPackageDatabase(database);
  desk = await connectedDesk(database);
});
afterAll(() => database.close());

test('a session that waits for the quota says so, and until when where TeamViewer told it', async () => {
  const notice = async () =>
    (await desk.blocks('session', 'kim')).flatMap((block) => (block.type === 'notice' ? [block.text] : []));
  desk.teamviewer.fault = (call) =>
    call === 'POST /sessions' ? { status: 403, json: { error: 'rate_limit_reached' } } : undefined;
  await desk.press('create-session', 'kim');
  await desk.work();
  expect(await notice()).toEqual([
    expect.stringMatching(/^The quota of TeamViewer calls is used up (for the moment|until \d)/),
  ]);
  desk.teamviewer.fault = null;
  await desk.pass({ hours: 1 });
  expect(await notice()).toEqual([]);
  expect(desk.teamviewer.open()).toHaveLength(1);
});
