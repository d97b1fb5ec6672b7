import { expect, test } from 'vitest';
import { hasNumber } from './typed-number.ts';

test.each([
  ['42', true],
  ['#42', true],
  ['00042', true],
  ['inc42', true],
  [' INC00042 ', true],
  ['SRQ42', false],
  ['4', false],
  ['420', false],
  ['printer 42', false],
  ['', false],
])('INC00042 is meant by %j: %s', (typed, meant) => {
  expect(hasNumber('INC00042', typed)).toBe(meant);
});
