import { type Host, inlines } from '@fernwart/addon-kit';
import type { Session } from '@fernwart/teamviewer';
import type { Settings } from '../configuration/settings.ts';
import { callTeamViewer } from '../connection/call.ts';
import { troubleOf } from '../shared/trouble.ts';
import { contentOf } from '../shared/words.ts';
import { sessionIdOf, surplusOf } from './model.ts';
import { findSessions } from './store.ts';

/** Closes open sessions that bear our keys and are not the recorded ones, and says so on the journal. */
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
    await callTeamViewer(host, settings, 'background', (client) => client.sessions.close(session.code)).catch(
      (error: unknown) => {
        if (troubleOf(error).code !== 'not_found') throw error;
      },
    );
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
