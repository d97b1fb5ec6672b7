import type { Tx } from '../../platform/db/database.ts';
import type { Runs } from '../automation/automation.ts';
import type { FinishedMail } from './store.ts';

export interface OutcomeDeps {
  readonly runs: Pick<Runs, 'start'>;
  /** The version in which a package's workflow is started now; null: no node has it. */
  readonly currentVersion: (packageId: string | null, workflow: string) => string | null;
}

/**
 * Starts the run that a mail asked for, with what became of it: once at its end, and once before that when the first
 * attempt failed and others follow. A package that is gone is told nothing.
 */
export async function startOutcomeRun(
  tx: Tx,
  deps: OutcomeDeps,
  mail: FinishedMail,
  outcome: 'accepted' | 'refused' | 'retried',
  reason: string | null,
): Promise<void> {
  if (mail.onOutcome === null) return;
  const { workflow, context } = mail.onOutcome;
  const version = deps.currentVersion(mail.packageId, workflow);
  if (version === null) return;
  await deps.runs.start(tx, {
    packageId: mail.packageId,
    workflow,
    version,
    key: outcome === 'retried' ? `mail:${mail.id}:retried` : `mail:${mail.id}`,
    input: { mailKey: mail.key, outcome, ...(reason === null ? {} : { reason }), context },
    trigger: { kind: 'system', name: 'mail' },
    ...(mail.activityId === null ? {} : { subject: { type: 'activity' as const, id: mail.activityId } }),
  });
}
