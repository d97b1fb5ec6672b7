import type { Transaction } from '@fernwart/addon-kit';
import { workflows } from '../shared/names.ts';
import { markRecovering } from './store.ts';

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
