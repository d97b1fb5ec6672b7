import type { Host, RunContext } from '@fernwart/addon-kit';
import type { PermissionKey, TeamViewer } from '@fernwart/teamviewer';
import type { Settings } from '../configuration/settings.ts';
import { type Trouble, troubleOf } from '../shared/trouble.ts';
import { oneLine } from '../shared/words.ts';
import { callTeamViewer } from './call.ts';
import { type RightState, storeGroups, storePermissions } from './store.ts';

/** Rights whose use has effects: they show at the first use. */
const atFirstUse: readonly PermissionKey[] = ['sessions.create', 'sessions.editOwn'];

/**
 * Asks once for each right that can be asked without an effect. A refusal for quota is told from one for a missing
 * right: then the right stays unknown.
 */
export async function probePermissions(host: Host, settings: Settings, run: RunContext): Promise<void> {
  const found: Partial<Record<PermissionKey, RightState>> = {};
  for (const right of atFirstUse) found[right] = 'at_first_use';
  found['groups.read'] = await probe(host, settings, (client) => learnGroups(host, settings, client));
  const sessions = await probe(host, settings, (client) =>
    firstPage(client.sessions.list({ state: ['open'] })),
  );
  // Which of the two rights opened the list cannot be told: "view all" hides "view own".
  found['sessions.viewAll'] = sessions;
  found['sessions.viewOwn'] = sessions;
  found['connections.read'] = await probe(host, settings, (client) => {
    const now = host.clock.now();
    return firstPage(
      client.reports.connections({ from: now.subtract({ minutes: 5 }), to: now, hasCode: true }),
    );
  });
  await storePermissions(host.sql, settings.id, found, host.clock.now());
  await host.transaction((tx) => tx.touch(`configuration:${settings.id}`));
  const missing = Object.entries(found)
    .filter(([, state]) => state === 'missing')
    .map(([right]) => right);
  if (missing.length === 0) await run.log('info', 'run.probe.fine');
  for (const right of missing) await run.log('warning', `run.missing.${right}`);
}

async function probe(
  host: Host,
  settings: Settings,
  work: (client: TeamViewer) => Promise<void>,
): Promise<RightState> {
  try {
    await callTeamViewer(host, settings, 'person', work);
    return 'granted';
  } catch (error) {
    return stateOf(troubleOf(error));
  }
}

function stateOf(trouble: Trouble): RightState {
  return trouble.code === 'missing_right' ? 'missing' : 'unknown';
}

async function firstPage(list: { pages(): AsyncGenerator }): Promise<void> {
  const pages = list.pages();
  await pages.next();
  await pages.return(undefined);
}

async function learnGroups(host: Host, settings: Settings, client: TeamViewer): Promise<void> {
  const groups = await client.groups.list().all();
  const named = groups.slice(0, 200).map((group) => ({ id: group.id, name: oneLine(group.name ?? '', 100) }));
  await storeGroups(host.sql, settings.id, named);
}
