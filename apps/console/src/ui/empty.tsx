import type { ReactNode } from 'react';
import classes from './empty.module.css';

interface Props {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text?: string;
  readonly children?: ReactNode;
  readonly small?: boolean;
}

/** Says that there is nothing here, and what one can do about it. */
export function Empty({ icon, title, text, children, small = false }: Props) {
  return (
    <div className={classes.empty} data-small={small || undefined}>
      <span className={classes.icon} aria-hidden="true">
        {icon}
      </span>
      <p className={classes.title}>{title}</p>
      {text && <p className={classes.text}>{text}</p>}
      {children && <div className={classes.actions}>{children}</div>}
    </div>
  );
}
