import type { ActivitySnapshot } from '@fernwart/addon-kit';

/** `creating → open → ended`, or `failed` (design §7 *Attended session*). */
export type SessionState = 'creating' | 'open' | 'ended' | 'failed';
export type EndReason = 'closed' | 'solved' | 'expired' | 'by_agent' | 'at_teamviewer';
/** What is known of the connections: `none → due → asking → written | nothing | undetermined`. */
export type RecordState = 'none' | 'due' | 'asking' | 'written' | 'nothing' | 'undetermined';
export type MailState = 'none' | 'no_address' | 'no_link' | 'queued' | 'accepted' | 'refused';
/** Stands as the reason of a refused invitation that was given up since nobody knows whether it arrived. */
export const unknownArrival = 'unknown_arrival';

/** Matrix42's numbers of the states in which a session can be created (design §10). */
const workable: readonly ActivitySnapshot['state'][] = [201, 202, 203];

export type CreateRefusal = 'not_responsible' | 'wrong_state' | 'code_exists';

/**
 * Who may create a session, and when (acceptance 54, 55). A code exists while a session is being created or open; in
 * once-per-activity mode any session that did not fail counts.
 */
export function refuseCreation(
  activity: Pick<ActivitySnapshot, 'state' | 'responsibleId'>,
  viewerId: string,
  sessions: readonly { readonly state: SessionState }[],
  oncePerActivity: boolean,
): CreateRefusal | null {
  if (activity.responsibleId !== viewerId) return 'not_responsible';
  if (!workable.includes(activity.state)) return 'wrong_state';
  if (sessions.some((session) => isCode(session.state, oncePerActivity))) return 'code_exists';
  return null;
}

function isCode(state: SessionState, oncePerActivity: boolean): boolean {
  return oncePerActivity ? state !== 'failed' : isLive(state);
}

export function isLive(state: SessionState): boolean {
  return state === 'creating' || state === 'open';
}

/** Whether an activity's state ends its session, and why. */
export function endReasonOf(state: ActivitySnapshot['state'], endOnSolve: boolean): EndReason | null {
  if (state === 204) return 'closed';
  return state === 220 && endOnSolve ? 'solved' : null;
}

const keyPrefix = 'fernwart:';

/** The session's own key at TeamViewer: what a lost answer is found by. */
export function ownKey(sessionId: string): string {
  return `${keyPrefix}${sessionId}`;
}

/** The session id in a key; null for keys that are not ours. */
export function sessionIdOf(customApi: string | undefined): string | null {
  if (customApi === undefined || !customApi.startsWith(keyPrefix)) return null;
  const id = customApi.slice(keyPrefix.length);
  return /^[\w-]{10,64}$/.test(id) ? id : null;
}

/** A POST may take this long. */
export const postDeadline = Temporal.Duration.from({ seconds: 30 });
/** After the deadline nothing can arrive any more but what TeamViewer is still at work on. */
export const settleTime = Temporal.Duration.from({ seconds: 10 });
/** Between the two looks before a session is created anew; longer with each attempt, as trouble at TeamViewer lasts. */
export const secondLook = Temporal.Duration.from({ seconds: 30 });
/** So often is a session tried to be created at most. */
export const mostPosts = 8;
/**
 * So long is TeamViewer waited for, and an unclear creation looked after; then it fails, and the sweep closes what may
 * turn up. Whoever pressed the button during an outage of half an hour gets the session without pressing again.
 */
export const clarifyFor = Temporal.Duration.from({ hours: 1 });

/** How long a run waits until it asks TeamViewer again: a quarter of a minute, growing to two minutes. */
export function askAgainAfter(attempt: number): Temporal.Duration {
  return Temporal.Duration.from({ seconds: Math.min(120, 15 * Math.max(1, attempt)) });
}

/** Where a creation stands: everything that whoever finds the row needs to know. */
export interface Creation {
  readonly postAttempts: number;
  readonly postDeadlineAt: Temporal.Instant | null;
  /** When the first look after the deadline found nothing. */
  readonly lookedAt: Temporal.Instant | null;
}

