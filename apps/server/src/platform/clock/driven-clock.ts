import type { Clock } from './clock.ts';

interface Sleeper {
  readonly until: Temporal.Instant;
  readonly wake: () => void;
}

/**
 * A clock that runs with another one and can be moved forward: sleepers whose time has passed wake at once.
 * Only dev-env and tests make one (design §10).
 */
export interface DrivenClock extends Clock {
  advance(duration: Temporal.Duration): void;
  /** How far this clock is ahead of the one it runs with. */
  readonly offset: Temporal.Duration;
}

export function drivenClock(base: Clock): DrivenClock {
  let offsetMilliseconds = 0;
  const sleepers = new Set<Sleeper>();
  const now = () => base.now().add({ milliseconds: offsetMilliseconds });
  return {
    now,
    get offset() {
      return Temporal.Duration.from({ milliseconds: offsetMilliseconds });
    },
    async sleep(duration, signal) {
      const moved = new AbortController();
      const sleeper: Sleeper = { until: now().add(duration), wake: () => moved.abort() };
      sleepers.add(sleeper);
      await base.sleep(duration, signal ? AbortSignal.any([signal, moved.signal]) : moved.signal);
      sleepers.delete(sleeper);
    },
    advance(duration) {
      offsetMilliseconds += duration.total('milliseconds');
      for (const sleeper of sleepers) {
        if (Temporal.Instant.compare(sleeper.until, now()) <= 0) sleeper.wake();
      }
    },
  };
}
