import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { walkFaults } from '../../testing/fault-course.ts';
import { type PackageDatabase, packageDatabases } from '../../testing/package-database.ts';

describe.each(packageDatabases)('courses of faults on $kind', ({ kind, open }) => {
  let database: PackageDatabase;
  let recorded = 0;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  const seeds = Array.from(
    { length: kind === 'PGlite' ? 2 : 18 },
    (_, index) => index + (kind === 'PGlite' ? 1 : 3),
  );

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
});
