import { ages } from '@fernwart/contract';

/** First instants of the last `count` days of a time zone, oldest first; the last one is today's. Where midnight is skipped, a day begins later. */
export function dayStarts(now: Temporal.Instant, timeZone: string, count: number): Temporal.Instant[] {
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  return Array.from({ length: count }, (_, index) =>
    today
      .subtract({ days: count - 1 - index })
      .toZonedDateTime(timeZone)
      .toInstant(),
  );
}

const hours = { day: 24, threeDays: 72, week: 7 * 24, month: 30 * 24 } as const;

/** Where one age ends and the next begins, oldest first, as `width_bucket` wants it. */
export function ageBorders(now: Temporal.Instant): Temporal.Instant[] {
  return [hours.month, hours.week, hours.threeDays, hours.day].map((old) => now.subtract({ hours: old }));
}

/** `width_bucket` counts from the oldest; `ages` from the youngest. */
export function ageIndex(bucket: number): number {
  return ages.length - 1 - bucket;
}
