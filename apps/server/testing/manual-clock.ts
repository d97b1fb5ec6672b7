import type { Clock } from '../src/platform/clock/clock.ts';

/** A clock that stands still until it is moved; sleepers wake at once. */
export interface ManualClock extends Clock {
  advance(duration: Temporal.DurationLike): void;
}

export function manualClock(start = '2026-01-15T08:00:00Z'): ManualClock {
  let at = Temporal.Instant.from(start);
  return {
    now: () => at,
    sleep: async () => undefined,
    advance(duration) {
      at = at.add(duration);
    },
  };
}
