import type { Stage } from './stage.ts';

/** The first node that lives answers for all. */
export function ask<Row extends object>(stage: Stage, text: string): Promise<Row[]> {
  const node = stage.nodes.find((each) => each?.alive);
  if (!node) throw new Error('no node is left');
  return node.query<Row>(text);
}
