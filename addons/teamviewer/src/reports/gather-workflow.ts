import type { Host, RunContext, Workflow } from '@fernwart/addon-kit';
import { findSettings } from '../configuration/find-settings.ts';
import type { Settings } from '../configuration/settings.ts';
import { findSessions } from '../sessions/store.ts';
import { executeSharedRun } from '../shared/shared-run.ts';
import { type Askable, askFor } from './ask.ts';
import { closeSessions } from './close-sessions.ts';
import { nextCollection, sessionsToAsk } from './store.ts';
import { writeRecords } from './write-records.ts';

/** More sessions than this are asked for in several rounds; five pages of a thousand reports carry them. */
const mostPerRound = 5000;

/**
 * The one collector of a connection: closes ended sessions at TeamViewer, then asks for the reports of all that are due
 * together, and writes their records. It sleeps until the next one has its turn.
 */
export const gatherReportsWorkflow: Workflow = (run, host) =>
  executeSharedRun(run, host, 'reports', async (configurationId) => {
    const settings = await findSettings(host, configurationId);
    if (settings === null) return null;
    for (;;) {
      const isMoreToClose = await closeSessions(host, settings);
      const isMoreToAsk = await collectDue(run, host, settings);
      if (run.signal.aborted) return host.clock.now();
      if (!isMoreToClose && !isMoreToAsk) return nextTurn(host, configurationId);
    }
  });

async function collectDue(run: RunContext, host: Host, settings: Settings): Promise<boolean> {
  const ids = await sessionsToAsk(host.sql, settings.id, host.clock.now(), mostPerRound);
  if (ids.length === 0) return false;
  const sessions = await findSessions(host.sql, ids);
  const askable = sessions.filter(
    (session): session is Askable => session.code !== null && session.endedAt !== null,
  );
  const answers = await askFor(host, settings, askable);
  const entries = await writeRecords(host, settings.id, askable, answers);
  if (entries > 0) {
    await run.log('info', 'run.gather', {
      sessions: askable.length,
      questions: answers.questions,
      reports: answers.matched.length,
      entries,
    });
  }
  return ids.length === mostPerRound;
}

/** Never at once: a turn that could not be taken now would otherwise be tried again without a pause. */
async function nextTurn(host: Host, configurationId: string): Promise<Temporal.Instant | null> {
  const next = await nextCollection(host.sql, configurationId);
  const soonest = host.clock.now().add({ seconds: 1 });
  return next === null || Temporal.Instant.compare(next, soonest) >= 0 ? next : soonest;
}
