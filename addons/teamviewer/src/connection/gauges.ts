import type { Addon, GaugeReading } from '@fernwart/addon-kit';
import { configurationTypeId } from '../shared/names.ts';
import { findConnection } from './store.ts';

/** For whoever watches the system: whether each connection works, and how long its token still does. */
export const gauges: NonNullable<Addon['gauges']> = async (host) => {
  const configurations = await host.configurations.list(configurationTypeId);
  const told = await Promise.all(
    configurations.map(async ({ id, name }): Promise<GaugeReading[]> => {
      const connection = await findConnection(host.sql, id);
      const labels = { configuration: name };
      const state = connection?.state ?? 'disconnected';
      const readings: GaugeReading[] = [
        {
          name: 'connection_up',
          help: '1 while the connection to TeamViewer works; its state says why not',
          labels: { ...labels, state },
          value: state === 'connected' && connection?.trouble === null ? 1 : 0,
        },
      ];
      if (connection?.expiresAt) {
        readings.push({
          name: 'token_seconds_left',
          help: 'Until the access token of the connection ends; it is renewed before',
          labels,
          value: host.clock.now().until(connection.expiresAt).total('seconds'),
        });
      }
      return readings;
    }),
  );
  return told.flat();
};
