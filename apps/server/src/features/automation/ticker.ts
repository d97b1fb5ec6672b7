import type { Clock } from '../../platform/clock/clock.ts';
import type { Log } from '../../platform/log/log.ts';

const period = Temporal.Duration.from({ seconds: 1 });

/** Something that looks for due work in our own tables. */
export interface Sweep {
  readonly name: string;
  sweep(): Promise<void>;
}

/** Calls every sweep once a second on the injected clock; one that fails is logged and asked again. */
export function startTicker(clock: Clock, log: Log, sweeps: readonly Sweep[]): { stop(): Promise<void> } {
  const stopping = new AbortController();
  async function loop({ name, sweep }: Sweep): Promise<void> {
    let failing = false;
    while (!stopping.signal.aborted) {
      try {
        await sweep();
        failing = false;
      } catch (error) {
        // Once per outage, not once a second.
        if (!failing && !stopping.signal.aborted) log.error('a sweep failed', { sweep: name, error });
        failing = true;
      }
      await clock.sleep(period, stopping.signal);
    }
  }
  const loops = sweeps.map(loop);
  return {
    async stop() {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}
