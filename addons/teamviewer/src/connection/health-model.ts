import type { LimiterCell, LimiterState, Quota } from '@fernwart/teamviewer';

/** What is known of one function's calls. */
export interface FunctionHealth {
  readonly fn: string;
  /** In the quota's window, up to now. */
  readonly used: number;
  readonly quota: number;
  /** Calls of the whole day, if the last three hours go on as they were. */
  readonly forecast: number;
  /** The last refusal for too many calls, while its window lasts. */
  readonly refusedAt: Temporal.Instant | null;
}

const rateHours = 3;

export function functionHealth(
  fn: string,
  state: LimiterState,
  quota: Quota,
  now: Temporal.Instant,
  startOfDay: Temporal.Instant,
): FunctionHealth {
  const seconds = (at: Temporal.Instant) => Math.floor(at.epochMilliseconds / 1000);
  const since = (from: number) =>
    state.cells.filter((cell) => cell.at >= from).reduce((sum, cell) => sum + cell.calls, 0);
  const leftHours = Math.max(0, 24 - startOfDay.until(now).total('hours'));
  const perHour = since(seconds(now) - rateHours * 3600) / rateHours;
  const windowStart = seconds(now) - quota.window.total('seconds');
  const refused = state.refusal !== undefined && state.refusal.at >= windowStart ? state.refusal.at : null;
  return {
    fn,
    used: since(windowStart),
    quota: quota.calls,
    forecast: Math.round(since(seconds(startOfDay)) + perHour * leftHours),
    refusedAt: refused === null ? null : Temporal.Instant.fromEpochMilliseconds(refused * 1000),
  };
}

/** Calls of the last day in equal steps, for a chart; the cells of all functions are put into the same steps. */
export function callSeries(
  cells: readonly LimiterCell[],
  now: Temporal.Instant,
  stepMinutes: number,
): { at: Temporal.Instant; value: number }[] {
  const step = stepMinutes * 60;
  const last = Math.floor(now.epochMilliseconds / 1000 / step) * step;
  const count = Math.floor((24 * 60) / stepMinutes);
  const sums = new Map<number, number>();
  for (const cell of cells) {
    const slot = Math.floor(cell.at / step) * step;
    sums.set(slot, (sums.get(slot) ?? 0) + cell.calls);
  }
  return Array.from({ length: count }, (_, index) => {
    const slot = last - (count - 1 - index) * step;
    return { at: Temporal.Instant.fromEpochMilliseconds(slot * 1000), value: sums.get(slot) ?? 0 };
  });
}
