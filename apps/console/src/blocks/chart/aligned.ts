import type { BlockOf } from '../block-of.ts';

type Series = BlockOf<'chart'>['series'];

/** One axis of seconds; per series a value, null for a gap, and undefined where only others have a point. */
export function aligned(series: Series): [number[], ...(number | null | undefined)[][]] {
  const seconds = (at: string) => Date.parse(at) / 1000;
  const axis = [...new Set(series.flatMap(({ points }) => points.map(({ at }) => seconds(at))))].sort(
    (a, b) => a - b,
  );
  const values = series.map(({ points }) => {
    const known = new Map(points.map(({ at, value }) => [seconds(at), value]));
    return axis.map((second) => known.get(second));
  });
  return [axis, ...values];
}
