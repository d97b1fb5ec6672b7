import { useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useFormat } from '../../i18n/use-format.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import type { BlockOf } from '../block-of.ts';
import { aligned } from './aligned.ts';
import classes from './chart-block.module.css';
import { chartOptions } from './chart-options.ts';
import { ChartTable } from './chart-table.tsx';

/** A line chart over time, with its figures as a table for whoever reads rather than looks. */
export default function ChartBlock({ block }: { block: BlockOf<'chart'> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const scheme = useComputedColorScheme('light');
  const { ref: frame, width } = useElementSize();
  const timeLabel = t(block.per === 'day' ? 'common.day' : 'common.time');
  const canvas = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    if (!canvas.current || width < 1) return undefined;
    const plot = new UPlot(
      chartOptions(block, { width, scheme, format, timeLabel }),
      aligned(block.series),
      canvas.current,
    );
    return () => plot.destroy();
  }, [block, width, scheme, format, timeLabel]);
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>
        {block.label}
        {!saysUnit(block) && <span className="dimmed"> · {block.unit}</span>}
      </figcaption>
      <div ref={frame} className={classes.frame}>
        <div ref={canvas} aria-hidden="true" />
      </div>
      <Disclosure label={t('blocks.figures')} opened={opened} onToggle={() => setOpened(!opened)}>
        <ChartTable block={block} />
      </Disclosure>
    </figure>
  );
}

/** "Sessions per day · sessions" says it twice. */
function saysUnit({ label, unit }: BlockOf<'chart'>): boolean {
  return label.toLocaleLowerCase().includes(unit.toLocaleLowerCase());
}
