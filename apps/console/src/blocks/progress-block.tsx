import { Loader, Progress } from '@mantine/core';
import { useFormat } from '../i18n/use-format.ts';
import type { BlockOf } from './block-of.ts';
import classes from './progress-block.module.css';

/** How far something is; without a value it only says that it goes on. */
export function ProgressBlock({ block }: { block: Omit<BlockOf<'progress'>, 'type'> }) {
  const format = useFormat();
  const max = block.max ?? 100;
  if (block.value === undefined) {
    return (
      <div className={classes.going} role="status">
        <Loader size="xs" aria-hidden="true" />
        <span>{block.label}</span>
      </div>
    );
  }
  const share = max > 0 ? Math.min(block.value / max, 1) : 0;
  return (
    <div>
      <div className={classes.head}>
        <span>{block.label}</span>
        <span className="dimmed">
          {block.max === undefined
            ? format.percent(share)
            : `${format.number(block.value)} / ${format.number(block.max)}`}
        </span>
      </div>
      <Progress value={share * 100} aria-label={block.label} size="sm" radius="xl" />
    </div>
  );
}
