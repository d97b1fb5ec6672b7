import { afterAll, beforeAll, expect, test } from 'vitest';
import { configurationId, connectedDesk } from '../../testing/connected-desk.ts';
import {
  emptyPackageDatabase,
  openPostgresPackageDatabase,
  type PackageDatabase,
} from '../../testing/package-database.ts';

let database: PackageDatabase;
beforeAll(async () => {
  database = await openPostgresPackageDatabase();
  await emptyPackageDatabase(database);
});
afterAll(() => database.close());

test("an administrator reads the poll's interval and its cost of a day in the connection's health", async () => {
  const desk = await connectedDesk(database);
  const health = async () =>
    JSON.stringify(await desk.blocks('health', 'admin', { type: 'configuration', id: configurationId }));
  await desk.press('create-session', 'kim');
  await desk.work();
  await desk.pass({ minutes: 2 });
  expect(await health()).toContain('every 60 seconds; over a whole day that would be 1,440 calls');
  await desk.blocks('session', 'kim');
  await desk.work();
  expect(await health()).toContain('every 10 seconds; over a whole day that would be 8,640 calls');
  await desk.press('end-session', 'kim');
  await desk.pass({ minutes: 2 });
  expect(await health()).not.toContain('every 10 seconds');
});
