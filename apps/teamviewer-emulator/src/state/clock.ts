/** The emulator's time: a base (the system's, or one handed in) plus an offset that the admin endpoint moves. */
export interface Clock {
  now(): Temporal.Instant;
  ms(): number;
  set(instant: Temporal.Instant): void;
  advance(duration: Temporal.Duration): void;
  reset(): void;
}

export function createClock(base: () => Temporal.Instant = () => Temporal.Now.instant()): Clock {
  let offset = 0;
  const ms = () => base().epochMilliseconds + offset;
  return {
    ms,
    now: () => Temporal.Instant.fromEpochMilliseconds(ms()),
    set: (instant) => {
      offset = instant.epochMilliseconds - base().epochMilliseconds;
    },
    advance: (duration) => {
      offset += duration.total({ unit: 'milliseconds', relativeTo: '1970-01-01T00:00:00' });
    },
    reset: () => {
      offset = 0;
    },
  };
}
