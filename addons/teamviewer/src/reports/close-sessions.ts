import type { Host } from '@fernwart/addon-kit';
import type { Settings } from '../configuration/settings.ts';
import { callTeamViewer } from '../connection/call.ts';
import { troubleOf } from '../shared/trouble.ts';
import { lastLook } from './last-look.ts';
import { noteClosed, noteNotClosed, sessionsToClose, type ToClose } from './store.ts';

const batch = 40;
const atOnce = 4;
const mostAttempts = 30;

/** Closes ended sessions at TeamViewer, a batch at a time; answers whether more may be left. */
export async function closeSessions(host: Host, settings: Settings): Promise<boolean> {
  const waiting = await sessionsToClose(host.sql, settings.id, host.clock.now(), batch);
  await lastLook(host, settings, waiting);
  for (let at = 0; at < waiting.length; at += atOnce) {
    const results = await Promise.all(
      waiting.slice(at, at + atOnce).map((session) => closeOne(host, settings, session)),
    );
    if (results.includes('stop')) return false;
  }
  return waiting.length === batch;
}

/** Closing is repeatable. What cannot be closed now is tried again, more and more seldom; in the end the code expires by itself. */
async function closeOne(host: Host, settings: Settings, session: ToClose): Promise<'go on' | 'stop'> {
  try {
    await callTeamViewer(host, settings, 'background', (client) => client.sessions.close(session.code));
    await noteClosed(host.sql, session.id, host.clock.now());
    return 'go on';
  } catch (error) {
    const trouble = troubleOf(error);
    const now = host.clock.now();
    if (trouble.code === 'not_found') {
      await noteClosed(host.sql, session.id, now);
      return 'go on';
    }
    const seconds = Math.min(3600, 10 * 2 ** Math.min(session.attempts, 10));
    await noteNotClosed(
      host.sql,
      session.id,
      session.attempts + 1 >= mostAttempts ? null : now.add({ seconds }),
    );
    return 'stop';
  }
}
