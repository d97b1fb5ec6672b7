import type { EpochMs, Report } from './model.ts';

export interface ReportStore {
  add(report: Report): void;
  get(id: string, now: EpochMs): Report | undefined;
  remove(id: string): boolean;
  /** Reports of a company that exist at `now`, newest end first. */
  list(companyId: number, now: EpochMs): Iterable<Report>;
  size(): number;
}

export function createReportStore(): ReportStore {
  const byId = new Map<string, Report>();
  const ordered: Report[] = [];
  return {
    add(report) {
      byId.set(report.id.toLowerCase(), report);
      let index = ordered.length;
      while (index > 0 && (ordered[index - 1]?.end ?? 0) < report.end) index -= 1;
      ordered.splice(index, 0, report);
    },
    get(id, now) {
      const report = byId.get(id.toLowerCase());
      return report && report.visibleAt <= now ? settled(report, now) : undefined;
    },
    remove(id) {
      const report = byId.get(id.toLowerCase());
      if (!report) return false;
      byId.delete(id.toLowerCase());
      ordered.splice(ordered.indexOf(report), 1);
      return true;
    },
    *list(companyId, now) {
      for (const report of ordered) {
        if (report.companyId === companyId && report.visibleAt <= now) yield settled(report, now);
      }
    },
    size: () => ordered.length,
  };
}

/** Writes a correction that has come due into the report itself. */
function settled(report: Report, now: EpochMs): Report {
  if (report.correction && report.correction.at <= now) {
    report.end = report.correction.end;
    report.notes = report.correction.notes;
    delete report.correction;
  }
  return report;
}
