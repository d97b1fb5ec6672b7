import type { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { labelledFleet } from '../../testing/fleet.ts';
import { judgeFleet } from '../../testing/judge-fleet.ts';
import { emptyPackageDatabase, openPackageDatabase } from '../../testing/package-database.ts';
import { inboxKinds } from './inbox-store.ts';

let database: PGlite;
beforeAll(async () => {
  database = await openPackageDatabase();
});
beforeEach(() => emptyPackageDatabase(database));
afterAll(() => database.close());

test.each([1, 2, 3])('500 machines with traps, seed %i: no wrong link, every trap is named', async (seed) => {
  const result = await judgeFleet(database, labelledFleet(500, seed));
  expect(result.wrong).toEqual([]);
  expect(result.doubled).toBe(0);
  expect(result.unreported).toEqual([]);
  expect(result.recall).toBeGreaterThanOrEqual(0.97);
  expect(result.kinds).toEqual(new Set(inboxKinds));
  expect(result.rules).toEqual(new Set(['held', 'name', 'number']));
});
