import type { ReactNode } from 'react';
import classes from './two-columns.module.css';

interface Props {
  readonly main: ReactNode;
  readonly side: ReactNode;
  /** The side holds more than facts. */
  readonly even?: boolean;
}

/** What one reads on the left, what one looks up on the right; under one another where that is too narrow. */
export function TwoColumns({ main, side, even = false }: Props) {
  return (
    <div className={classes.columns} data-even={even || undefined}>
      <div className={classes.main}>{main}</div>
      <div className={classes.side}>{side}</div>
    </div>
  );
}
