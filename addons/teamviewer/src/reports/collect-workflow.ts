import type { Host, RunContext, Workflow } from '@fernwart/addon-kit';
import { z } from 'zod';
import { findSettings } from '../configuration/find-settings.ts';
import { finishSession } from '../sessions/end.ts';
import { type EndReason, endReasonOf } from '../sessions/model.ts';
import { findSession, liveSession, type SessionRow } from '../sessions/store.ts';
import { rules } from '../shared/names.ts';

const inputSchema = z.object({ session: z.string().optional() });

/**
 * `W_Team_collectReports-CoRuWF`: what the compliance rules run. The session's record becomes due, for whichever of
 * closing and expiry comes first (acceptance 64, 68); the collector of its connection asks for all due ones together.
 */
export const collectReportsWorkflow: Workflow = async (run, host) => {
  const { session: id } = inputSchema.parse(run.input);
  const session = id === undefined ? await sessionOfActivity(run, host) : await findSession(host.sql, id);
  if (session === null || session.state !== 'open') {
    await run.log('info', 'run.collect.none');
    return { kind: 'done' };
  }
  const settings = await findSettings(host, session.configurationId);
  if (settings === null) return { kind: 'done' };
  const reason = await reasonToEnd(run, host, session, settings.endOnSolve);
  if (reason === 'not_yet' && session.validUntil !== null) return { kind: 'again', at: session.validUntil };
  if (reason === null || reason === 'not_yet') return { kind: 'done' };
  const ended = await host.transaction((tx) =>
    finishSession(tx, settings, session, reason, host.clock.now()),
  );
  await run.log('info', ended ? 'run.collect.due' : 'run.collect.none', { code: session.code ?? '–' });
  return { kind: 'done', result: { session: session.id, code: session.code } };
};

function sessionOfActivity(run: RunContext, host: Host): Promise<SessionRow | null> {
  return run.subject === null ? Promise.resolve(null) : liveSession(host.sql, run.subject.id);
}

async function reasonToEnd(
  run: RunContext,
  host: Host,
  session: SessionRow,
  endOnSolve: boolean,
): Promise<EndReason | 'not_yet' | null> {
  if (run.trigger.name === rules.expired) {
    const { validUntil } = session;
    return validUntil === null || Temporal.Instant.compare(validUntil, host.clock.now()) > 0
      ? 'not_yet'
      : 'expired';
  }
  const activity = await host.activities.get(session.activityId);
  return activity === null ? 'closed' : endReasonOf(activity.state, endOnSolve);
}
