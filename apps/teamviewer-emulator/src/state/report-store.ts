import {
  conditionOn,
  countEndingBefore,
  GeneratedReport,
  indexOfCode,
  indexOfId,
  longest,
  type ReportBlock,
  shortest,
} from './generated-reports.ts';
import type { EpochMs, Report } from './model.ts';
import { fitsFilter, type ReportFilter } from './report-filter.ts';

export interface ReportQuery {
  companyId: number;
  now: EpochMs;
  /** The start lies at or after this. */
  from: EpochMs;
  /** The start (or the end, with `byEnd`) lies before this. */
  to: EpochMs;
  byEnd: boolean;
  /** Only the reports of this session code. */
  code: string | undefined;
  /** Further conditions; null when there are none, which spares looking at every report to count what is left. */
  filter: ReportFilter | null;
  /** Everything up to and including this report has been seen. */
  after: Report | undefined;
  limit: number;
}

export interface ReportPage {
  reports: Report[];
  remaining: number;
}

export interface ReportStore {
  add(report: Report): void;
  /** Adds made-up reports that are computed when asked for. */
  addBlock(block: Omit<ReportBlock, 'number'>): void;
  get(id: string, now: EpochMs): Report | undefined;
  /** A report that may be changed: a made-up one becomes a record of its own. */
  editable(id: string, now: EpochMs): Report | undefined;
  remove(id: string): boolean;
  /** One page, newest end first. */
  query(query: ReportQuery): ReportPage;
  size(): number;
  save(): SavedReports;
}

export interface SavedReports {
  records: Report[];
  blocks: ReportBlock[];
  /** Made-up reports that were removed or became records: block number to indexes. */
  gone: [number, number[]][];
}

export function createReportStore(saved: SavedReports = { records: [], blocks: [], gone: [] }): ReportStore {
  const records = new Map(saved.records.map((report) => [report.id.toLowerCase(), report]));
  const blocks = [...saved.blocks];
  const gone = new Map(saved.gone.map(([number, indexes]) => [number, new Set(indexes)]));

  function goneOf(block: ReportBlock): Set<number> {
    const known = gone.get(block.number) ?? new Set<number>();
    gone.set(block.number, known);
    return known;
  }

  function generated(id: string): GeneratedReport | undefined {
    for (const block of blocks) {
      const index = indexOfId(block, id);
      if (index !== null && !goneOf(block).has(index)) return new GeneratedReport(block, index);
    }
    return undefined;
  }

  function get(id: string, now: EpochMs): Report | undefined {
    const report = records.get(id.toLowerCase());
    if (report) return report.visibleAt <= now ? settled(report, now) : undefined;
    return generated(id);
  }

  function remove(id: string): boolean {
    if (records.delete(id.toLowerCase())) return true;
    const report = generated(id);
    if (report) goneOf(report.block).add(report.index);
    return report !== undefined;
  }

  return {
    get,
    remove,
    add: (report) => void records.set(report.id.toLowerCase(), report),
    addBlock: (block) => void blocks.push({ ...block, number: blocks.length }),
    editable(id, now) {
      const report = get(id, now);
      if (!(report instanceof GeneratedReport)) return report;
      const copy = report.materialised();
      remove(id);
      records.set(copy.id, copy);
      return copy;
    },
    query(query) {
      const own = [...records.values()]
        .filter((report) => report.companyId === query.companyId && report.visibleAt <= query.now)
        .map((report) => settled(report, query.now))
        .filter((report) => inWindow(report, query) && isAfter(report, query.after));
      const page = { reports: own.toSorted(newestFirst), remaining: 0 };
      for (const block of blocks) {
        if (block.companyId === query.companyId) addFromBlock(page, block, goneOf(block), query);
      }
      const sorted = page.reports.toSorted(newestFirst);
      const kept = sorted.slice(0, query.limit);
      return { reports: kept, remaining: page.remaining + sorted.length - kept.length };
    },
    size: () => records.size + blocks.reduce((sum, block) => sum + block.count - goneOf(block).size, 0),
    save: () => ({
      records: [...records.values()],
      blocks,
      gone: [...gone].map(([number, indexes]) => [number, [...indexes]]),
    }),
  };
}

/** Adds up to a page of a block's reports to `page`; those beyond are only counted. */
function addFromBlock(
  page: ReportPage,
  block: ReportBlock,
  gone: ReadonlySet<number>,
  query: ReportQuery,
): void {
  const after = query.after;
  const upper = Math.min(
    countEndingBefore(block, query.to + (query.byEnd ? 0 : longest)),
    after === undefined ? block.count : countEndingBefore(block, after.end + 1),
  );
  const lower = countEndingBefore(block, query.from + shortest);
  // Between these two every start lies in the window, so that counting needs no look at the reports themselves.
  const surelyBelow = countEndingBefore(block, query.to + (query.byEnd ? 0 : shortest));
  const surelyAbove = countEndingBefore(block, query.from + longest);
  const surelyAfter = after === undefined ? block.count : countEndingBefore(block, after.end);
  const meets = query.filter && conditionOn(block, query.filter);
  const cursor = new GeneratedReport(block, 0);
  const fits = (index: number) => {
    if ((meets && !meets(index)) || gone.has(index)) return false;
    if (index >= surelyAbove && index < surelyBelow && index < surelyAfter) return true;
    cursor.index = index;
    return inWindow(cursor, query) && isAfter(cursor, after);
  };

  if (query.code !== undefined) {
    const index = indexOfCode(block, query.code);
    if (index !== null && fits(index)) page.reports.push(new GeneratedReport(block, index));
    return;
  }
  let taken = 0;
  for (let index = upper - 1; index >= lower; index -= 1) {
    const isSure = index < surelyBelow && index >= surelyAbove && index < surelyAfter;
    if (taken >= query.limit && isSure) {
      page.remaining += meets
        ? countMeeting(meets, gone, surelyAbove, index)
        : index + 1 - surelyAbove - goneBetween(gone, surelyAbove, index);
      index = surelyAbove;
      continue;
    }
    if (!fits(index)) continue;
    if (taken < query.limit) page.reports.push(new GeneratedReport(block, index));
    else page.remaining += 1;
    taken += 1;
  }
}

function countMeeting(
  meets: (index: number) => boolean,
  gone: ReadonlySet<number>,
  low: number,
  high: number,
): number {
  let count = 0;
  for (let index = low; index <= high; index += 1) if (meets(index)) count += 1;
  for (const index of gone) if (index >= low && index <= high && meets(index)) count -= 1;
  return count;
}

function goneBetween(gone: ReadonlySet<number>, low: number, high: number): number {
  let count = 0;
  for (const index of gone) if (index >= low && index <= high) count += 1;
  return count;
}

function inWindow(report: Report, query: ReportQuery): boolean {
  const { start } = report;
  if (start < query.from || (query.byEnd ? report.end : start) >= query.to) return false;
  if (query.code !== undefined && report.session?.code !== query.code) return false;
  return query.filter === null || fitsFilter(query.filter, report);
}

/** Newest end first; where ends are equal, the id decides, so that the order never changes between pages. */
function newestFirst(a: Report, b: Report): number {
  return b.end - a.end || (a.id < b.id ? 1 : -1);
}

function isAfter(report: Report, mark: Report | undefined): boolean {
  if (mark === undefined) return true;
  if (report.end !== mark.end) return report.end < mark.end;
  return report.id !== mark.id && newestFirst(mark, report) < 0;
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
