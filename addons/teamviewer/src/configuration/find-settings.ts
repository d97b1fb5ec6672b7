import type { Host } from '@fernwart/addon-kit';
import { configurationTypeId } from '../shared/names.ts';
import { readSettings, type Settings } from './settings.ts';

export async function findSettings(host: Host, configurationId: string): Promise<Settings | null> {
  const configuration = await host.configurations.get(configurationId);
  return configuration === null ? null : readSettings(configuration);
}

/** New sessions use the default configuration (design §7). */
export async function defaultSettings(host: Host): Promise<Settings | null> {
  const configuration = await host.configurations.default(configurationTypeId);
  return configuration === null ? null : readSettings(configuration);
}
