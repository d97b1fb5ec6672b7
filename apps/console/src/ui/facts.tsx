import type { ReactNode } from 'react';
import classes from './facts.module.css';

export interface Fact {
  readonly label: string;
  readonly value: ReactNode;
}

/** Names and values under one another. */
export function Facts({ facts, wide = false }: { facts: readonly (Fact | false | null)[]; wide?: boolean }) {
  return (
    <dl className={classes.facts} data-wide={wide || undefined}>
      {facts.map(
        (fact) =>
          fact && (
            <div key={fact.label} className={classes.fact}>
              <dt>{fact.label}</dt>
              <dd>{fact.value ?? '–'}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
