import { UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './data-grid.module.css';
import type { GridColumn, GridSort } from './grid-column.ts';

interface Props<Row> {
  readonly columns: readonly GridColumn<Row>[];
  readonly sort: GridSort | undefined;
  readonly onSort: ((sort: GridSort) => void) | undefined;
  readonly children: ReactNode;
}

export function GridHead<Row>({ columns, sort, onSort, children }: Props<Row>) {
  return (
    <thead>
      <tr>
        {columns.map((column, index) => {
          const direction = sort && column.sort === sort.by ? sort.direction : undefined;
          const ariaSort = direction && (direction === 'asc' ? 'ascending' : 'descending');
          const { sort: by } = column;
          return (
            <th key={column.id} aria-sort={ariaSort} data-end={column.end || undefined}>
              <span className={classes.head}>
                {by && onSort ? (
                  <UnstyledButton
                    className={classes.sorter}
                    data-active={direction || undefined}
                    onClick={() => onSort({ by, direction: direction === 'asc' ? 'desc' : 'asc' })}
                  >
                    <span className="one-line">{column.header}</span>
                    {direction === 'desc' ? <IconArrowDown size={13} /> : <IconArrowUp size={13} />}
                  </UnstyledButton>
                ) : (
                  <span className="one-line">{column.header}</span>
                )}
                {index === columns.length - 1 && children}
              </span>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
