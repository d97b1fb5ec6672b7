import type { Listed } from './model.ts';

/**
 * Seconds between two polls: ten while somebody watches, sixty otherwise. Once half of the day's budget is used, the
 * watched interval is what the budget carries all day long, so that background polling never eats what people need.
 */
export function pollInterval(poll: {
  readonly watched: boolean;
  /** Calls of the list in the quota's window so far. */
  readonly used: number;
  /** Calls that background work may make in the window. */
  readonly allowed: number;
  readonly windowSeconds: number;
  /** Calls that one poll costs. */
  readonly pages: number;
}): Temporal.Duration {
  const pages = Math.max(1, poll.pages);
  const sustainable = Math.ceil((poll.windowSeconds / Math.max(1, poll.allowed)) * pages * 1.1);
  const wished = poll.watched ? 10 : 60;
  const seconds = poll.used * 2 < poll.allowed && pages === 1 ? wished : Math.max(wished, sustainable);
  return Temporal.Duration.from({ seconds });
}

interface LiveRow {
  readonly id: string;
  readonly code: string | null;
  readonly online: boolean;
}

/** What one list says of our open sessions: who is online, what has changed, and what it does not have. */
export function seenLive<Row extends LiveRow>(
  rows: readonly Row[],
  listed: readonly (Listed & { readonly online?: boolean })[],
): { seen: { id: string; online: boolean }[]; changed: Row[]; vanished: Row[] } {
  const byCode = new Map(listed.map((session) => [session.code, session]));
  const seen: { id: string; online: boolean }[] = [];
  const changed: Row[] = [];
  const vanished: Row[] = [];
  for (const row of rows) {
    const session = row.code === null ? undefined : byCode.get(row.code);
    if (session === undefined) {
      vanished.push(row);
      continue;
    }
    const online = session.online ?? false;
    seen.push({ id: row.id, online });
    if (online !== row.online) changed.push(row);
  }
  return { seen, changed, vanished };
}
