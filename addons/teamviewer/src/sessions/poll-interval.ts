import type { Host } from '@fernwart/addon-kit';
import { LICENCE_QUOTAS } from '@fernwart/teamviewer';
import type { Settings } from '../configuration/settings.ts';
import { reserve } from '../connection/call.ts';
import { countedCalls } from '../connection/limiter-store.ts';
import { pollInterval } from './poll-model.ts';
import type { SessionRow } from './store.ts';

/** How long the poll of a connection pauses at the moment. */
export async function currentInterval(
  host: Host,
  settings: Settings,
  sessions: readonly SessionRow[],
  pages: number,
): Promise<Temporal.Duration> {
  const now = host.clock.now();
  const quota = LICENCE_QUOTAS[settings.licence];
  const used = await countedCalls(host, settings.id, 'GET /sessions', now.subtract(quota.window));
  const isAnybodyWatching = sessions.some(
    (session) => session.watchedUntil !== null && Temporal.Instant.compare(session.watchedUntil, now) > 0,
  );
  return pollInterval({
    watched: isAnybodyWatching,
    used,
    allowed: quota.calls * (1 - reserve),
    windowSeconds: quota.window.total('seconds'),
    pages,
  });
}
