import type { BlockOf } from '../block-of.ts';

type Series = BlockOf<'chart'>['series'];

/** uPlot wants one axis of seconds and, per series, a value or null at each of its points. */
export function aligned(series: Series): [number[], ...(number | null)[][]] {
  const seconds = (at: string) => Date.parse(at) / 1000;
  const axis = [...new Set(series.flatMap(({ points }) => points.map(({ at }) => seconds(at))))].sort(
    (a, b) => a - b,
  );
  const values = series.map(({ points }) => {
    const known = new Map(points.map(({ at, value }) => [seconds(at), value]));
    return axis.map((second) => known.get(second) ?? null);
  });
  return [axis, ...values];
}
