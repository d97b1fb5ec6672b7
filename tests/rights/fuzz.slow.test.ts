import { expect, test } from 'vitest';
import { fuzz } from './fuzz.ts';

test.each([1, 2])(
  'five thousand calls from seed %i break, leak and surprise nothing',
  async (seed) => {
    const { flaws } = await fuzz(seed, 5000);
    expect(flaws).toEqual([]);
  },
  1_800_000,
);
