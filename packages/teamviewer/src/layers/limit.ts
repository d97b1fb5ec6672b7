import type { Call, Layer } from '../core/call.ts';
import { TeamViewerError } from '../errors.ts';
import type { LimiterState, LimiterStep, LimiterStore } from '../limiter/limiter-store.ts';
import { type LimiterRules, type Permit, refuse, take } from '../limiter/policy.ts';
import type { Clock } from '../transport.ts';

/** Permits taken ahead are good for so long. */
const LONGEST_STOCK = Temporal.Duration.from({ seconds: 5 });

/** Permits that were taken out of the quota and not used yet. */
interface Stock {
  readonly left: number;
  /** How many were taken the last time. */
  readonly taken: number;
  readonly until: Temporal.Instant;
}

/**
 * Keeps each function of a connection inside the licence's quota. A call for which nothing is left is not sent and
 * rejects with `slow_down`; a refusal by TeamViewer (403 `rate_limit_reached` or 429 alike) is remembered, and its
 * error always names `until`.
 */
export function withLimit(
  store: LimiterStore,
  rules: LimiterRules & { readonly batch?: number },
  clock: Clock,
): Layer {
  const stocks = new Map<string, Stock>();

  /** Beyond this point the call is counted, by now or before. */
  async function permit(call: Call): Promise<Permit> {
    const most = call.priority === 'background' ? (rules.batch ?? 1) : 1;
    const now = clock.now();
    const stock = stocks.get(call.fn.name);
    const isGood = stock !== undefined && Temporal.Instant.compare(now, stock.until) < 0;
    if (most > 1 && isGood && stock.left > 0) {
      stocks.set(call.fn.name, { ...stock, left: stock.left - 1 });
      return { allowed: true };
    }
    const wanted = isGood ? Math.min(stock.taken * 2, most) : 1;
    const { taken, result } = await change(store, call, (state) => takeSeveral(state, wanted, call));
    if (most > 1) {
      const left = Math.max(0, taken - 1);
      stocks.set(call.fn.name, { left, taken: Math.max(1, taken), until: now.add(LONGEST_STOCK) });
    }
    return result;
  }

  function takeSeveral(before: LimiterState | undefined, wanted: number, call: Call) {
    let { state, result } = take(before, rules, call.priority, clock.now());
    let taken = result.allowed ? 1 : 0;
    while (taken > 0 && taken < wanted) {
      const next = take(state, rules, call.priority, clock.now());
      if (!next.result.allowed) break;
      state = next.state;
      taken += 1;
    }
    return { state, result: { taken, result } };
  }

  return (next) => async (call) => {
    const given = await permit(call);
    if (!given.allowed) {
      throw new TeamViewerError('slow_down', 'The budget for this call is used up for now.', {
        fn: call.fn.name,
        until: given.until,
      });
    }
    try {
      return await next(call);
    } catch (error) {
      if (!(error instanceof TeamViewerError) || error.code !== 'slow_down') throw error;
      stocks.delete(call.fn.name);
      const until = await change(store, call, (state) => refuse(state, rules, error.until, clock.now()));
      throw error.with({ until });
    }
  };
}

async function change<T>(store: LimiterStore, call: Call, step: LimiterStep<T>): Promise<T> {
  try {
    return await store.change(call.fn.name, step);
  } catch (cause) {
    throw new TeamViewerError('try_later', 'The record of calls made cannot be read.', {
      fn: call.fn.name,
      cause,
    });
  }
}
