import { expect, test } from 'vitest';
import { labelledFleet } from '../../testing/fleet.ts';
import { judgeFleet } from '../../testing/judge-fleet.ts';
import { openPackageDatabase } from '../../testing/package-database.ts';

test('10,000 machines with traps: no wrong link, nearly all found, every trap named', async () => {
  const database = await openPackageDatabase();
  const result = await judgeFleet(database, labelledFleet(10_000, 4711));
  await database.close();
  expect(result.wrong).toEqual([]);
  expect(result.doubled).toBe(0);
  expect(result.unreported).toEqual([]);
  expect(result.recall).toBeGreaterThanOrEqual(0.97);
}, 300_000);
