import type { Host } from '@fernwart/addon-kit';
import type { TeamViewer } from '@fernwart/teamviewer';
import type { Settings } from '../configuration/settings.ts';
import { callTeamViewer } from '../connection/call.ts';
import { troubleOf } from '../shared/trouble.ts';
import { noteSeenOnline, type ToClose } from './store.ts';

/** More sessions than this are looked for in the list of open ones, which takes fewer calls. */
const mostByCode = 5;

/**
 * Looks once more at sessions that nobody saw online, before they are closed: the customer of a quick supporter may have
 * come after the last poll and be connected still. What cannot be seen now holds nothing up.
 */
export async function lastLook(host: Host, settings: Settings, closing: readonly ToClose[]): Promise<void> {
  const unseen = closing.filter((session) => !session.seen && session.attempts === 0);
  if (unseen.length === 0) return;
  try {
    const online = await callTeamViewer(host, settings, 'background', (client) =>
      unseen.length > mostByCode ? onlineCodes(client) : onlineAmong(client, unseen),
    );
    const seen = unseen.filter((session) => online.has(session.code)).map((session) => session.id);
    await noteSeenOnline(host.sql, seen, host.clock.now());
  } catch (error) {
    host.log.warn('Sessions were closed without a last look', {
      configuration: settings.id,
      code: troubleOf(error).code,
    });
  }
}

async function onlineCodes(client: TeamViewer): Promise<Set<string>> {
  const open = await client.sessions.list({ state: ['open'] }).all();
  return new Set(open.filter((session) => session.online).map((session) => session.code));
}

async function onlineAmong(client: TeamViewer, unseen: readonly ToClose[]): Promise<Set<string>> {
  const online = new Set<string>();
  for (const { code } of unseen) {
    const session = await client.sessions.get(code).catch((error: unknown) => {
      if (troubleOf(error).code === 'not_found') return null;
      throw error;
    });
    if (session?.online) online.add(code);
  }
  return online;
}
