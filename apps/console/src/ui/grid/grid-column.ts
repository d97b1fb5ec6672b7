import type { ReactNode } from 'react';

/** A column of a `DataGrid`. */
export interface GridColumn<Row> {
  readonly id: string;
  readonly header: string;
  cell(row: Row): ReactNode;
  /** The name that the server sorts by; left out: not sortable. */
  readonly sort?: string | undefined;
  /** In rem; columns without share what is left, and want `least` or `roomy` at least. */
  readonly width?: number;
  /** What a column without a width needs to be read, in rem. */
  readonly least?: number;
  readonly end?: boolean;
  /** Breaks lines instead of cutting off. */
  readonly wrap?: boolean;
  /** Always shown: what the row is about. */
  readonly pinned?: boolean;
}

export interface GridSort {
  readonly by: string;
  readonly direction: 'asc' | 'desc';
}

/** What a column needs that says nothing, in rem. */
const roomy = 16;

function needs<Row>({ width, least }: GridColumn<Row>): number {
  return width ?? least ?? roomy;
}

/**
 * The columns that fit into so many rem: pinned ones always, the others in their order, as long as there is room.
 */
export function fittingColumns<Row>(columns: readonly GridColumn<Row>[], room: number): GridColumn<Row>[] {
  let left = room - columns.filter(({ pinned }) => pinned).reduce((sum, column) => sum + needs(column), 0);
  return columns.filter((column) => {
    if (column.pinned) return true;
    if (needs(column) > left) return false;
    left -= needs(column);
    return true;
  });
}

/** Columns do not get narrower than this part of what they need: the table scrolls sideways then. */
const narrowest = 0.5;

/** How wide each is in so many rem: those without a width share what is left, as much as each needs. */
export function columnWidths<Row>(columns: readonly GridColumn<Row>[], room: number): number[] {
  const sum = (of: readonly GridColumn<Row>[]) => of.reduce((total, column) => total + needs(column), 0);
  const sharing = columns.filter(({ width }) => width === undefined);
  const left = room - sum(columns) + sum(sharing);
  const share = Math.max(narrowest, left / (sum(sharing) || 1));
  return columns.map((column) => column.width ?? needs(column) * share);
}
