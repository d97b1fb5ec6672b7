import type { Host, RunContext, RunOutcome, Sql, Transaction } from '@fernwart/addon-kit';
import type { Settings } from '../configuration/settings.ts';
import { workflows } from '../shared/names.ts';
import { callTeamViewer } from './call.ts';
import { findConnection } from './store.ts';

/**
 * Starts looking for the end of a disturbance, unless somebody does already: without it the notice would stay until the
 * next call that somebody happens to need.
 */
export async function watchForRecovery(
  tx: Transaction,
  configurationId: string,
  now: Temporal.Instant,
): Promise<void> {
  if (!(await markRecovering(tx.sql, configurationId, true))) return;
  await tx.run({
    workflow: workflows.getToken,
    input: { configuration: configurationId, recover: true },
    subject: { type: 'configuration', id: configurationId },
    dueAt: now.add(recoveryPause(1)),
    trigger: { kind: 'system', name: 'recovery' },
  });
}

/** A minute, doubling, at most ten. */
export function recoveryPause(attempt: number): Temporal.Duration {
  return Temporal.Duration.from({ seconds: Math.min(600, 60 * 2 ** Math.min(Math.max(attempt - 1, 0), 10)) });
}

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

async function markRecovering(sql: Sql, configurationId: string, recovering: boolean): Promise<boolean> {
  const rows = await sql`
    update connections set recovering = ${recovering}
    where configuration_id = ${configurationId} and recovering <> ${recovering} returning 1`;
  return rows.length > 0;
}
