import type { GaugeReading } from '@fernwart/addon-kit';
import type { Log } from '../log/log.ts';
import type { Calls } from './calls.ts';
import type { Registry } from './registry.ts';

const metricName = /^[a-z][a-z0-9_]{0,60}$/;
const mostReadings = 500;

/** What packages tell whoever watches the system, under names of their own; one that fails or is slow tells nothing. */
export function packageGauges(registry: Registry, calls: Calls, log: Log): () => Promise<GaugeReading[]> {
  return async () => {
    const running = registry.packages.filter((loaded) => loaded.addon?.gauges !== undefined);
    const told = await Promise.all(
      running.map(async ({ id }) => {
        try {
          const readings = await calls.ask(id, async ({ addon, host }) => (await addon.gauges?.(host)) ?? []);
          const own = readings.filter(({ name, value }) => metricName.test(name) && Number.isFinite(value));
          const prefix = `fernwart_${id.replaceAll('-', '_')}`;
          return own
            .slice(0, mostReadings)
            .map((reading) => ({ ...reading, name: `${prefix}_${reading.name}` }));
        } catch (error) {
          log.warn('A package did not tell its gauges', { package: id, error });
          return [];
        }
      }),
    );
    return told.flat();
  };
}
