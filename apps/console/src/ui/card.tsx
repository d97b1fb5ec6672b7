import type { ReactNode } from 'react';
import { useId } from 'react';
import classes from './card.module.css';

interface Props {
  readonly title?: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly flush?: boolean;
}

/** A section of a page on its own sheet. */
export function Card({ title, aside, children, flush = false }: Props) {
  const heading = useId();
  return (
    <section className={classes.card} {...(title ? { 'aria-labelledby': heading } : {})}>
      {title && (
        <header className={classes.header}>
          <h2 id={heading} className={classes.title}>
            {title}
          </h2>
          {aside}
        </header>
      )}
      <div className={classes.body} data-flush={flush || undefined}>
        {children}
      </div>
    </section>
  );
}
