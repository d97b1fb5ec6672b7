import { expect, test } from 'vitest';
import { aligned } from './aligned.ts';

test('series with different points share one axis; only what is null breaks a line', () => {
  const at = (minute: number) => `2026-01-15T08:0${minute}:00Z`;
  const [axis, first, second] = aligned([
    {
      label: 'a',
      points: [
        { at: at(0), value: 1 },
        { at: at(2), value: null },
      ],
    },
    { label: 'b', points: [{ at: at(1), value: 5 }] },
  ]);
  expect(axis.map((seconds) => seconds - (axis[0] ?? 0))).toEqual([0, 60, 120]);
  expect([first, second]).toEqual([
    [1, undefined, null],
    [undefined, 5, undefined],
  ]);
});
