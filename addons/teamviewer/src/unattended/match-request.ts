import type { ConnectionReport } from '@fernwart/teamviewer';
import { foldName, sameName } from '../devices/fold-name.ts';
import { plainCode } from '../reports/match.ts';

/** Why a report belongs to an activity, the strongest first. */
export type Evidence = 'code' | 'id' | 'name';

/** An asset as it was within a time: its name, and one of the IDs it had. */
export interface AssetInTime {
  readonly assetId: string;
  readonly name: string;
  readonly teamviewerId: string;
  readonly fromAt: Temporal.Instant | null;
  readonly untilAt: Temporal.Instant | null;
}

export interface Belonging {
  readonly report: ConnectionReport;
  readonly evidence: Evidence;
  readonly asset: AssetInTime | null;
}

/**
 * Finds the reports that belong to an activity (acceptance 83): by one of its session codes; by the TeamViewer ID that
 * an asset had on the report's date; and by name where the number in the report is none of an asset (its meaning is not
 * certain, facts §8 [U]). A report that bears a code of another session belongs there.
 */
export function reportsFor(
  reports: readonly ConnectionReport[],
  codes: ReadonlySet<string>,
  assets: readonly AssetInTime[],
): Belonging[] {
  return reports.flatMap((report): Belonging[] => {
    const code = report.sessionCode === undefined ? '' : plainCode(report.sessionCode);
    if (code !== '' && codes.has(code)) return [{ report, evidence: 'code', asset: null }];
    if (code !== '') return [];
    const at = report.startedAt ?? report.endedAt;
    const digits = (report.deviceId ?? '').replace(/^[rd]/i, '');
    const byId = assets.find((asset) => asset.teamviewerId === digits && hadIt(asset, at));
    if (byId !== undefined) return [{ report, evidence: 'id', asset: byId }];
    const name = foldName(report.deviceName ?? '');
    const byName = assets.filter((asset) => sameName(name, foldName(asset.name)));
    const [only] = byName;
    const isOne = new Set(byName.map((asset) => asset.assetId)).size === 1;
    return only !== undefined && isOne ? [{ report, evidence: 'name', asset: only }] : [];
  });
}

function hadIt(asset: AssetInTime, at: Temporal.Instant | undefined): boolean {
  if (at === undefined) return asset.untilAt === null;
  // An ID is noticed some time after a device got it.
  const began =
    asset.fromAt === null || asset.untilAt === null || Temporal.Instant.compare(asset.fromAt, at) <= 0;
  return began && (asset.untilAt === null || Temporal.Instant.compare(at, asset.untilAt) <= 0);
}
