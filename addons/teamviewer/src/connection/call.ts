import type { Host } from '@fernwart/addon-kit';
import {
  createDriftCounter,
  createTeamViewer,
  LICENCE_QUOTAS,
  type Priority,
  type TeamViewer,
} from '@fernwart/teamviewer';
import type { Settings } from '../configuration/settings.ts';
import { isPassing, lackedRights, type Trouble, troubleOf } from '../shared/trouble.ts';
import { breakConnection } from './break-connection.ts';
import { brieflyKept } from './briefly-kept.ts';
import { storeDrift } from './health-store.ts';
import { createLimiterStore } from './limiter-store.ts';
import { clockOf, logOf, transportOf } from './ports.ts';
import { noteGood, noteRight, noteTrouble } from './store.ts';
import { createTokenStore } from './token-store.ts';
import { watchForRecovery } from './watch-for-recovery.ts';

/** How much of each quota background work leaves to people. */
export const reserve = 0.2;
/** So many calls are counted at once where hundreds follow one another. */
const bulkBatch = 16;

/**
 * Does something at TeamViewer through a connection. What the calls show of the connection's health is remembered:
 * a second 401 breaks it, a missing right or a refused call is noted, a good call clears it. Rejects as the client does.
 * `inBulk`: hundreds of calls follow one another, so that token and count are not asked for before each of them.
 */
export async function callTeamViewer<T>(
  host: Host,
  settings: Settings,
  priority: Priority,
  work: (client: TeamViewer) => Promise<T>,
  inBulk = false,
): Promise<T> {
  const tokens = createTokenStore(host, settings);
  const drift = createDriftCounter();
  const client = createTeamViewer({
    transport: transportOf(host),
    clock: clockOf(host),
    tokens: inBulk ? brieflyKept(tokens, host.clock) : tokens,
    limiter: {
      store: createLimiterStore(host, settings.id),
      quota: LICENCE_QUOTAS[settings.licence],
      reserve,
      batch: inBulk ? bulkBatch : 1,
    },
    log: logOf(host, settings.id),
    baseUrl: settings.baseUrl,
    onDrift: drift.sink,
    priority,
  });
  try {
    const result = await work(client);
    await noteSuccess(host, settings);
    return result;
  } catch (error) {
    await noteFailure(host, settings, troubleOf(error), tokens.handedOut);
    throw error;
  } finally {
    await storeDrift(host.sql, settings.id, drift.counts(), host.clock.now());
  }
}

async function noteSuccess(host: Host, settings: Settings): Promise<void> {
  const recovered = await noteGood(host.sql, settings.id, host.clock.now());
  if (recovered) await host.transaction((tx) => tx.touch(`configuration:${settings.id}`));
}

async function noteFailure(
  host: Host,
  settings: Settings,
  trouble: Trouble,
  generation: number | null,
): Promise<void> {
  if (trouble.code === 'sign_in_again') {
    if (generation !== null) await breakConnection(host, settings, generation, trouble);
    return;
  }
  if (await noted(host, settings, trouble)) {
    await host.transaction(async (tx) => {
      await tx.touch(`configuration:${settings.id}`);
      if (isPassing(trouble)) await watchForRecovery(tx, settings.id, host.clock.now());
    });
  }
}

/** A missing right is kept per right, because good calls of other functions do not bring it back. */
async function noted(host: Host, settings: Settings, trouble: Trouble): Promise<boolean> {
  if (trouble.code === 'missing_right') {
    let isNews = false;
    for (const right of lackedRights(trouble.right)) {
      isNews = (await noteRight(host.sql, settings.id, right, 'missing')) || isNews;
    }
    return isNews;
  }
  if (!isPassing(trouble) && trouble.code !== 'session_limit') return false;
  return noteTrouble(host.sql, settings.id, withoutTime(trouble), host.clock.now());
}

/** Without its instant the same trouble stays the same, so that it is said once. */
function withoutTime(trouble: Trouble): Trouble {
  const { code, detail } = trouble;
  return detail === undefined ? { code } : { code, detail };
}
