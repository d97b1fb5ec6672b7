import type { BlockOf } from './block-of.ts';
import classes from './text-blocks.module.css';

export function HeadingBlock({ block }: { block: BlockOf<'heading'> }) {
  return <h3 className={classes.heading}>{block.text}</h3>;
}

export function TextBlock({ block }: { block: BlockOf<'text'> }) {
  return (
    <p className={classes.text} data-tone={block.tone} dir="auto">
      {block.text}
    </p>
  );
}
