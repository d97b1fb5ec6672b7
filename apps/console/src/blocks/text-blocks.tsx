import { useBlockContext } from './block-context.tsx';
import type { BlockOf } from './block-of.ts';
import classes from './text-blocks.module.css';

export function HeadingBlock({ block }: { block: BlockOf<'heading'> }) {
  const { heading: Heading } = useBlockContext();
  return <Heading className={classes.heading}>{block.text}</Heading>;
}

export function TextBlock({ block }: { block: BlockOf<'text'> }) {
  return (
    <p className={classes.text} data-tone={block.tone} dir="auto">
      {block.text}
    </p>
  );
}
