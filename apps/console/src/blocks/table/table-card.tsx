import type { TableRow } from '@fernwart/contract';
import { Facts } from '../../ui/facts.tsx';
import { ButtonsBlock } from '../buttons-block.tsx';
import classes from './table-block.module.css';
import { TableCell } from './table-cell.tsx';
import type { TableColumn } from './table-column.ts';

/** A row where the table would not fit. */
export function TableCard({ row, columns }: { row: TableRow; columns: readonly TableColumn[] }) {
  return (
    <>
      <Facts
        facts={columns.map((column, index) => ({
          label: column.label,
          value: <TableCell row={row} column={column} leads={index === 0} />,
        }))}
      />
      {row.actions && row.actions.length > 0 && (
        <div className={classes.cardActions}>
          <ButtonsBlock buttons={row.actions} small />
        </div>
      )}
    </>
  );
}
