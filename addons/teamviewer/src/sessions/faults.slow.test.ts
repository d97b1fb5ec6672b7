import { afterAll, beforeAll, expect, test } from 'vitest';
import { walkFaults } from '../../testing/fault-course.ts';
import { openPostgresPackageDatabase, type PackageDatabase } from '../../testing/package-database.ts';

let database: PackageDatabase;
beforeAll(async () => {
  database = await openPostgresPackageDatabase();
});
afterAll(() => database.close());

/** Fifty to a batch; others than these thousand are asked for by number and first seed. */
const courses = Number(process.env['FERNWART_COURSES'] ?? 1000);
const seed = Number(process.env['FERNWART_SEED'] ?? 1000);
const batches = Array.from({ length: Math.ceil(courses / 50) }, (_, index) => seed + index * 50);

test.each(batches)(
  'whatever goes wrong (50 seeds from %i), one session is recorded and none is left open beyond it',
  async (first) => {
    let recorded = 0;
    for (let seed = first; seed < first + 50; seed += 1) recorded += await walkFaults(database, seed);
    expect(recorded).toBeGreaterThan(25);
  },
  1_200_000,
);
