import { expect, test } from 'vitest';
import { formatDate, parseDate } from './dates.ts';

test('dates are written in UTC with seconds', () => {
  expect(formatDate(Date.UTC(2026, 0, 15, 8, 0, 0, 999))).toBe('2026-01-15T08:00:00Z');
});

test.each([
  ['2026-01-15T08:00:00Z', Date.UTC(2026, 0, 15, 8)],
  ['20260115T080000Z', Date.UTC(2026, 0, 15, 8)],
  ['2026-01-15', Date.UTC(2026, 0, 15)],
  ['2026-01-15T08:00:00', Date.UTC(2026, 0, 15, 8)],
  ['2026-01-15T08:00:00.123Z', Date.UTC(2026, 0, 15, 8)],
  ['2026-01-15T09:00:00+01:00', Date.UTC(2026, 0, 15, 8)],
])('%s is read', (text, expected) => {
  expect(parseDate(text)).toBe(expected);
});

test.each(['', 'tomorrow', '15.01.2026', '2026-13-01', '2026-02-30'])('%j is no date', (text) => {
  expect(parseDate(text)).toBeNull();
});
