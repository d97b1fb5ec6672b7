import type { Permission } from './permissions.ts';

/**
 * What the caller can do about a failure; one code per decision.
 *
 * | code | whose turn |
 * |---|---|
 * | `sign_in_again` | an administrator connects again: the token was refused twice, or no new one is to be had |
 * | `missing_right` | an administrator adds the permission in `right` to the app and connects again |
 * | `slow_down` | nobody; the same call may be repeated at `until` |
 * | `session_limit` | the licence allows no more simultaneous sessions; close one |
 * | `try_later` | TeamViewer's side or the network; repeat later |
 * | `not_found` | the thing asked for does not exist (any more), or this token may not know of it |
 * | `bad_request` | the caller's input was refused |
 * | `our_fault` | an answer this client does not understand, or a wrong base address: a flaw to report |
 */
export type TeamViewerErrorCode =
  | 'sign_in_again'
  | 'missing_right'
  | 'slow_down'
  | 'session_limit'
  | 'try_later'
  | 'not_found'
  | 'bad_request'
  | 'our_fault';

/** TeamViewer's own error record, as far as it sent one (facts §3 [C]). Hostile input: show it as text only. */
export interface VendorError {
  readonly error?: string;
  readonly error_description?: string;
  readonly error_code?: number;
  readonly error_signature?: string;
}

/** What an error may carry besides its code. */
export interface TeamViewerErrorDetails {
  readonly fn?: string;
  readonly right?: Permission;
  readonly rights?: readonly Permission[];
  readonly until?: Temporal.Instant;
  readonly status?: number;
  readonly vendor?: VendorError;
  readonly effectUnknown?: boolean;
  readonly cursor?: string;
  readonly cause?: unknown;
}

/** The only error this package rejects with. Decide by `code`; the message is for logs and never holds a secret. */
export class TeamViewerError extends Error {
  readonly code: TeamViewerErrorCode;
  /** The function called, as method and path template: `GET /sessions/{code}`. */
  readonly fn?: string;
  /** With `missing_right`: the permission to add. Absent when the function is outside the eleven. */
  readonly right?: Permission;
  /** With `missing_right`: every permission that would do, `right` first. */
  readonly rights?: readonly Permission[];
  /** With `slow_down`, and with `try_later` where the answer named a time: not before this instant. */
  readonly until?: Temporal.Instant;
  readonly status?: number;
  readonly vendor?: VendorError;
  /**
   * True when it is unknown whether the call took effect: it changes something, was sent, and its answer was lost,
   * late, broken or a server error. Always false for calls that only read.
   */
  readonly effectUnknown: boolean;
  /** When a list broke off: the cursor of the page that failed, to go on from; absent for the first page. */
  readonly cursor?: string;

  constructor(code: TeamViewerErrorCode, message: string, details: TeamViewerErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'TeamViewerError';
    this.code = code;
    this.effectUnknown = details.effectUnknown ?? false;
    if (details.fn !== undefined) this.fn = details.fn;
    if (details.right !== undefined) this.right = details.right;
    if (details.rights !== undefined) this.rights = details.rights;
    if (details.until !== undefined) this.until = details.until;
    if (details.status !== undefined) this.status = details.status;
    if (details.vendor !== undefined) this.vendor = details.vendor;
    if (details.cursor !== undefined) this.cursor = details.cursor;
  }

  /** The same error with further details. */
  with(details: TeamViewerErrorDetails): TeamViewerError {
    return new TeamViewerError(this.code, this.message, { ...this.details(), ...details });
  }

  private details(): TeamViewerErrorDetails {
    const { fn, right, rights, until, status, vendor, effectUnknown, cursor, cause } = this;
    const all = { fn, right, rights, until, status, vendor, effectUnknown, cursor, cause };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  }
}

/** Whether something thrown is a {@link TeamViewerError}, told by its shape so that it works across bundles. */
export function isTeamViewerError(error: unknown): error is TeamViewerError {
  return error instanceof Error && error.name === 'TeamViewerError' && 'effectUnknown' in error;
}
