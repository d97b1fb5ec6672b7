import type { Host, RunContext, RunOutcome } from '@fernwart/addon-kit';
import type { Settings } from '../configuration/settings.ts';
import { callTeamViewer } from './call.ts';
import { findConnection, markRecovering } from './store.ts';
import { recoveryPause } from './watch-for-recovery.ts';

/** One question without effect; a good answer clears the trouble, as any good call does. */
export async function lookForRecovery(run: RunContext, host: Host, settings: Settings): Promise<RunOutcome> {
  const trouble = await troubleOfConnected(host, settings);
  if (trouble !== null) {
    await callTeamViewer(host, settings, 'background', async (client) => {
      // A used-up quota is one of a function, and this is the function that is asked most.
      if (trouble.code === 'slow_down')
        await client.sessions
          .list({ state: ['open'] })
          .pages()
          .next();
      else await client.ping();
    }).catch(() => undefined);
  }
  if ((await troubleOfConnected(host, settings)) !== null)
    return { kind: 'again', at: host.clock.now().add(recoveryPause(run.attempt + 1)) };
  await markRecovering(host.sql, settings.id, false);
  return { kind: 'done' };
}

async function troubleOfConnected(host: Host, settings: Settings) {
  const connection = await findConnection(host.sql, settings.id);
  return connection?.state === 'connected' ? connection.trouble : null;
}
