import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import classes from './page.module.css';

interface Props {
  readonly title: string;
  /** Above the title: where one is. */
  readonly above?: ReactNode;
  /** Beside the title: states and counts. */
  readonly beside?: ReactNode;
  readonly lead?: string | undefined;
  /** Buttons at the right of the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** Fills the window's height, its parts scroll by themselves (lists with a preview). */
  readonly fill?: boolean;
  /** For texts and forms that become hard to read when wide. */
  readonly narrow?: boolean;
}

/** The frame of every page: its title, what can be done, its content. */
export function Page({ title, above, beside, lead, actions, children, fill = false, narrow = false }: Props) {
  useDocumentTitle(`${title} · Fernwart`);
  return (
    <div className={classes.page} data-fill={fill || undefined} data-narrow={narrow || undefined}>
      <header className={classes.header}>
        <div className={classes.heading}>
          {above && <div className={classes.above}>{above}</div>}
          <div className={classes.titleLine}>
            <h1 className={classes.title}>{title}</h1>
            {beside}
          </div>
          {lead && <p className={classes.lead}>{lead}</p>}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
