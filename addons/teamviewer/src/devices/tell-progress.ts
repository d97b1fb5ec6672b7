import type { Host, RunContext } from '@fernwart/addon-kit';
import { countParts } from './parts-store.ts';

const between = Temporal.Duration.from({ seconds: 3 });

/** Says in the run's log how far the reading is, every few seconds. */
export function tellProgress(
  run: RunContext,
  host: Host,
  syncId: string,
): (done: { readonly devices: number }) => Promise<void> {
  const begun = host.clock.now();
  let [devices, last] = [0, begun];
  return async (done) => {
    devices += done.devices;
    const now = host.clock.now();
    if (Temporal.Instant.compare(last.add(between), now) > 0) return;
    last = now;
    const { read, all } = await countParts(host.sql, syncId);
    const perSecond = Math.round(devices / begun.until(now).total('seconds'));
    await run.log('info', 'sync.progress', { groups: read, allGroups: all, devices, perSecond });
    await host.transaction((tx) => tx.touch(`run:${syncId}`));
  };
}
