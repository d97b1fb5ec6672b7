import type { Trouble } from '../shared/trouble.ts';

export type ConnectionState = 'connected' | 'reconnect_needed' | 'disconnected';

/** How a refresh went. Nothing else can happen to a token (design §7 *Token*). */
export type RefreshOutcome =
  | { readonly kind: 'refreshed'; readonly generation: number }
  | { readonly kind: 'try_later'; readonly trouble: Trouble }
  | { readonly kind: 'reconnect_needed'; readonly trouble: Trouble };

/** A lease outlives the refresh call's own deadline, so that it never ends while an answer may still come. */
export const refreshDeadline = Temporal.Duration.from({ seconds: 20 });
export const refreshLease = Temporal.Duration.from({ seconds: 40 });
export const attemptLifetime = Temporal.Duration.from({ minutes: 10 });

/** When the token is renewed with nobody's help: after five sixths of its life. */
export function renewAt(obtainedAt: Temporal.Instant, expiresAt: Temporal.Instant): Temporal.Instant {
  const life = obtainedAt.until(expiresAt).total('seconds');
  return obtainedAt.add({ seconds: Math.max(1, Math.floor((life * 5) / 6)) });
}

/** Whether a call must not use this token any more: it would end on the way. */
export function isSpent(expiresAt: Temporal.Instant | null, now: Temporal.Instant): boolean {
  return expiresAt !== null && now.until(expiresAt).total('seconds') <= 30;
}

/** Waiting before a renewal is tried again: half a minute, doubling, at most ten minutes. */
export function renewalPause(attempt: number): Temporal.Duration {
  return Temporal.Duration.from({ seconds: Math.min(600, 30 * 2 ** Math.min(Math.max(attempt - 1, 0), 10)) });
}

/** A token's first characters: the account's number and three more are enough to recognise it by (facts §2.1 [C]). */
export function tokenStart(token: string): string {
  return `${token.slice(0, Math.min(10, Math.floor(token.length * 0.4)))}…`;
}

/** One press of the URL button. */
export interface AuthorizeAttempt {
  readonly configurationId: string;
  readonly personId: string;
  readonly browserSession: string | null;
  readonly expiresAt: Temporal.Instant;
  readonly usedAt: Temporal.Instant | null;
}

export type AttemptRefusal =
  | 'unknown_state'
  | 'other_configuration'
  | 'not_signed_in'
  | 'other_person'
  | 'other_browser'
  | 'used'
  | 'expired';

/** Whether an answer that came back belongs to this attempt; null means it does. */
export function judgeAttempt(
  attempt: AuthorizeAttempt | null,
  by: {
    readonly configurationId: string;
    readonly personId: string | null;
    readonly browserSession: string | null;
    readonly now: Temporal.Instant;
  },
): AttemptRefusal | null {
  if (attempt === null) return 'unknown_state';
  if (attempt.configurationId !== by.configurationId) return 'other_configuration';
  if (by.personId === null) return 'not_signed_in';
  if (attempt.personId !== by.personId) return 'other_person';
  if (differ(attempt.browserSession, by.browserSession)) return 'other_browser';
  if (attempt.usedAt !== null) return 'used';
  if (Temporal.Instant.compare(by.now, attempt.expiresAt) >= 0) return 'expired';
  return null;
}

/** A browser session binds where both ends know it. */
function differ(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a !== b;
}
