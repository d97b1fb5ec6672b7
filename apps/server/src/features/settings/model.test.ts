import { expect, test } from 'vitest';
import { flawedHours, hoursText, isOpen, opensAt } from './model.ts';

const week = [1, 2, 3, 4, 5].flatMap((day) => [
  { day, from: '08:00', until: '12:00' },
  { day, from: '13:00', until: '17:00' },
]);

test('hours that end before they begin, or overlap, are found', () => {
  expect(flawedHours([{ day: 1, from: '12:00', until: '08:00' }])).toBe(0);
  expect(flawedHours([...week, { day: 3, from: '11:59', until: '12:30' }])).toBe(10);
  expect(flawedHours([...week, { day: 6, from: '00:00', until: '24:00' }])).toBeNull();
});

test('the desk is open by its own clock, also where it is another day elsewhere', () => {
  const at = (text: string) => Temporal.Instant.from(text);
  expect(isOpen([], 'Europe/Berlin', at('2026-01-05T10:00:00Z'))).toBeNull();
  expect(isOpen(week, 'Europe/Berlin', at('2026-01-05T06:59:00Z'))).toBe(false);
  expect(isOpen(week, 'Europe/Berlin', at('2026-01-05T07:00:00Z'))).toBe(true);
  expect(isOpen(week, 'Europe/Berlin', at('2026-01-05T11:00:00Z'))).toBe(false);
  // Sunday evening in UTC is Monday morning in Auckland.
  expect(isOpen(week, 'Pacific/Auckland', at('2026-01-04T20:00:00Z'))).toBe(true);
  expect(isOpen([{ day: 6, from: '00:00', until: '24:00' }], 'UTC', at('2026-01-03T23:59:59Z'))).toBe(true);
});

test('a closed desk says when it opens next, by its own clock and across a change of the clocks', () => {
  const next = (text: string, hours = week) =>
    opensAt(hours, 'Europe/Berlin', Temporal.Instant.from(text))?.toString() ?? null;
  expect(next('2026-01-05T10:00:00Z', [])).toBeNull();
  expect(next('2026-01-05T10:00:00Z')).toBeNull();
  expect(next('2026-01-05T11:30:00Z')).toBe('2026-01-05T12:00:00Z');
  expect(next('2026-01-09T16:00:00Z')).toBe('2026-01-12T07:00:00Z');
  expect(next('2026-03-28T10:00:00Z')).toBe('2026-03-30T06:00:00Z');
  // Open once a week, and over for today.
  expect(next('2026-01-05T10:00:00Z', [{ day: 1, from: '08:00', until: '09:00' }])).toBe(
    '2026-01-12T07:00:00Z',
  );
});

test('hours are told in a sentence', () => {
  const hours = [...week, { day: 6, from: '09:00', until: '12:00' }];
  expect(hoursText(hours, 'Europe/Berlin', 'de')).toBe(
    'Montag – Freitag 08:00–12:00, 13:00–17:00; Samstag 09:00–12:00 (Europe/Berlin)',
  );
  expect(hoursText(hours.slice(0, 4), 'UTC', 'en')).toBe('Monday, Tuesday 08:00–12:00, 13:00–17:00 (UTC)');
  expect(hoursText(hours.slice(0, 1), null, 'en')).toBe('Monday 08:00–12:00');
  expect(hoursText([], 'UTC', 'en')).toBeNull();
});
