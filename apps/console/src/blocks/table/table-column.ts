import type { BlockOf } from '../block-of.ts';

/** A column as an add-on declares it. */
export type TableColumn = BlockOf<'table'>['columns'][number];
