import { afterAll, beforeAll, expect, test } from 'vitest';
import { walkFaults } from '../../testing/fault-course.ts';
import { openPackageDatabase, type PackageDatabase } from '../../testing/package-database.ts';

let database: PackageDatabase;
let recorded = 0;
beforeAll(async () => {
  database = await openPackageDatabase();
});
afterAll(() => database.close());

const seeds = Array.from({ length: 20 }, (_, index) => index + 1);

test.each(seeds)(
  'whatever goes wrong (seed %i), one session is recorded and none is left open beyond it',
  async (seed) => {
    recorded += await walkFaults(database, seed);
  },
  60_000,
);

test('most of these courses did record a session', () => {
  expect(recorded).toBeGreaterThan(seeds.length / 2);
});
