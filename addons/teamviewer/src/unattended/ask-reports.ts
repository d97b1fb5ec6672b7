import type { Host } from '@fernwart/addon-kit';
import type { ConnectionReport, TeamViewer } from '@fernwart/teamviewer';
import type { Settings } from '../configuration/settings.ts';
import { callTeamViewer } from '../connection/call.ts';
import { findConnection } from '../connection/store.ts';
import type { AssetInTime } from './match-request.ts';

/** Up to here one window is asked for whole; beyond, device by device and code by code. */
const mostInWindow = 5000;
const assumedPerDay = 500;

/** What is asked for: everything since the activity was created (acceptance 83). */
export interface Wanted {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
  readonly codes: readonly string[];
  readonly assets: readonly AssetInTime[];
}

/** All reports that may belong to the activity, through one configuration. Rejects as the client does. */
export async function askReports(
  host: Host,
  settings: Settings,
  wanted: Wanted,
): Promise<ConnectionReport[]> {
  const connection = await findConnection(host.sql, settings.id);
  const days = wanted.from.until(wanted.to).total('hours') / 24;
  const expected = days * (connection?.reportsPerDay ?? assumedPerDay);
  return callTeamViewer(host, settings, 'person', (client) =>
    expected <= mostInWindow ? wholeWindow(client, wanted) : oneByOne(client, wanted),
  );
}

function wholeWindow(client: TeamViewer, { from, to }: Wanted): Promise<ConnectionReport[]> {
  return client.reports.connections({ from, to }).all();
}

async function oneByOne(
  client: TeamViewer,
  { from, to, codes, assets }: Wanted,
): Promise<ConnectionReport[]> {
  const found = new Map<string, ConnectionReport>();
  const filters = [
    ...codes.map((sessionCode) => ({ sessionCode })),
    ...[...new Set(assets.map((asset) => asset.teamviewerId))].map((deviceId) => ({ from, to, deviceId })),
    ...[...new Set(assets.map((asset) => asset.name))].map((deviceName) => ({ from, to, deviceName })),
  ];
  for (const filter of filters) {
    for await (const report of client.reports.connections(filter)) found.set(report.id, report);
  }
  return [...found.values()];
}
