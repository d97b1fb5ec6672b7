import type { Host, RunContext } from '@fernwart/addon-kit';
import type { PermissionKey, TeamViewer } from '@fernwart/teamviewer';
import type { Settings } from '../configuration/settings.ts';
import { type Trouble, troubleOf } from '../shared/trouble.ts';
import { oneLine } from '../shared/words.ts';
import { callTeamViewer } from './call.ts';
import { findConnection, type RightState, storeGroups, storePermissions } from './store.ts';

/** Rights whose use has effects: they show at the first use. */
const atFirstUse: readonly PermissionKey[] = ['sessions.create', 'sessions.editOwn'];

type Question = (client: TeamViewer, host: Host) => Promise<unknown>;

/** One question without effects, and with a small answer, for each right that has one. */
const questions: readonly (readonly [PermissionKey, Question])[] = [
  [
    'connections.read',
    (client, host) => firstPage(client.reports.connections({ ...lastMinutes(host), hasCode: true })),
  ],
  ['contactList.view', (client) => firstPage(client.contacts.list({ name: 'fernwart-permission-probe' }))],
  ['eventLog.requestAll', (client, host) => firstPage(client.eventLog(lastMinutes(host)))],
  ['deviceGroups.read', (client) => firstPage(client.managed.groups())],
  ['webMonitoring.retrieve', (client) => client.webMonitoring.browsers()],
  ['monitoring.retrieve', (client) => client.monitoring.devices()],
];

/**
 * Asks once for each right that can be asked for. A refusal for quota, or because TeamViewer is away, says nothing of
 * the right, which then stays as it was known before.
 */
export async function probePermissions(host: Host, settings: Settings, run: RunContext): Promise<void> {
  const before = (await findConnection(host.sql, settings.id))?.permissions ?? {};
  const found: Partial<Record<PermissionKey, RightState>> = {};
  for (const right of atFirstUse) found[right] = before[right] === 'missing' ? 'missing' : 'at_first_use';
  const groups = await probe(host, settings, (client) => learnGroups(host, settings, client));
  found['groups.read'] = known(groups, before['groups.read']);
  for (const [right, question] of questions) {
    found[right] = known(await probe(host, settings, (client) => question(client, host)), before[right]);
  }
  const list = await probe(host, settings, (client) => firstPage(client.sessions.list({ state: ['open'] })));
  Object.assign(found, viewingRights(list, before));
  await storePermissions(host.sql, settings.id, found, host.clock.now());
  await host.transaction((tx) => tx.touch(`configuration:${settings.id}`));
  const missing = Object.entries(found).flatMap(([right, state]) => (state === 'missing' ? [right] : []));
  if (missing.length === 0) await run.log('info', 'run.probe.fine');
  for (const right of missing) await run.log('warning', `run.missing.${right}`);
}

/**
 * The list of sessions opens with "view all" and with "view own" alike, and nothing else tells them apart (facts §5.3).
 * Refused, both are missing. Answered, one's own sessions can be seen, and "view all" shows at its first use: when a
 * session is asked for that belongs to another account.
 */
function viewingRights(
  list: RightState,
  before: Readonly<Record<string, RightState>>,
): Partial<Record<PermissionKey, RightState>> {
  const [all, own] = [before['sessions.viewAll'], before['sessions.viewOwn']];
  if (list !== 'granted') {
    return { 'sessions.viewAll': known(list, all), 'sessions.viewOwn': known(list, own) };
  }
  const refusedInUse = all === 'missing' && own !== 'missing';
  return {
    'sessions.viewAll': refusedInUse ? 'missing' : 'at_first_use',
    'sessions.viewOwn': 'covered',
  };
}

function known(state: RightState, before: RightState | undefined): RightState {
  return state === 'unknown' ? (before ?? 'unknown') : state;
}

async function probe(
  host: Host,
  settings: Settings,
  work: (client: TeamViewer) => Promise<unknown>,
): Promise<RightState> {
  try {
    await callTeamViewer(host, settings, 'person', work);
    return 'granted';
  } catch (error) {
    return stateOf(troubleOf(error));
  }
}

/** An address that TeamViewer does not have (any more), or does not serve to this licence, is no missing right. */
function stateOf(trouble: Trouble): RightState {
  if (trouble.code === 'missing_right') return 'missing';
  return trouble.code === 'not_found' || trouble.code === 'bad_request' ? 'not_licensed' : 'unknown';
}

async function firstPage(list: { pages(): AsyncGenerator }): Promise<void> {
  const pages = list.pages();
  await pages.next();
  await pages.return(undefined);
}

function lastMinutes(host: Host): { from: Temporal.Instant; to: Temporal.Instant } {
  const now = host.clock.now();
  return { from: now.subtract({ minutes: 5 }), to: now };
}

async function learnGroups(host: Host, settings: Settings, client: TeamViewer): Promise<void> {
  const groups = await client.groups.list().all();
  const named = groups.slice(0, 200).map((group) => ({ id: group.id, name: oneLine(group.name ?? '', 100) }));
  await storeGroups(host.sql, settings.id, named);
}
