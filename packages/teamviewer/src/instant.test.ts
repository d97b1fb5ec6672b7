import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatInstant, parseInstant } from './instant.ts';

const seconds = fc.integer({ min: -62_135_596_800, max: 253_402_300_799 });

test('reads both ISO forms of any instant', () => {
  fc.assert(
    fc.property(seconds, (epochSeconds) => {
      const instant = Temporal.Instant.fromEpochMilliseconds(epochSeconds * 1000);
      const extended = instant.toString();
      const compact = extended.replaceAll(/[-:]/g, '');
      expect(parseInstant(extended)?.epochMilliseconds).toBe(instant.epochMilliseconds);
      expect(parseInstant(compact)?.epochMilliseconds).toBe(instant.epochMilliseconds);
      expect(parseInstant(formatInstant(instant))?.epochMilliseconds).toBe(instant.epochMilliseconds);
    }),
    { numRuns: 2000 },
  );
});

test('accepts exactly the days that exist', () => {
  const part = (max: number) => fc.integer({ min: 0, max }).map((value) => String(value).padStart(2, '0'));
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2400 }),
      part(13),
      part(32),
      part(25),
      part(61),
      part(60),
      (year, ...rest) => {
        const [month, day, hour, minute, second] = rest;
        const text = `${String(year).padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}Z`;
        const read = parseInstant(text);
        // Temporal accepts second 60 as 59; TeamViewer's dates have no leap seconds.
        expect(read?.toString()).toBe(second === '60' ? undefined : byTemporal(text));
      },
    ),
    { numRuns: 3000 },
  );
});

test.each(['2024-01-31T19:40:14.5Z', '20240131T194014.123456789Z', '2024-01-31T19:40:14.000Z'])(
  'keeps the fraction of %s',
  (text) => {
    expect(parseInstant(text)?.toString()).toBe(Temporal.Instant.from(text).toString());
  },
);

test.each([
  '',
  '2024-01-31',
  '2024-01-31T19:40:14',
  '2024-01-31T19:40:14+00:00',
  '2024-01-31T19:40:14+02:00',
  '2024-01-31 19:40:14Z',
  '2024-01-31T19:40:14z',
  '31.01.2024T19:40:14Z',
  '01/31/2024 19:40:14',
  '2024-01-31T19:40Z',
  '2024-1-31T19:40:14Z',
  '20240131T19:40:14Z',
  '2024-01-31T19:40:14Z\n',
  ' 2024-01-31T19:40:14Z',
  '2023-02-29T00:00:00Z',
  '1900-02-29T00:00:00Z',
  '2024-01-31T19:40:14.Z',
  '1706730014',
])('does not guess at %j', (text) => {
  expect(parseInstant(text)).toBeUndefined();
});

test('reads 29 February of leap years', () => {
  expect(parseInstant('2000-02-29T23:59:59Z')?.toString()).toBe('2000-02-29T23:59:59Z');
  expect(parseInstant('20240229T000000Z')?.toString()).toBe('2024-02-29T00:00:00Z');
});

test('writes whole seconds, outwards for the end of a window', () => {
  const instant = Temporal.Instant.from('2024-01-31T19:40:14.2Z');
  expect(formatInstant(instant)).toBe('2024-01-31T19:40:14Z');
  expect(formatInstant(instant, 'up')).toBe('2024-01-31T19:40:15Z');
});

function byTemporal(text: string): string | undefined {
  try {
    return Temporal.Instant.from(text).toString();
  } catch {
    return undefined;
  }
}
