import type { DeskSettings, Language, mailSecurity, OpenHours } from '@fernwart/contract';
import type { z } from 'zod';
import type { MailTemplate } from '../notifications/mail-template.ts';

/** What administrators have set, as it is stored; what is missing was never set. */
export interface StoredSettings {
  readonly desk: Partial<DeskValues>;
  readonly mail: MailValues | null;
  /** Occasion → language → text. */
  readonly mailTexts: Readonly<Record<string, Readonly<Partial<Record<Language, MailTemplate>>>>>;
}
export type DeskValues = Omit<DeskSettings, 'version' | 'fixed'>;
export interface MailValues {
  readonly host: string;
  readonly port: number;
  readonly security: z.infer<typeof mailSecurity>;
  readonly user: string | null;
  /** Sealed. */
  readonly password: string | null;
  readonly fromName: string;
  readonly fromAddress: string;
}

export const usualPrefixes = { incident: 'INC', service_request: 'SRQ', ticket: 'TCK' } as const;

/** Whether the desk is there at that time; null: nobody has said when it is. */
export function isOpen(hours: readonly OpenHours[], timeZone: string, at: Temporal.Instant): boolean | null {
  if (hours.length === 0) return null;
  const local = at.toZonedDateTimeISO(timeZone);
  const now = local.toPlainTime().toString({ smallestUnit: 'minute' });
  return hours.some(({ day, from, until }) => day === local.dayOfWeek && from <= now && now < until);
}

/** When the desk opens next; null while it is open, and when nobody has said. */
export function opensAt(
  hours: readonly OpenHours[],
  timeZone: string,
  at: Temporal.Instant,
): Temporal.Instant | null {
  if (isOpen(hours, timeZone, at) !== false) return null;
  const today = at.toZonedDateTimeISO(timeZone).toPlainDate();
  // A week and a day: what is over today comes again on the same weekday.
  for (let ahead = 0; ahead <= 7; ahead += 1) {
    const date = today.add({ days: ahead });
    const next = hours
      .filter(({ day }) => day === date.dayOfWeek)
      .map(({ from }) => date.toZonedDateTime({ timeZone, plainTime: from }).toInstant())
      .filter((instant) => Temporal.Instant.compare(instant, at) > 0)
      .toSorted((a, b) => Temporal.Instant.compare(a, b))[0];
    if (next) return next;
  }
  return null;
}

/** What is wrong with hours: the index of a stretch that ends before it begins, or overlaps an earlier one. */
export function flawedHours(hours: readonly OpenHours[]): number | null {
  const index = hours.findIndex(
    ({ day, from, until }, at) =>
      from >= until ||
      hours.slice(0, at).some((other) => other.day === day && from < other.until && other.from < until),
  );
  return index < 0 ? null : index;
}

/** The hours as a sentence, days with the same hours together; null: nobody has said. Without a time zone none is named. */
export function hoursText(
  hours: readonly OpenHours[],
  timeZone: string | null,
  language: Language,
): string | null {
  if (hours.length === 0) return null;
  const byDay = new Map<string, number[]>();
  for (const day of [1, 2, 3, 4, 5, 6, 7]) {
    const times = hours
      .filter((each) => each.day === day)
      .toSorted((a, b) => a.from.localeCompare(b.from))
      .map(({ from, until }) => `${from}–${until}`)
      .join(', ');
    if (times !== '') byDay.set(times, [...(byDay.get(times) ?? []), day]);
  }
  const name = (day: number) =>
    // 2024-01-01 was a Monday.
    Temporal.PlainDate.from({ year: 2024, month: 1, day }).toLocaleString(language, { weekday: 'long' });
  const days = (numbers: readonly number[]) => {
    const [first = 1, last = first] = [numbers[0], numbers.at(-1)];
    const inARow = numbers.length > 2 && last - first === numbers.length - 1;
    return inARow ? `${name(first)} – ${name(last)}` : numbers.map(name).join(', ');
  };
  const parts = [...byDay].map(([times, numbers]) => `${days(numbers)} ${times}`);
  return timeZone === null ? parts.join('; ') : `${parts.join('; ')} (${timeZone})`;
}