export type CreationStep =
  | { readonly kind: 'post' }
  | { readonly kind: 'wait'; readonly until: Temporal.Instant }
  /** Look for our key at TeamViewer; `last` says that finding nothing now means there is nothing. */
  | { readonly kind: 'look'; readonly last: boolean };

/**
 * What comes next in a creation. POST is never repeated blindly: once one may have been sent, its deadline is waited
 * out, then two looks at least half a minute apart must find nothing before there is another.
 */
export function nextCreationStep(creation: Creation, now: Temporal.Instant): CreationStep {
  if (creation.postDeadlineAt === null) return { kind: 'post' };
  const settled = creation.postDeadlineAt.add(settleTime);
  if (Temporal.Instant.compare(now, settled) < 0) return { kind: 'wait', until: settled };
  if (creation.lookedAt === null) return { kind: 'look', last: false };
  const pause = secondLook.total('seconds') * Math.max(1, creation.postAttempts);
  const again = creation.lookedAt.add({ seconds: pause });
  if (Temporal.Instant.compare(now, again) < 0) return { kind: 'wait', until: again };
  return { kind: 'look', last: true };
}

/** A session as TeamViewer lists it, as far as telling ours apart needs it. */
export interface Listed {
  readonly code: string;
  readonly state: 'open' | 'closed' | 'unknown';
  readonly customApi?: string;
  readonly createdAt?: Temporal.Instant;
}

/** Which of several sessions with our key is adopted: an open one before a closed one, then the oldest. */
export function chooseAdopted<S extends Listed>(found: readonly S[]): S | null {
  const rank = (session: S) => (session.state === 'closed' ? 1 : 0);
  const born = (session: S) => session.createdAt?.epochMilliseconds ?? 0;
  return (
    found.toSorted((a, b) => rank(a) - rank(b) || born(a) - born(b) || (a.code < b.code ? -1 : 1))[0] ?? null
  );
}

/** What is known here of a session whose key turned up at TeamViewer. */
export interface Known {
  readonly id: string;
  readonly state: SessionState;
  readonly code: string | null;
}

/**
 * Sessions that bear one of our keys and are not the recorded one, open at TeamViewer or closed: left over from a lost
 * answer. While a session is still being created nothing of it is surplus.
 */
export function surplusOf<S extends Listed>(
  listed: readonly S[],
  known: readonly Known[],
): { session: S; known: Known }[] {
  const byId = new Map(known.map((one) => [one.id, one]));
  return listed.flatMap((session) => {
    const id = sessionIdOf(session.customApi);
    const row = id === null ? undefined : byId.get(id);
    if (row === undefined || row.state === 'creating') return [];
    return row.code !== session.code || row.state === 'failed' ? [{ session, known: row }] : [];
  });
}

/** The group that sessions are created in: the token owner's own one with the lowest id (design §7). */
export function ownGroup(
  groups: readonly { readonly id: string; readonly permissions?: string; readonly ownerUserId?: string }[],
): string | null {
  const own = groups.filter((group) => isOwn(group));
  const usable =
    own.length > 0 ? own : groups.filter((group) => /full|readwrite/i.test(group.permissions ?? ''));
  return (
    usable
      .map((group) => group.id)
      .filter((id) => /^g\d+$/.test(id))
      .sort(byNumber)[0] ?? null
  );
}

/** `owner` and `permissions` come with groups that others share (facts §6 [C]); `owned` is a placeholder there ([U]). */
function isOwn(group: { readonly permissions?: string; readonly ownerUserId?: string }): boolean {
  if (group.permissions !== undefined) return /^own/i.test(group.permissions);
  return group.ownerUserId === undefined;
}

function byNumber(a: string, b: string): number {
  const difference = BigInt(a.slice(1)) - BigInt(b.slice(1));
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** A code in groups for reading aloud: `s12-345-678` → `s12`, `345`, `678`. */
export function codeGroups(code: string): string[] {
  return code.split('-').filter((group) => group !== '');
}
