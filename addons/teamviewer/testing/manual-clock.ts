import type { Clock } from '@fernwart/addon-kit';

const shortPause = 6;

/** A clock that stands still until it is moved; sleepers wake when their time has come. Pauses of seconds move it themselves. */
export interface ManualClock extends Clock {
  advance(duration: Temporal.DurationLike): void;
}

export function manualClock(start: string): ManualClock {
  let now = Temporal.Instant.from(start);
  const sleepers = new Set<{ until: Temporal.Instant; wake: () => void }>();
  const later = (at: Temporal.Instant) => (Temporal.Instant.compare(at, now) > 0 ? at : now);
  const clock: ManualClock = {
    now: () => now,
    sleep: (duration, signal) =>
      new Promise((resolve) => {
        const sleeper = { until: now.add(duration), wake: () => resolve(done()) };
        const done = () => void sleepers.delete(sleeper);
        sleepers.add(sleeper);
        signal?.addEventListener('abort', sleeper.wake, { once: true });
        if (duration.total('seconds') < shortPause)
          setImmediate(() => clock.advance(clock.now().until(later(sleeper.until))));
      }),
    advance(duration) {
      now = now.add(duration);
      for (const sleeper of sleepers) if (Temporal.Instant.compare(sleeper.until, now) <= 0) sleeper.wake();
    },
  };
  return clock;
}
