import type { ReactNode } from 'react';
import classes from './two-columns.module.css';

interface Props {
  readonly main: ReactNode;
  readonly side: ReactNode;
  /** The side holds more than facts. */
  readonly even?: boolean;
  /** Under one another, the side comes after what one reads; else it comes first. */
  readonly sideLast?: boolean;
}

/** What one reads on the left, what one looks up on the right; under one another where that is too narrow. */
export function TwoColumns({ main, side, even = false, sideLast = false }: Props) {
  return (
    <div className={classes.columns} data-even={even || undefined} data-side-last={sideLast || undefined}>
      <div className={classes.main}>{main}</div>
      <div className={classes.side}>{side}</div>
    </div>
  );
}
