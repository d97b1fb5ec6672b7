import type { Block } from '@fernwart/contract';

/** One kind of block. */
export type BlockOf<Type extends Block['type']> = Extract<Block, { type: Type }>;
