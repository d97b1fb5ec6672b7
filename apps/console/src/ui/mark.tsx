import type { Tone } from '@fernwart/contract';
import type { ReactNode } from 'react';
import classes from './mark.module.css';

interface Props {
  readonly tone: Tone | 'accent' | 'violet';
  readonly children: ReactNode;
  /** A dot before the text instead of a coloured field. */
  readonly quiet?: boolean;
  /** The dot pulses: something is going on. */
  readonly busy?: boolean;
}

/** A short state word in its tone. */
export function Mark({ tone, children, quiet = false, busy = false }: Props) {
  return (
    <span className={classes.mark} data-tone={tone} data-quiet={quiet || undefined}>
      <span className={classes.dot} data-busy={busy || undefined} aria-hidden="true" />
      <span className={classes.text}>{children}</span>
    </span>
  );
}
