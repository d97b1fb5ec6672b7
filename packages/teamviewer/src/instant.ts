const ZERO = 0x30;
const FRACTION = /^\.(\d{1,9})Z$/;
const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Reads a TeamViewer date: UTC, as `2024-01-31T19:40:14Z` (facts §1 [C]) or compact `20240131T194014Z` ([L]).
 * Anything else is `undefined`: no offsets, no missing zone, no day that does not exist. The rule is written out
 * because lenient parsers have lost or swapped day and month here before (facts §12.9).
 */
export function parseInstant(text: string): Temporal.Instant | undefined {
  // One character stands between the parts of the extended form and none between those of the compact one.
  const gap = text[4] === '-' ? 1 : 0;
  if (!hasMarks(text, gap)) return undefined;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 4 + gap);
  const day = twoDigits(text, 6 + 2 * gap);
  const hour = twoDigits(text, 9 + 2 * gap);
  const minute = twoDigits(text, 11 + 3 * gap);
  const second = twoDigits(text, 13 + 4 * gap);
  // A part that is not two digits is NaN, and NaN is within no bounds.
  if (!(year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)))
    return undefined;
  if (!(hour <= 23 && minute <= 59 && second <= 59)) return undefined;
  const seconds = daysSinceEpoch(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
  return withFraction(seconds, text.slice(15 + 4 * gap));
}

function hasMarks(text: string, gap: number): boolean {
  if (gap === 0) return text[8] === 'T';
  return text[7] === '-' && text[10] === 'T' && text[13] === ':' && text[16] === ':';
}

/** `rest` is what follows the seconds: `Z`, or a fraction and `Z`. */
function withFraction(seconds: number, rest: string): Temporal.Instant | undefined {
  if (rest === 'Z') return Temporal.Instant.fromEpochMilliseconds(seconds * 1000);
  const fraction = FRACTION.exec(rest)?.[1];
  if (fraction === undefined) return undefined;
  return Temporal.Instant.fromEpochNanoseconds(
    BigInt(seconds) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0')),
  );
}

/** Writes a date the way TeamViewer wants it, in whole seconds; a fraction goes down, or up with `up`. */
export function formatInstant(instant: Temporal.Instant, direction: 'down' | 'up' = 'down'): string {
  const roundingMode = direction === 'up' ? 'ceil' : 'floor';
  return instant.round({ smallestUnit: 'second', roundingMode }).toString({ smallestUnit: 'second' });
}

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - ZERO;
  const ones = text.charCodeAt(at + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
}

function daysSinceEpoch(year: number, month: number, day: number): number {
  const leapDay = month > 2 && isLeapYear(year) ? 1 : 0;
  return (
    daysBeforeYear(year) - daysBeforeYear(1970) + (DAYS_BEFORE_MONTH[month - 1] ?? 0) + leapDay + day - 1
  );
}

function daysBeforeYear(year: number): number {
  const full = year - 1;
  return full * 365 + Math.floor(full / 4) - Math.floor(full / 100) + Math.floor(full / 400);
}
