import type { Host, PageContext } from '@fernwart/addon-kit';
import { findConnection } from '../connection/store.ts';
import { countLinkedDevices } from '../devices/devices-store.ts';
import { countUnfinished } from '../sessions/store.ts';
import { configurationTypeId } from '../shared/names.ts';
import { sayCount } from '../shared/words.ts';

/** What depends on a configuration, for whoever is about to delete it. */
export async function dependentsOf(
  configurationId: string,
  { t }: PageContext,
  host: Host,
): Promise<string[]> {
  const all = await host.configurations.list(configurationTypeId);
  const [unfinished, devices, connection] = await Promise.all([
    countUnfinished(host.sql, configurationId),
    countLinkedDevices(host.sql, configurationId),
    findConnection(host.sql, configurationId),
  ]);
  const isDefault = all.some((each) => each.id === configurationId && each.isDefault);
  return [
    ...(unfinished === 0 ? [] : [sayCount(t, 'dependents.sessions', unfinished)]),
    ...(devices === 0 ? [] : [sayCount(t, 'dependents.devices', devices)]),
    ...(isDefault ? [t(all.length > 1 ? 'dependents.default' : 'dependents.only')] : []),
    ...(connection === null || connection.accessToken === null
      ? []
      : [t(connection.kind === 'script' ? 'dependents.scriptToken' : 'dependents.token')]),
  ];
}
