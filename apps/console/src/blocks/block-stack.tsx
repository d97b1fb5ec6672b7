import type { Block } from '@fernwart/contract';
import type { ReactNode } from 'react';
import classes from './block-stack.module.css';

/** Blocks under one another, drawn by whoever knows their kinds. */
export function BlockStack<Some extends Block>(props: {
  blocks: readonly Some[];
  draw: (block: Some, key: string) => ReactNode;
}) {
  // A block's place is what it is known by: panels render the same blocks again and again.
  const drawn = props.blocks.map((block, index) => props.draw(block, `${index} ${block.type}`));
  return <div className={classes.list}>{drawn}</div>;
}
