import { setTimeout as wait } from 'node:timers/promises';
import { ask } from './ask.ts';
import type { Stage } from './stage.ts';

/** Everybody's clock on a simulated day: it goes on in steps, and each step waits until its work is done. */
export interface DayClock {
  readonly seconds: number;
  /** Resolves when so much of the day has passed. Whoever sleeps here does not hold the clock up. */
  sleep(seconds: number): Promise<void>;
  /** Somebody's doings: the clock waits for them, except where they sleep. */
  live<T>(course: () => Promise<T>): Promise<T>;
  /** One step: the clocks go on, whoever has slept enough wakes, and what is due is done, or `patience` is over. */
  step(seconds: number, patience: number): Promise<void>;
}

export function dayClock(stage: Stage): DayClock {
  const sleepers = new Set<{ until: number; wake: () => void }>();
  let now = 0;
  let awake = 0;

  async function isDone(): Promise<boolean> {
    if (awake > 0) return false;
    const at = Temporal.Now.instant().add({ seconds: now }).toString();
    const rows = await ask(
      stage,
      `select 1 from runs where state in ('queued', 'running') or (state = 'waiting' and due_at <= '${at}')
       union all select 1 from events where dispatched_at is null limit 1`,
    );
    return rows.length === 0;
  }

  return {
    get seconds() {
      return now;
    },
    async sleep(seconds) {
      awake -= 1;
      await new Promise<void>((wake) => sleepers.add({ until: now + seconds, wake }));
    },
    async live(course) {
      awake += 1;
      try {
        return await course();
      } finally {
        awake -= 1;
      }
    },
    async step(seconds, patience) {
      now += seconds;
      stage.advance({ seconds });
      for (const sleeper of sleepers) {
        if (sleeper.until > now) continue;
        sleepers.delete(sleeper);
        awake += 1;
        sleeper.wake();
      }
      const until = performance.now() + patience;
      while (!(await isDone()) && performance.now() < until) await wait(10);
    },
  };
}
