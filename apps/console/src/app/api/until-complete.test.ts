import { expect, test } from 'vitest';
import { untilComplete } from './until-complete.ts';

test.each([
  [undefined, false],
  [{ isComplete: true }, false],
  [{ isComplete: false }, 10_000],
])('after %j it is asked again: %j', (data, pause) => {
  const state = { data } as Parameters<typeof untilComplete>[0]['state'];
  expect(untilComplete({ state })).toBe(pause);
});
