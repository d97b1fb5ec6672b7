import type { Tx } from '../../platform/db/database.ts';
import type { Runs } from '../automation/automation.ts';
import type { FinishedMail } from './store.ts';

export interface OutcomeDeps {
  readonly runs: Pick<Runs, 'start'>;
  /** The version in which a package's workflow is started now; null: no node has it. */
  readonly currentVersion: (packageId: string | null, workflow: string) => string | null;
}

export type MailOutcome =
  | { readonly outcome: 'accepted' }
  | { readonly outcome: 'retried'; readonly reason: string }
  /** `unknown`: it was given up since nobody knows whether it arrived. */
  | { readonly outcome: 'refused'; readonly reason: string; readonly unknown: boolean };

/**
 * Starts the run that a mail asked for, with what became of it: once at its end, and once before that when the first
 * attempt failed and others follow. A package that is gone is told nothing.
 */
export async function startOutcomeRun(
  tx: Tx,
  deps: OutcomeDeps,
  mail: FinishedMail,
  end: MailOutcome,
): Promise<void> {
  if (mail.onOutcome === null) return;
  const { workflow, context } = mail.onOutcome;
  const version = deps.currentVersion(mail.packageId, workflow);
  if (version === null) return;
  await deps.runs.start(tx, {
    packageId: mail.packageId,
    workflow,
    version,
    key: end.outcome === 'retried' ? `mail:${mail.id}:retried` : `mail:${mail.id}`,
    input: { mailKey: mail.key, ...end, context },
    trigger: { kind: 'system', name: 'mail' },
    ...(mail.activityId === null ? {} : { subject: { type: 'activity' as const, id: mail.activityId } }),
  });
}
