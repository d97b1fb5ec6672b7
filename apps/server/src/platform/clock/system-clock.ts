import type { Clock } from './clock.ts';

export function systemClock(): Clock {
  return {
    now: () => Temporal.Instant.fromEpochMilliseconds(Date.now()),
    sleep: (duration, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) {
          resolve();
          return;
        }
        const done = () => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', done);
          resolve();
        };
        const timer = setTimeout(done, Math.min(duration.total('milliseconds'), 2 ** 31 - 1));
        signal?.addEventListener('abort', done, { once: true });
      }),
  };
}
