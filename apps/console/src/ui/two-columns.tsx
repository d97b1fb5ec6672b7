import type { ReactNode } from 'react';
import classes from './two-columns.module.css';

/** What one reads on the left, what one looks up on the right; under one another where that is too narrow. */
export function TwoColumns({ main, side }: { main: ReactNode; side: ReactNode }) {
  return (
    <div className={classes.columns}>
      <div className={classes.main}>{main}</div>
      <div className={classes.side}>{side}</div>
    </div>
  );
}
