import type { Block } from '@fernwart/contract';
import { FlatBlockView } from './flat-block-view.tsx';
import { StepsBlock } from './steps-block.tsx';

/** Draws one block of an add-on. */
export function BlockView({ block }: { block: Block }) {
  return block.type === 'steps' ? <StepsBlock block={block} /> : <FlatBlockView block={block} />;
}
