import type { Call, Layer } from '../core/call.ts';
import { TeamViewerError } from '../errors.ts';
import type { LimiterStep, LimiterStore } from '../limiter/limiter-store.ts';
import { type LimiterRules, refuse, take } from '../limiter/policy.ts';
import type { Clock } from '../transport.ts';

/**
 * Keeps each function of a connection inside the licence's quota. A call for which nothing is left is not sent and
 * rejects with `slow_down`; a refusal by TeamViewer (403 `rate_limit_reached` or 429 alike) is remembered, and its
 * error always names `until`.
 */
export function withLimit(store: LimiterStore, rules: LimiterRules, clock: Clock): Layer {
  return (next) => async (call) => {
    const permit = await change(store, call, (state) => take(state, rules, call.priority, clock.now()));
    if (!permit.allowed) {
      throw new TeamViewerError('slow_down', 'The budget for this call is used up for now.', {
        fn: call.fn.name,
        until: permit.until,
      });
    }
    try {
      return await next(call);
    } catch (error) {
      if (!(error instanceof TeamViewerError) || error.code !== 'slow_down') throw error;
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
