import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './data-grid.module.css';

interface Props<Row> {
  readonly label: string;
  readonly rows: readonly Row[] | undefined;
  rowId(row: Row): string;
  card(row: Row): ReactNode;
  readonly onOpen: ((row: Row) => void) | undefined;
}

/** The same rows where a table would not fit: one card each, with its own link inside. */
export function GridCards<Row>({ label, rows, rowId, card }: Props<Row>) {
  if (!rows) {
    return (
      <div className={classes.cards} aria-busy="true">
        {[0, 1, 2, 3, 4].map((index) => (
          <div key={index} className={classes.card}>
            <Skeleton height={10} width="40%" radius="xl" mb={10} />
            <Skeleton height={10} width="85%" radius="xl" />
          </div>
        ))}
      </div>
    );
  }
  return (
    <ul className={classes.cards} aria-label={label}>
      {rows.map((row) => (
        <li key={rowId(row)} className={classes.card}>
          {card(row)}
        </li>
      ))}
    </ul>
  );
}
