import type { Host } from '@fernwart/addon-kit';
import type { Clock, Log, OAuthDeps, Transport } from '@fernwart/teamviewer';
import type { Settings } from '../configuration/settings.ts';

/** The host's doors in the shape in which the TeamViewer client wants them. */
export function transportOf(host: Host): Transport {
  return (request) => host.fetch(request);
}

/** The client's clock rejects when its signal aborts; the host's need not. */
export function clockOf(host: Host): Clock {
  return {
    now: () => host.clock.now(),
    async sleep(duration, signal) {
      signal?.throwIfAborted();
      await host.clock.sleep(duration, signal);
      signal?.throwIfAborted();
    },
  };
}

export function logOf(host: Host, configurationId: string): Log {
  return { warn: (message, fields) => host.log.warn(message, { configuration: configurationId, ...fields }) };
}

export function oauthDeps(host: Host, settings: Settings, deadline: Temporal.Duration): OAuthDeps {
  return {
    transport: transportOf(host),
    clock: clockOf(host),
    log: logOf(host, settings.id),
    baseUrl: settings.baseUrl,
    deadline,
  };
}
