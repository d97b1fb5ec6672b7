import type { ConnectionReport } from '@fernwart/teamviewer';
import { sessionIdOf } from '../sessions/model.ts';

/** A session that reports may belong to. */
export interface Matchable {
  readonly id: string;
  readonly code: string;
  readonly requestedAt: Temporal.Instant;
}

export interface Matched {
  readonly sessionId: string;
  readonly report: ConnectionReport;
  readonly by: 'code' | 'key';
}

/**
 * Finds each report's session: by session code first, then by our key in `custom_api` (facts §8). A code whose
 * connection began before its session was asked for is somebody else's: codes come round again.
 */
export function matchReports(
  reports: readonly ConnectionReport[],
  sessions: readonly Matchable[],
): Matched[] {
  const byCode = new Map<string, Matchable[]>();
  for (const session of sessions) {
    const code = plainCode(session.code);
    byCode.set(code, [...(byCode.get(code) ?? []), session]);
  }
  const byId = new Map(sessions.map((session) => [session.id, session]));
  return reports.flatMap((report): Matched[] => {
    const candidates =
      report.sessionCode === undefined ? [] : (byCode.get(plainCode(report.sessionCode)) ?? []);
    const ofCode = candidates
      .filter((session) => isPlausible(report, session))
      .toSorted((a, b) => b.requestedAt.epochMilliseconds - a.requestedAt.epochMilliseconds)[0];
    if (ofCode !== undefined) return [{ sessionId: ofCode.id, report, by: 'code' }];
    const ofKey = byId.get(sessionIdOf(report.customApi) ?? '');
    return ofKey === undefined ? [] : [{ sessionId: ofKey.id, report, by: 'key' }];
  });
}

/** Clocks may differ by an hour. */
function isPlausible(report: ConnectionReport, session: Matchable): boolean {
  const began = report.startedAt ?? report.endedAt;
  return (
    began === undefined || Temporal.Instant.compare(began, session.requestedAt.subtract({ hours: 1 })) >= 0
  );
}

/** The API writes codes with dashes, links without. */
export function plainCode(code: string): string {
  return code.toLowerCase().replace(/[^a-z0-9]/g, '');
}
