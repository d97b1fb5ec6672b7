import type { Host, Workflow } from '@fernwart/addon-kit';
import type { Session } from '@fernwart/teamviewer';
import { findSettings } from '../configuration/find-settings.ts';
import type { Settings } from '../configuration/settings.ts';
import { callTeamViewer } from '../connection/call.ts';
import { executeSharedRun } from '../shared/shared-run.ts';
import { isPassing, type Trouble, troubleOf } from '../shared/trouble.ts';
import { closeSurplus } from './close-surplus.ts';
import { finishSession } from './end.ts';
import { storeLive } from './live-store.ts';
import { currentInterval } from './poll-interval.ts';
import { seenLive } from './poll-model.ts';
import { openSessionsOf, type SessionRow } from './store.ts';

const mostVanishedPerPoll = 5;

/** The one shared poll of a connection: what it sees, every viewer sees. It rests while no session is open. */
export const pollWorkflow: Workflow = (run, host) =>
  executeSharedRun(run, host, 'poll', async (configurationId) => {
    const settings = await findSettings(host, configurationId);
    const sessions = settings === null ? [] : await openSessionsOf(host.sql, configurationId);
    if (settings === null || sessions.length === 0) return null;
    const now = host.clock.now();
    try {
      const listed = await callTeamViewer(host, settings, 'background', (client) =>
        client.sessions.list({ state: ['open'] }).all(),
      );
      await storeSeen(host, settings, sessions, listed);
      return now.add(await currentInterval(host, settings, sessions, Math.ceil((listed.length + 1) / 1000)));
    } catch (error) {
      return afterTrouble(troubleOf(error), now);
    }
  });

async function storeSeen(
  host: Host,
  settings: Settings,
  sessions: readonly SessionRow[],
  listed: readonly Session[],
): Promise<void> {
  const now = host.clock.now();
  const { seen, changed, vanished } = seenLive(sessions, listed);
  const watched = sessions.filter((session) => isWatched(session, now)).map((session) => session.activityId);
  await host.transaction(async (tx) => {
    await storeLive(tx.sql, seen, now);
    for (const activity of new Set([...changed.map((session) => session.activityId), ...watched])) {
      await tx.touch(`activity:${activity}`);
    }
  });
  for (const session of vanished.slice(0, mostVanishedPerPoll)) await judgeVanished(host, settings, session);
  await closeSurplus(host, settings, listed);
}

/** Panels that are still open say so when they render again; the others fall silent. */
function isWatched(session: SessionRow, now: Temporal.Instant): boolean {
  if (session.watchedUntil === null) return false;
  const left = now.until(session.watchedUntil).total('seconds');
  return left > 0 && left <= 35;
}

/** A session that the list does not have is asked for by its code before anything is concluded: lists can be incomplete. */
async function judgeVanished(host: Host, settings: Settings, session: SessionRow): Promise<void> {
  const { code } = session;
  if (code === null) return;
  const found = await callTeamViewer(host, settings, 'background', (client) =>
    client.sessions.get(code),
  ).catch((error: unknown) => {
    if (troubleOf(error).code === 'not_found') return null;
    throw error;
  });
  if (found !== null && found.state !== 'closed') return;
  await host.transaction((tx) => finishSession(tx, settings, session, 'at_teamviewer', host.clock.now()));
}

function afterTrouble(trouble: Trouble, now: Temporal.Instant): Temporal.Instant {
  const soonest = now.add({ seconds: isPassing(trouble) ? 60 : 600 });
  if (trouble.until === undefined) return soonest;
  const until = Temporal.Instant.from(trouble.until);
  return Temporal.Instant.compare(until, soonest) > 0 ? until : soonest;
}
