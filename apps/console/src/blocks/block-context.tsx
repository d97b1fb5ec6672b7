import type { Subject } from '@fernwart/contract';
import { createContext, type ReactNode, use } from 'react';

/** Which package's blocks are drawn, and about what. */
export interface BlockContext {
  readonly packageId: string;
  readonly subject: Subject | null;
  /** What a heading among these blocks is on its page. */
  readonly heading: 'h2' | 'h3';
  /** For people who seldom see the console: what is prominent is large. */
  readonly large?: boolean;
  /** What these blocks depend on: the rows of their tables do as well. */
  readonly topics?: readonly string[] | undefined;
  /** Renders the blocks again. */
  refresh(): void;
}

const Context = createContext<BlockContext | null>(null);

export function BlockProvider({ value, children }: { value: BlockContext; children: ReactNode }) {
  return <Context value={value}>{children}</Context>;
}

export function useBlockContext(): BlockContext {
  const value = use(Context);
  if (!value) throw new Error('Blocks are drawn inside a BlockProvider');
  return value;
}
