/** A connection's time, as far as TeamViewer told it. */
export interface Span {
  readonly startedAt: Temporal.Instant | null;
  readonly endedAt: Temporal.Instant | null;
}

/** Seconds that at least one connection took, overlaps counted once; null when no span is known whole. */
export function totalSeconds(spans: readonly Span[]): number | null {
  const known = spans
    .flatMap(({ startedAt, endedAt }) =>
      startedAt === null || endedAt === null
        ? []
        : [[startedAt.epochMilliseconds, endedAt.epochMilliseconds] as const],
    )
    .filter(([start, end]) => end >= start)
    .sort(([a], [b]) => a - b);
  if (known.length === 0) return null;
  let total = 0;
  let coveredUntil = Number.NEGATIVE_INFINITY;
  for (const [start, end] of known) {
    total += Math.max(0, end - Math.max(start, coveredUntil));
    coveredUntil = Math.max(coveredUntil, end);
  }
  return Math.round(total / 1000);
}

/** Seconds of one connection; null where an end is not known. */
export function seconds({ startedAt, endedAt }: Span): number | null {
  if (startedAt === null || endedAt === null) return null;
  const length = startedAt.until(endedAt).total('seconds');
  return length < 0 ? null : Math.round(length);
}
