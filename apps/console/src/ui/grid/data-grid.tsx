import { useElementSize, useMediaQuery, useMergedRef } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { ColumnsMenu } from './columns-menu.tsx';
import classes from './data-grid.module.css';
import { GridCards } from './grid-cards.tsx';
import { columnWidths, fittingColumns, type GridColumn, type GridSort } from './grid-column.ts';
import { GridHead } from './grid-head.tsx';
import { GridRow } from './grid-row.tsx';
import { GridSkeleton } from './grid-skeleton.tsx';
import { useColumnVisibility } from './use-column-visibility.ts';
import { useGridKeys } from './use-grid-keys.ts';

interface Props<Row> {
  /** What the rows are, for screen readers; also names the stored choice of columns. */
  readonly label: string;
  readonly name: string;
  readonly columns: readonly GridColumn<Row>[];
  /** Undefined while they are on their way. */
  readonly rows: readonly Row[] | undefined;
  rowId(row: Row): string;
  readonly empty: ReactNode;
  readonly sort?: GridSort | undefined;
  readonly onSort?: ((sort: GridSort) => void) | undefined;
  readonly selectedId?: string | undefined;
  /** Rows can be moved through by arrow keys when given. */
  readonly onSelect?: ((row: Row) => void) | undefined;
  readonly onOpen?: ((row: Row) => void) | undefined;
  /** Older rows are shown while new ones are on their way. */
  readonly stale?: boolean;
  /** How a row looks where a table would not fit. */
  card?(row: Row): ReactNode;
}

const none: never[] = [];

/** A list as a table: server-side sorting, keyboard, choice of columns; cards on narrow screens. */
export function DataGrid<Row>(props: Props<Row>) {
  const { label, name, columns, rows, rowId, empty, sort, onSort, selectedId, onSelect, onOpen, card } =
    props;
  const narrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const [visibility, setVisibility] = useColumnVisibility(name);
  const { ref: measured, width } = useElementSize();
  const keys = useGridKeys({ rows: rows ?? none, rowId, selectedId, onSelect, onOpen });
  const place = useMergedRef(measured, keys);
  const chosen = columns.filter((column) => visibility[column.id] !== false);
  const room = width / rem();
  const shown = fittingColumns(chosen, room);
  const widths = columnWidths(shown, room);

  if (rows?.length === 0) return <>{empty}</>;
  if (narrow && card)
    return <GridCards label={label} rows={rows} rowId={rowId} card={card} onOpen={onOpen} />;
  return (
    <div className={classes.scroller} data-stale={props.stale || undefined} ref={place}>
      <table
        className={classes.table}
        // Rows are chosen and moved through by keys: a grid, not a table that is only read.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role
        role="grid"
        aria-label={label}
        aria-busy={rows === undefined || props.stale || undefined}
      >
        <colgroup>
          {shown.map((column, index) => (
            <col key={column.id} style={{ width: `${widths[index]}rem` }} />
          ))}
        </colgroup>
        <GridHead columns={shown} sort={sort} onSort={onSort}>
          <ColumnsMenu columns={columns} visibility={visibility} onChange={setVisibility} />
        </GridHead>
        <tbody>
          {rows === undefined ? (
            <GridSkeleton columns={shown.length} />
          ) : (
            rows.map((row) => (
              <GridRow
                key={rowId(row)}
                id={rowId(row)}
                selectable={Boolean(onSelect)}
                selected={rowId(row) === selectedId}
                focusable={rowId(row) === (selectedId ?? rowId(rows[0] ?? row))}
                onSelect={() => onSelect?.(row)}
                onOpen={() => onOpen?.(row)}
              >
                {shown.map((column) => (
                  <td key={column.id} data-end={column.end || undefined} data-wrap={column.wrap || undefined}>
                    {column.cell(row)}
                  </td>
                ))}
              </GridRow>
            ))
          )}
        </tbody>
      </table>
    </div>
  );
}

function rem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}
