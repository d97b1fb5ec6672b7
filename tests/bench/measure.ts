/** How long calls took, in milliseconds. */
export interface Spread {
  readonly p50: number;
  readonly p95: number;
}

export function spread(times: readonly number[]): Spread {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: round(at(0.5)), p95: round(at(0.95)) };
}

/** One after the other; the first ones warm up and do not count. */
export async function timed(rounds: number, work: (round: number) => Promise<unknown>): Promise<Spread> {
  const times: number[] = [];
  for (let round = -Math.ceil(rounds / 5); round < rounds; round += 1) {
    const began = performance.now();
    await work(Math.max(0, round));
    if (round >= 0) times.push(performance.now() - began);
  }
  return spread(times);
}

/** Calls a second with so many at once, for so long. */
export async function throughput(
  atOnce: number,
  seconds: number,
  work: () => Promise<unknown>,
): Promise<number> {
  const until = performance.now() + seconds * 1000;
  let done = 0;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (performance.now() < until) {
        await work();
        done += 1;
      }
    }),
  );
  return Math.round(done / ((performance.now() - began) / 1000));
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
