import { expect, test } from 'vitest';
import { fuzz } from './fuzz.ts';

test('a thousand calls with something wrong in them break, leak and surprise nothing', async () => {
  const { flaws, byStatus, reached } = await fuzz(20_260_115, 1000);
  expect(flaws).toEqual([]);
  // That so few were let through would mean that the nonsense ends at the door.
  expect(byStatus[2]).toBeGreaterThan(100);
  expect(reached.size).toBeGreaterThan(20);
}, 300_000);
