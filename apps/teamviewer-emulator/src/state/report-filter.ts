import type { Report } from './model.ts';

/** Conditions on reports beyond date and code; null where anything will do. */
export interface ReportFilter {
  readonly user: ((user: { id: string; name: string }) => boolean) | null;
  readonly device: ((device: { id: string | number; name: string; groupId: string }) => boolean) | null;
  /** Whether the connection came about by a session code. */
  readonly coded: boolean | null;
  readonly type: number | null;
}

export function fitsFilter(filter: ReportFilter, report: Report): boolean {
  const { user, device, coded, type } = filter;
  if (user && !user({ id: report.userId, name: report.username })) return false;
  if (coded !== null && (report.session !== null) !== coded) return false;
  if (type !== null && report.type !== type) return false;
  return device === null || device({ id: report.deviceId, name: report.deviceName, groupId: report.groupId });
}
