import type { TableRow } from '@fernwart/contract';
import type { GridColumn } from '../../ui/grid/grid-column.ts';
import { ButtonsBlock } from '../buttons-block.tsx';
import { TableCell } from './table-cell.tsx';
import type { TableColumn } from './table-column.ts';

/** What a column of each kind needs to be read, in rem. */
const least: Readonly<Record<TableColumn['kind'], number>> = {
  text: 8.5,
  link: 7,
  badge: 11,
  instant: 9.5,
  number: 7,
  duration: 7.5,
  content: 16,
};

/** The grid's columns out of a block's; the first leads to the row's own page, the last holds its actions. */
export function tableColumns(
  columns: readonly TableColumn[],
  rows: readonly TableRow[],
): GridColumn<TableRow>[] {
  const shown = columns.map(
    (column, index): GridColumn<TableRow> => ({
      id: column.name,
      header: column.label,
      least: least[column.kind],
      sort: column.sortable ? column.name : undefined,
      end: column.kind === 'number' || column.kind === 'duration',
      pinned: index === 0,
      cell: (row) => <TableCell row={row} column={column} leads={index === 0} />,
    }),
  );
  if (!rows.some(({ actions }) => actions?.length)) return shown;
  return [
    ...shown,
    {
      id: 'row-actions',
      header: '',
      width: buttonsWidth(rows),
      pinned: true,
      end: true,
      cell: (row) => row.actions && <ButtonsBlock buttons={row.actions} small />,
    },
  ];
}

/** Room for the buttons of the fullest row side by side, in rem; more than three wrap. */
function buttonsWidth(rows: readonly TableRow[]): number {
  const widest = Math.max(
    ...rows.map(({ actions = [] }) =>
      actions.reduce((sum, { label }) => sum + buttonFrame + label.length * letter, cellFrame),
    ),
  );
  return Math.min(Math.max(widest, 7), 24);
}
const letter = 0.47;
/** A button's padding and the gap before the next one. */
const buttonFrame = 2.4;
const cellFrame = 1.25;
