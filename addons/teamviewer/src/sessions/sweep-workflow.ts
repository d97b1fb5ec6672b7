import type { Host, Transaction, Workflow } from '@fernwart/addon-kit';
import { findSettings } from '../configuration/find-settings.ts';
import { callTeamViewer } from '../connection/call.ts';
import { workflows } from '../shared/names.ts';
import { replaceSharedRun, wakeSharedRun } from '../shared/shared-run.ts';
import { strandedSharedRuns } from '../shared/shared-run-store.ts';
import { troubleOf } from '../shared/trouble.ts';
import { closeSurplus } from './close-surplus.ts';
import { finishSession } from './end.ts';
import { listSince } from './list-since.ts';
import { clarifyFor, endReasonOf } from './model.ts';
import { doubtfulConfigurations, liveSessions, type SessionRow } from './store.ts';

/**
 * Finds by itself, every hour, what live triggers should have found: sessions past their end, creations whose run is
 * gone, shared runs that stand still, and surplus sessions at TeamViewer.
 */
export const sweepWorkflow: Workflow = async (_run, host) => {
  const now = host.clock.now();
  const live = await liveSessions(host.sql);
  const doubtful = await doubtfulConfigurations(host.sql, now.subtract({ hours: 24 * 8 }));
  const stranded = await strandedSharedRuns(host.sql, now.subtract({ minutes: 15 }));
  // The next sweep is sure before this one does anything; with nothing left to watch over, the next creation plans it.
  if (live.length + doubtful.length + stranded.length > 0) await host.transaction((tx) => planSweep(tx, now));
  for (const session of live) await tend(host, session);
  for (const shared of stranded) {
    await host.transaction((tx) => replaceSharedRun(tx, shared.configurationId, shared.purpose, now));
  }
  for (const { id, firstAt } of doubtful) await sweepSurplus(host, id, firstAt);
  return { kind: 'done' };
};

/** The next sweep, at the next full hour; the same hour has only one. */
export async function planSweep(tx: Transaction, now: Temporal.Instant): Promise<void> {
  const at = now.round({ smallestUnit: 'hour', roundingMode: 'floor' }).add({ hours: 1 });
  await tx.run({
    workflow: workflows.sweepSessions,
    input: {},
    key: `sweep:${at.toString()}`,
    dueAt: at,
    trigger: { kind: 'system', name: 'sweep' },
  });
}

async function tend(host: Host, session: SessionRow): Promise<void> {
  const settings = await findSettings(host, session.configurationId);
  if (settings === null) return;
  const now = host.clock.now();
  if (session.state === 'creating') return tendCreation(host, session, now);
  const isExpired = session.validUntil !== null && Temporal.Instant.compare(session.validUntil, now) <= 0;
  const activity = await host.activities.get(session.activityId);
  const reason = isExpired
    ? 'expired'
    : activity === null
      ? 'closed'
      : endReasonOf(activity.state, settings.endOnSolve);
  await host.transaction(async (tx) => {
    if (reason === null)
      await wakeSharedRun(tx, session.configurationId, 'poll', now.add({ seconds: 60 }), now);
    else await finishSession(tx, settings, session, reason, now);
  });
}

/** A creation that outlived its time has lost its run; another one finds out what became of it. */
async function tendCreation(host: Host, session: SessionRow, now: Temporal.Instant): Promise<void> {
  if (Temporal.Instant.compare(now, session.requestedAt.add(clarifyFor)) < 0) return;
  await host.transaction((tx) =>
    tx.run({
      workflow: workflows.createSession,
      input: { session: session.id },
      key: `create:${session.id}:${now.round({ smallestUnit: 'hour', roundingMode: 'floor' }).toString()}`,
      subject: { type: 'activity', id: session.activityId },
      trigger: { kind: 'system', name: 'sweep' },
    }),
  );
}

async function sweepSurplus(host: Host, configurationId: string, since: Temporal.Instant): Promise<void> {
  const settings = await findSettings(host, configurationId);
  if (settings === null) return;
  try {
    const listed = await callTeamViewer(host, settings, 'background', (client) => listSince(client, since));
    await closeSurplus(host, settings, listed);
  } catch (error) {
    host.log.warn('Surplus sessions could not be looked for', {
      configuration: configurationId,
      code: troubleOf(error).code,
    });
  }
}
