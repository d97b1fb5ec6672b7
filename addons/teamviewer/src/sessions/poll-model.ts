import type { Listed } from './model.ts';

/**
 * Seconds between two polls: ten while somebody watches, sixty otherwise, and more as the window's budget runs low. What
 * is left is never spent faster than three times over in a window, so it is never used up, however long somebody
 * watches; where half of the budget of the smallest yearly licence is left, that is ten seconds still.
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
  const left = Math.max(1, poll.allowed - poll.used - pages);
  const carried = Math.ceil((poll.windowSeconds * pages) / (3 * left));
  const wished = poll.watched ? 10 : 60;
  return Temporal.Duration.from({ seconds: Math.min(Math.max(wished, carried), slowest) });
}

/** Even with nothing left it is looked again: the limiter says until when not. */
const slowest = 1800;

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
