import type { Block } from '@fernwart/contract';
import classes from './block-list.module.css';
import { BlockView } from './block-view.tsx';

/** Blocks under one another. */
export function BlockList({ blocks }: { blocks: readonly Block[] }) {
  return (
    <div className={classes.list}>
      {blocks.map((block, index) => (
        // A block's place is what it is known by: panels render the same blocks again and again.
        // oxlint-disable-next-line react/no-array-index-key
        <BlockView key={`${index} ${block.type}`} block={block} />
      ))}
    </div>
  );
}
