import { expect, test } from 'vitest';
import { untilComplete } from './until-complete.ts';

test.each([
  [undefined, 0, false],
  [{ isComplete: true }, 1, false],
  [{ isComplete: false }, 1, 10_000],
  [{ isComplete: false }, 3, 30_000],
  [{ isComplete: false }, 40, 60_000],
])('after %j, answer %i, it is asked again: %j', (data, dataUpdateCount, pause) => {
  expect(untilComplete({ state: { data, dataUpdateCount } })).toBe(pause);
});
