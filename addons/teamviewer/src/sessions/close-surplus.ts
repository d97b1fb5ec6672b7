import { type Host, inlines } from '@fernwart/addon-kit';
import type { Session } from '@fernwart/teamviewer';
import type { Settings } from '../configuration/settings.ts';
import { callTeamViewer } from '../connection/call.ts';
import { troubleOf } from '../shared/trouble.ts';
import { contentOf } from '../shared/words.ts';
import { sessionIdOf, surplusOf } from './model.ts';
import { findSessions } from './store.ts';

/**
 * Closes open sessions that bear our keys and are not the recorded ones, and says so on the journal. Of one that is closed
 * already only the journal is told: whoever closed it may have died before he could, or it expired by itself.
 */
export async function closeSurplus(
  host: Host,
  settings: Settings,
  listed: readonly Session[],
): Promise<number> {
  const ids = listed.map((session) => sessionIdOf(session.customApi)).filter((id) => id !== null);
  if (ids.length === 0) return 0;
  const rows = await findSessions(host.sql, ids);
  const surplus = surplusOf(listed, rows);
  for (const { session, known } of surplus) {
    if (session.state !== 'closed') await close(host, settings, session.code);
    const row = rows.find((one) => one.id === known.id);
    if (row === undefined) continue;
    await host.transaction((tx) =>
      tx.journal.add({
        activityId: row.activityId,
        key: `session:${row.id}:surplus:${session.code}`,
        content: contentOf(host, 'journal.surplus', () => ({ code: inlines.code(session.code) })),
      }),
    );
  }
  return surplus.length;
}

async function close(host: Host, settings: Settings, code: string): Promise<void> {
  await callTeamViewer(host, settings, 'background', (client) => client.sessions.close(code)).catch(
    (error: unknown) => {
      if (troubleOf(error).code !== 'not_found') throw error;
    },
  );
}
