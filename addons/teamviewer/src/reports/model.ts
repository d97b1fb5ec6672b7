import type { RecordState } from '../sessions/model.ts';
import type { Trouble } from '../shared/trouble.ts';
import { isPassing } from '../shared/trouble.ts';

/** A report that comes this late still adds an entry. */
export const lateFor = Temporal.Duration.from({ hours: 24 * 7 });
/** So long a session waits for TeamViewer to answer at all before its record says that nothing could be found out. */
export const patience = Temporal.Duration.from({ hours: 6 });

const untilWritten = [0, 1, 3, 6, 10, 15, 25, 45, 90, 180, 360, 720];
/** Once something is written only late and corrected reports are looked for. */
const onceWritten = [60, 360, 1440];

/** Where the record of a session stands. */
export interface Asking {
  readonly record: RecordState;
  readonly dueAt: Temporal.Instant;
  readonly graceUntil: Temporal.Instant;
  /** Whether any poll ever saw the customer online. */
  readonly everOnline: boolean;
}

/** How asking went: a complete, permitted query, or what stood in the way. */
export type Asked = { readonly kind: 'complete' } | { readonly kind: 'trouble'; readonly trouble: Trouble };

export type Verdict =
  | { readonly record: 'written' }
  | { readonly record: 'nothing' }
  | { readonly record: 'undetermined'; readonly reason: UndeterminedReason; readonly trouble: Trouble | null }
  /** Nothing new is to be written. */
  | { readonly record: null };
export type UndeterminedReason = 'was_online' | 'refused' | 'unreachable';

/**
 * What the record says after asking (design §7 *Reports*). "No session took place" is written only when the grace time
 * is over, a complete, permitted query brought nothing, and no poll ever saw the customer online.
 */
export function judge(asking: Asking, asked: Asked, reports: number, now: Temporal.Instant): Verdict {
  if (reports > 0) return { record: 'written' };
  if (asking.record === 'written') return { record: null };
  if (Temporal.Instant.compare(now, asking.graceUntil) < 0) return { record: null };
  if (asked.kind === 'complete') {
    if (!asking.everOnline) return { record: 'nothing' };
    return { record: 'undetermined', reason: 'was_online', trouble: null };
  }
  if (asking.record === 'nothing' || asking.record === 'undetermined') return { record: null };
  const { trouble } = asked;
  if (!isPassing(trouble)) return { record: 'undetermined', reason: 'refused', trouble };
  const isPatienceOver =
    Temporal.Instant.compare(now, later(asking.graceUntil, asking.dueAt.add(patience))) >= 0;
  return isPatienceOver ? { record: 'undetermined', reason: 'unreachable', trouble } : { record: null };
}

/** When to ask again: at growing intervals, at the end of the grace time, daily at last, for seven days. Null: no more. */
export function nextAskAt(
  asking: Asking,
  record: RecordState,
  now: Temporal.Instant,
): Temporal.Instant | null {
  const settled = record === 'written' || record === 'nothing' || record === 'undetermined';
  const minutes = settled ? onceWritten : untilWritten;
  const daily = Array.from({ length: 7 }, (_, day) => (day + 1) * 1440);
  const exact = [...minutes, ...daily].map((offset) => asking.dueAt.add({ minutes: offset }));
  const instants = settled ? exact.map(slotAfter) : [...exact, asking.graceUntil];
  const end = slotAfter(asking.dueAt.add(lateFor));
  return instants
    .filter((at) => Temporal.Instant.compare(at, now) > 0 && Temporal.Instant.compare(at, end) <= 0)
    .reduce<Temporal.Instant | null>(
      (first, at) => (first === null || Temporal.Instant.compare(at, first) < 0 ? at : first),
      null,
    );
}

/** Late questions gather at every quarter of an hour, so that many sessions share one. */
function slotAfter(at: Temporal.Instant): Temporal.Instant {
  return at.round({ smallestUnit: 'minute', roundingIncrement: 15, roundingMode: 'ceil' });
}

function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) >= 0 ? a : b;
}

/** The time in which connections of a session can have started: from the click until a day after its end. */
export function windowOf(
  session: { readonly requestedAt: Temporal.Instant; readonly endedAt: Temporal.Instant },
  now: Temporal.Instant,
): { from: Temporal.Instant; to: Temporal.Instant } {
  const dayAfter = session.endedAt.add({ hours: 24 });
  const to = Temporal.Instant.compare(dayAfter, now) < 0 ? dayAfter : now;
  return { from: session.requestedAt.subtract({ minutes: 10 }), to: to.add({ minutes: 1 }) };
}

/** How a stored report is told from what TeamViewer says of it later. */
export interface StoredReport {
  readonly id: string;
  readonly digest: string;
}

/** Identifies what an entry says: the same reports never make another one. */
export function entryDigest(
  record: 'written' | 'nothing' | 'undetermined',
  reports: readonly StoredReport[],
  reason = '',
): string {
  const parts = reports.map((report) => `${report.id}=${report.digest}`).sort();
  return [record, reason, ...parts].join('|');
}
