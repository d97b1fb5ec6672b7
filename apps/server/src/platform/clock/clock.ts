/** The only source of time. `sleep` resolves early, without error, when `signal` aborts. */
export interface Clock {
  now(): Temporal.Instant;
  sleep(duration: Temporal.Duration, signal?: AbortSignal): Promise<void>;
}
