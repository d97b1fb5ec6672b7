import type { Clock } from '../transport.ts';

/** A clock that stands still until it is driven; sleepers wake in order of their time. */
export interface FakeClock extends Clock {
  /** Moves time and wakes whoever is due. */
  advance(duration: Temporal.DurationLike): Promise<void>;
  /** How long each sleeper asked to sleep, in seconds, in order of asking; deadlines are among them. */
  readonly sleeps: readonly number[];
}

interface Sleeper {
  readonly at: Temporal.Instant;
  wake(): void;
}

export const NOON = Temporal.Instant.from('2026-01-15T12:00:00Z');

/**
 * With `impatient`, sleeps shorter than ten seconds end at once and move the clock, so that waits between repeated
 * requests need no driving and deadlines still do not fire.
 */
export function createFakeClock(options: { impatient?: boolean } = {}): FakeClock {
  let now = NOON;
  const sleepers = new Set<Sleeper>();
  const sleeps: number[] = [];

  return {
    sleeps,
    now: () => now,
    sleep(duration, signal) {
      const seconds = duration.total('seconds');
      sleeps.push(seconds);
      if (options.impatient === true && seconds < 10) {
        now = now.add(duration);
        return Promise.resolve();
      }
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(new Error('sleep aborted'));
        const sleeper: Sleeper = { at: now.add(duration), wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper);
          reject(new Error('sleep aborted'));
        });
      });
    },
    async advance(duration) {
      now = now.add(duration);
      for (const sleeper of [...sleepers].sort((a, b) => Temporal.Instant.compare(a.at, b.at))) {
        if (Temporal.Instant.compare(sleeper.at, now) > 0) continue;
        sleepers.delete(sleeper);
        sleeper.wake();
      }
      await settled();
    },
  };
}

/** Lets everything that can go on without time or network go on. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
