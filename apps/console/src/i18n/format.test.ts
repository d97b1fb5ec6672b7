import { describe, expect, test } from 'vitest';
import { createFormat } from './format.ts';

const noon = '2026-11-22T11:00:00Z';
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('formats', () => {
  test('instants stand in the reader’s time zone and language', () => {
    expect(createFormat('de', 'Europe/Berlin').instant(noon)).toBe('22.11.2026, 12:00');
    expect(createFormat('en', 'America/New_York').instant(noon)).toBe('22 Nov 2026, 06:00');
  });

  test('an unknown time zone falls back to UTC instead of breaking the page', () => {
    expect(createFormat('de', 'Nowhere/At_All').time(noon)).toBe('11:00');
  });

  test('the recent past is told relatively, the rest as a date', () => {
    const format = createFormat('de', 'Europe/Berlin');
    const now = Date.parse(noon);
    expect(format.relative('2026-11-22T10:59:50Z', now)).toBe('jetzt');
    expect(format.relative('2026-11-22T10:55:00Z', now)).toBe('vor 5 Minuten');
    expect(format.relative('2026-11-20T11:00:00Z', now)).toBe('vorgestern');
    expect(format.relative('2026-10-01T11:00:00Z', now)).toBe('01.10.2026');
  });

  test('days are counted by the reader’s calendar, not by 24 hours', () => {
    const now = Date.parse('2026-11-22T00:30:00Z');
    expect(createFormat('de', 'Europe/Berlin').daysAgo('2026-11-21T22:30:00Z', now)).toBe(1);
    expect(createFormat('en', 'America/New_York').daysAgo('2026-11-21T22:30:00Z', now)).toBe(0);
  });

  test.each([
    [0, '0 Sek.'],
    [59, '59 Sek.'],
    [720, '12 Min.'],
    [3_900, '1 Std. 5 Min.'],
    [90_000, '1 Tg. 1 Std.'],
  ])('%i seconds', (seconds, text) => {
    expect(plain(createFormat('de', 'UTC').duration(seconds))).toBe(text);
  });
});
