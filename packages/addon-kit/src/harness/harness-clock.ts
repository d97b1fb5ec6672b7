import type { Clock } from '../host.ts';

/** A clock that stands still until it is moved; sleepers wake when their time has come. */
export interface HarnessClock extends Clock {
  advance(duration: Temporal.DurationLike): void;
}

export function createHarnessClock(start: string): HarnessClock {
  let now = Temporal.Instant.from(start);
  const sleepers = new Set<{ until: Temporal.Instant; wake: () => void }>();
  return {
    now: () => now,
    sleep: (duration, signal) =>
      new Promise((resolve) => {
        const sleeper = { until: now.add(duration), wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => resolve(), { once: true });
      }),
    advance(duration) {
      now = now.add(duration);
      for (const sleeper of sleepers) {
        if (Temporal.Instant.compare(sleeper.until, now) > 0) continue;
        sleepers.delete(sleeper);
        sleeper.wake();
      }
    },
  };
}
