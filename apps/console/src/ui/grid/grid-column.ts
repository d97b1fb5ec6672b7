import type { ReactNode } from 'react';

/** A column of a `DataGrid`. */
export interface GridColumn<Row> {
  readonly id: string;
  readonly header: string;
  cell(row: Row): ReactNode;
  /** The name that the server sorts by; left out: not sortable. */
  readonly sort?: string | undefined;
  /** A CSS width; one column without takes what is left. */
  readonly width?: string;
  readonly end?: boolean;
  /** Always shown: what the row is about. */
  readonly pinned?: boolean;
}

export interface GridSort {
  readonly by: string;
  readonly direction: 'asc' | 'desc';
}
