import type { EpochMs } from './model.ts';

/** The form in which the service writes dates: UTC, seconds, `Z` (TV-1.5). */
export function formatDate(at: EpochMs): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toString({
    smallestUnit: 'second',
    roundingMode: 'floor',
  });
}

const shape =
  /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2})(?::?(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** Reads the ISO 8601 forms of the sheet, the compact one included; a missing time is midnight UTC. Null when it is no date. */
export function parseDate(text: string): EpochMs | null {
  const match = shape.exec(text.trim());
  if (!match) return null;
  const [, year, month, day, hour = '00', minute = '00', second = '00', zone = 'Z'] = match;
  const offset = zone === 'Z' || zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
  try {
    return Temporal.Instant.from(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`)
      .epochMilliseconds;
  } catch {
    return null;
  }
}
