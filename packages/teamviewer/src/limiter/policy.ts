import type { Priority } from '../core/call.ts';
import type { LimiterCell, LimiterState } from './limiter-store.ts';
import type { Quota } from './quota.ts';

/** The window is counted in so many cells; the oldest counts whole until all of it has left the window. */
const CELLS = 48;
const FIRST_GUESS_SECONDS = 60;
const LONGEST_GUESS_SECONDS = 3600;
const STREAK_SECONDS = 600;

/** The window and one of its cells, in seconds. */
interface Span {
  readonly window: number;
  readonly cell: number;
}

/** A connection's quota and how much of it background work leaves to people. */
export interface LimiterRules {
  readonly quota: Quota;
  /** Share of the quota that only people may use, 0–1. */
  readonly reserve: number;
}

/** Whether a call may go now, and when at the earliest if not. */
export type Permit =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly until: Temporal.Instant };

/**
 * Takes one call out of the window, or says when one will be free.
 *
 * Whether TeamViewer's window is fixed or sliding is unknown (facts §3.1 [U]). A sliding count obeys both: what never
 * exceeds the quota in any span of 24 hours does not exceed it in a calendar-like one either.
 */
export function take(
  state: LimiterState | undefined,
  rules: LimiterRules,
  priority: Priority,
  now: Temporal.Instant,
): { state: LimiterState; result: Permit } {
  const at = seconds(now);
  const span = spanOf(rules.quota);
  const current: LimiterState = { ...state, cells: living(state, span, at) };
  const closedUntil = closed(current, priority);
  if (closedUntil > at) return { state: current, result: refusedUntil(closedUntil) };
  const allowed = allowance(current, rules, priority, at);
  if (used(current.cells) + 1 > allowed) {
    return { state: current, result: refusedUntil(freeAt(current.cells, span, allowed, at)) };
  }
  return { state: { ...current, cells: counted(current.cells, span, at) }, result: { allowed: true } };
}

/**
 * Learns from a refusal. Where TeamViewer names no time, the wait is guessed: a minute, doubling while refusals follow
 * one another, at most an hour. Background work takes the count it was refused at for the quota, but never less than
 * a tenth of the licence's, for one window: somebody else may be using the same token.
 */
export function refuse(
  state: LimiterState | undefined,
  rules: LimiterRules,
  told: Temporal.Instant | undefined,
  now: Temporal.Instant,
): { state: LimiterState; result: Temporal.Instant } {
  const at = seconds(now);
  const span = spanOf(rules.quota);
  const cells = living(state, span, at);
  const last = state?.refusal;
  const inARow = last !== undefined && at < last.until + STREAK_SECONDS ? last.inARow + 1 : 1;
  const guess = Math.min(FIRST_GUESS_SECONDS * 2 ** (inARow - 1), LONGEST_GUESS_SECONDS);
  const until = told === undefined ? at + guess : Math.ceil(told.epochMilliseconds / 1000);
  const ceiling = {
    calls: Math.max(used(cells), Math.ceil(rules.quota.calls / 10)),
    until: at + span.window,
  };
  return {
    state: { cells, refusal: { at, until, told: told !== undefined, inARow }, ceiling },
    result: instant(until),
  };
}

/** A guessed wait holds people up for a minute at most; a told one is obeyed by everybody. */
function closed(state: LimiterState, priority: Priority): number {
  if (state.refusal === undefined) return 0;
  const { at, until, told } = state.refusal;
  return priority === 'person' && !told ? Math.min(until, at + FIRST_GUESS_SECONDS) : until;
}

function allowance(state: LimiterState, rules: LimiterRules, priority: Priority, at: number): number {
  if (priority === 'person') return rules.quota.calls;
  const learnt = state.ceiling !== undefined && state.ceiling.until > at ? state.ceiling.calls : Infinity;
  return Math.max(1, Math.floor(Math.min(rules.quota.calls, learnt) * (1 - rules.reserve)));
}

function living(state: LimiterState | undefined, span: Span, at: number): LimiterCell[] {
  return (state?.cells ?? []).filter((cell) => leavesAt(cell, span) > at);
}

/** A clock that runs behind counts into the newest cell, so that cells stay in order on nodes whose clocks differ. */
function counted(cells: readonly LimiterCell[], span: Span, at: number): LimiterCell[] {
  const start = at - (at % span.cell);
  const newest = cells.at(-1);
  if (newest === undefined || newest.at < start) return [...cells, { at: start, calls: 1 }];
  return [...cells.slice(0, -1), { at: newest.at, calls: newest.calls + 1 }];
}

function freeAt(cells: readonly LimiterCell[], span: Span, allowed: number, at: number): number {
  let left = used(cells);
  for (const cell of cells) {
    left -= cell.calls;
    if (left + 1 <= allowed) return leavesAt(cell, span);
  }
  return at + span.window;
}

function leavesAt(cell: LimiterCell, span: Span): number {
  return cell.at + span.cell + span.window;
}

function used(cells: readonly LimiterCell[]): number {
  return cells.reduce((sum, cell) => sum + cell.calls, 0);
}

function spanOf(quota: Quota): Span {
  const window = Math.ceil(quota.window.total('seconds'));
  return { window, cell: Math.max(1, Math.ceil(window / CELLS)) };
}

function refusedUntil(until: number): Permit {
  return { allowed: false, until: instant(until) };
}

function seconds(now: Temporal.Instant): number {
  return Math.floor(now.epochMilliseconds / 1000);
}

function instant(epochSeconds: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(epochSeconds * 1000);
}
