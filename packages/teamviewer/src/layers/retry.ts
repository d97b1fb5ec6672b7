import type { Call, Layer } from '../core/call.ts';
import { TeamViewerError } from '../errors.ts';
import type { Clock } from '../transport.ts';

/** How often and how patiently a call is repeated. */
export interface RetryPolicy {
  /** Requests in all for one call that failed with `try_later`. Default 3. */
  readonly attempts: number;
  /** The wait before the second request; it grows fourfold each time. Default 500 ms. */
  readonly firstWait: Temporal.Duration;
  /** The longest wait that is sat out, for an `until` as well; beyond it the caller is told. Default 5 s. */
  readonly patience: Temporal.Duration;
}

export const DEFAULT_RETRY: RetryPolicy = {
  attempts: 3,
  firstWait: Temporal.Duration.from({ milliseconds: 500 }),
  patience: Temporal.Duration.from({ seconds: 5 }),
};

/**
 * Repeats a call where that is safe. `slow_down` was refused before it took effect, so even a POST may be sent
 * again; after `try_later` only repeatable functions are. `POST /sessions` is not one of them: a repeated one would
 * make a second session (facts §12.13 [C]).
 */
export function withRetry(clock: Clock, policy: RetryPolicy): Layer {
  return (next) => async (call) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await next(call);
      } catch (error) {
        const wait =
          attempt < policy.attempts ? waitBefore(call, error, attempt, policy, clock.now()) : undefined;
        if (wait === undefined) throw error;
        await pause(clock, wait, call, error);
      }
    }
  };
}

function waitBefore(
  call: Call,
  error: unknown,
  attempt: number,
  policy: RetryPolicy,
  now: Temporal.Instant,
): Temporal.Duration | undefined {
  if (!(error instanceof TeamViewerError) || call.signal?.aborted) return undefined;
  if (error.code !== 'slow_down' && error.code !== 'try_later') return undefined;
  if (error.code === 'try_later' && (!call.fn.repeatable || isBlocked(error))) return undefined;
  const wait = error.until === undefined ? growing(error, attempt, policy) : now.until(error.until);
  if (wait === undefined || Temporal.Duration.compare(wait, policy.patience) > 0) return undefined;
  return wait.sign < 0 ? Temporal.Duration.from({ seconds: 0 }) : wait;
}

/** A blocked address is not cured by asking again at once. */
function isBlocked(error: TeamViewerError): boolean {
  return error.vendor?.error?.toLowerCase() === 'blocked';
}

function growing(
  error: TeamViewerError,
  attempt: number,
  policy: RetryPolicy,
): Temporal.Duration | undefined {
  if (error.code === 'slow_down') return undefined;
  const milliseconds = policy.firstWait.total('milliseconds') * 4 ** (attempt - 1);
  return Temporal.Duration.from({ milliseconds: Math.round(milliseconds) });
}

/** When the call is cancelled during the wait, the failure that led to it is what the caller hears of. */
async function pause(clock: Clock, wait: Temporal.Duration, call: Call, error: unknown): Promise<void> {
  try {
    await clock.sleep(wait, call.signal);
  } catch {
    throw error;
  }
}
