import type { Transaction } from '@fernwart/addon-kit';
import type { Settings } from '../configuration/settings.ts';
import { wakeSharedRun } from '../shared/shared-run.ts';
import { endSession } from './lifecycle-store.ts';
import type { EndReason } from './model.ts';
import { type SessionRow } from './store.ts';

/**
 * Ends an open session here, at once; its record is due from now on, and the run of its connection closes it at
 * TeamViewer and collects the reports. Answers false when it was not open any more.
 */
export async function finishSession(
  tx: Transaction,
  settings: Pick<Settings, 'grace'>,
  session: Pick<SessionRow, 'id' | 'configurationId' | 'activityId'>,
  reason: EndReason,
  now: Temporal.Instant,
): Promise<boolean> {
  const ended = await endSession(tx.sql, session.id, {
    reason,
    at: now,
    graceUntil: now.add(settings.grace),
    closed: reason === 'at_teamviewer',
  });
  if (!ended) return false;
  await wakeSharedRun(tx, session.configurationId, 'reports', now, now);
  await tx.touch(`activity:${session.activityId}`);
  return true;
}
