import type { Block } from '@fernwart/contract';
import { BlockStack } from './block-stack.tsx';
import { BlockView } from './block-view.tsx';

/** The blocks of a panel or page. */
export function BlockList({ blocks }: { blocks: readonly Block[] }) {
  return <BlockStack blocks={blocks} draw={(block, key) => <BlockView key={key} block={block} />} />;
}
