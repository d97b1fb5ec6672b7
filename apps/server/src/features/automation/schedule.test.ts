import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lastDueDay, nextOccurrence, occurrenceOn } from './schedule.ts';

const midnight = (timeZone: string) => ({ localTime: '00:00', timeZone });

describe('a daily schedule', () => {
  test('fires at the start of the day where midnight is skipped (Africa/Cairo, 26 April 2024)', () => {
    expect(occurrenceOn(midnight('Africa/Cairo'), Temporal.PlainDate.from('2024-04-26')).toString()).toBe(
      '2024-04-25T22:00:00Z',
    );
  });

  test('fires once, at the first midnight, where midnight is doubled (America/Havana, 3 November 2024)', () => {
    const first = occurrenceOn(midnight('America/Havana'), Temporal.PlainDate.from('2024-11-03'));
    expect(first.toString()).toBe('2024-11-03T04:00:00Z');
    expect(nextOccurrence(midnight('America/Havana'), first).toString()).toBe('2024-11-04T05:00:00Z');
  });

  test('moves a local time that does not exist past the gap', () => {
    const schedule = { localTime: '02:30', timeZone: 'Europe/Berlin' };
    expect(occurrenceOn(schedule, Temporal.PlainDate.from('2026-03-29')).toString()).toBe(
      '2026-03-29T01:30:00Z',
    );
  });

  test('has exactly one occurrence per local day, in every zone, around every switch', () => {
    const zones = [
      'Europe/Berlin',
      'Africa/Cairo',
      'America/Havana',
      'Asia/Beirut',
      'America/Asuncion',
      'UTC',
      'Pacific/Apia',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
        fc.integer({ min: 0, max: 3_000 }),
        (timeZone, hour, minute, offset) => {
          const schedule = {
            timeZone,
            localTime: `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`,
          };
          const start = Temporal.PlainDate.from('2020-01-01').add({ days: offset });
          let at = start.toZonedDateTime(timeZone).toInstant().subtract({ nanoseconds: 1 });
          const days: string[] = [];
          for (let count = 0; count < 5; count += 1) {
            at = nextOccurrence(schedule, at);
            days.push(lastDueDay(schedule, at).toString());
          }
          expect(new Set(days).size).toBe(5);
        },
      ),
    );
  });
});
