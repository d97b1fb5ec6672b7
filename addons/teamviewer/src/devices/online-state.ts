import type { Host } from '@fernwart/addon-kit';
import { findSettings } from '../configuration/find-settings.ts';
import { callTeamViewer } from '../connection/call.ts';
import { devicesOfId, type KnownDevice, noteOnline } from './devices-store.ts';

const freshFor = Temporal.Duration.from({ seconds: 60 });
/** A panel waits no longer than this for TeamViewer; then it shows what is known. */
const patience = Temporal.Duration.from({ milliseconds: 1200 });

/** `online`, `offline`, …; null where nothing is known of the ID. */
export async function onlineOf(host: Host, teamviewerId: string): Promise<string | null> {
  const [device] = await devicesOfId(host.sql, teamviewerId);
  return device === undefined ? null : ((await readOnline(host, device)).online ?? null);
}

/**
 * Reads a device's state from TeamViewer when what is known is older than a minute: one call, shared by everybody who
 * looks within that minute. Whatever stands in the way leaves what is known, with its age.
 */
export async function readOnline(
  host: Host,
  device: KnownDevice,
): Promise<Pick<KnownDevice, 'online' | 'onlineAt' | 'lastSeen'>> {
  const now = host.clock.now();
  if (device.onlineAt !== null && Temporal.Instant.compare(device.onlineAt.add(freshFor), now) > 0)
    return device;
  if (device.notSeenSince !== null) return device;
  try {
    const settings = await findSettings(host, device.configurationId);
    if (settings === null) return device;
    const signal = AbortSignal.timeout(patience.total('milliseconds'));
    const seen = await callTeamViewer(host, settings, 'person', async (client) => {
      if (device.source === 'managed') {
        const { online, lastSeen } = await client.managed.device(device.deviceId, { signal });
        return { online: online === undefined ? null : online ? 'online' : 'offline', lastSeen };
      }
      const { onlineState, lastSeen } = await client.devices.get(device.deviceId, { signal });
      return { online: onlineState, lastSeen };
    });
    if (seen.online === null) return device;
    await noteOnline(host.sql, device, seen.online, seen.lastSeen ?? null, now);
    return { online: seen.online, onlineAt: now, lastSeen: seen.lastSeen ?? device.lastSeen };
  } catch (error) {
    host.log.info('A device could not be looked at', { device: device.deviceId, error });
    return device;
  }
}
