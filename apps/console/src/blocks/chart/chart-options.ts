import UPlot from 'uplot';
import type { Format } from '../../i18n/format.ts';
import type { BlockOf } from '../block-of.ts';

interface Look {
  readonly width: number;
  readonly scheme: 'light' | 'dark';
  readonly format: Format;
  /** What the axis of time is called. */
  readonly timeLabel: string;
}

const lines = {
  light: ['#176f80', '#d18a22', '#7458bd', '#338f54', '#cc4438'],
  dark: ['#7bb9c4', '#efb850', '#a592db', '#75c18e', '#e6857b'],
} as const;
const daySeconds = 86_400;
const wholes = [1, 2, 5]
  .flatMap((step) => [1, 10, 100, 1000, 10_000].map((power) => step * power))
  .sort((a, b) => a - b);

/** What a point of time is called: its day where each stands for one. */
export function pointName(block: BlockOf<'chart'>, format: Format, iso: string): string {
  return block.per === 'day' ? format.date(iso) : format.instant(iso);
}

/** How our charts look: quiet grid, one colour per series, times in the reader's zone. */
export function chartOptions(
  block: BlockOf<'chart'>,
  { width, scheme, format, timeLabel }: Look,
): UPlot.Options {
  const ink = scheme === 'dark' ? '#9aa9ac' : '#566465';
  const grid = scheme === 'dark' ? '#2a363b' : '#e4e9e8';
  const axis = {
    stroke: ink,
    font: "11px 'Atkinson Hyperlegible Next Variable', sans-serif",
    grid: { stroke: grid },
  };
  const iso = (seconds: number) => new Date(seconds * 1000).toISOString();
  return {
    width,
    height: 200,
    cursor: { y: false },
    legend: { show: true },
    // Where nothing happened, the axis does not count to a hundred.
    scales: {
      y: { range: (_plot, least, most) => (least || most ? UPlot.rangeNum(least, most, 0.1, true) : [0, 5]) },
    },
    series: [
      { value: (_plot, at) => (at === null ? '–' : pointName(block, format, iso(at))), label: timeLabel },
      ...block.series.map(({ label }, index) => {
        const stroke = lines[scheme][index % lines[scheme].length] ?? ink;
        return {
          label,
          stroke,
          width: 2,
          ...(index === 0 ? { fill: `${stroke}22` } : {}),
          value: (_plot: UPlot, value: number | null) => (value === null ? '–' : format.number(value)),
        };
      }),
    ],
    axes: [
      {
        ...axis,
        ticks: { show: false },
        gap: 9,
        values: (_plot, splits) => {
          const span = (splits.at(-1) ?? 0) - (splits[0] ?? 0);
          const byDay = block.per === 'day' || span > 3 * daySeconds;
          return splits.map((at) => (byDay ? format.shortDay(iso(at)) : format.time(iso(at))));
        },
      },
      {
        ...axis,
        ticks: { show: false },
        // Where days are counted, nothing comes in parts.
        ...(block.per === 'day' ? { incrs: wholes } : {}),
        values: (_plot, splits) => splits.map((value) => format.number(value)),
      },
    ],
  };
}
