/** A schedule fires at this local time of this zone, once per local day. */
export interface DailySchedule {
  /** `HH:MM` */
  readonly localTime: string;
  readonly timeZone: string;
}

/** The instant of a local day at which the schedule fires: where that local time does not exist, as soon as the clock has passed it. */
export function occurrenceOn(schedule: DailySchedule, day: Temporal.PlainDate): Temporal.Instant {
  const startOfDay = day.toZonedDateTime(schedule.timeZone);
  if (schedule.localTime === '00:00') return startOfDay.toInstant();
  return day
    .toZonedDateTime({ timeZone: schedule.timeZone, plainTime: Temporal.PlainTime.from(schedule.localTime) })
    .toInstant();
}

/** The first occurrence later than `after`. */
export function nextOccurrence(schedule: DailySchedule, after: Temporal.Instant): Temporal.Instant {
  let day = after.toZonedDateTimeISO(schedule.timeZone).toPlainDate();
  for (;;) {
    const at = occurrenceOn(schedule, day);
    if (Temporal.Instant.compare(at, after) > 0) return at;
    day = day.add({ days: 1 });
  }
}

/** The local day of the last occurrence that is due at `now`: after downtime this one catches up for all before it. */
export function lastDueDay(schedule: DailySchedule, now: Temporal.Instant): Temporal.PlainDate {
  const today = now.toZonedDateTimeISO(schedule.timeZone).toPlainDate();
  return Temporal.Instant.compare(occurrenceOn(schedule, today), now) <= 0
    ? today
    : today.subtract({ days: 1 });
}
