import { Skeleton } from '@mantine/core';
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
  /** For texts and forms that become hard to read when wide; `middle` where all pages are so. */
  readonly narrow?: boolean | 'middle';
  /** The title only says that the page is on its way: it is read out, and a bar stands in its place. */
  readonly pending?: boolean;
}

/** The frame of every page: its title, what can be done, its content. */
export function Page(props: Props) {
  const {
    title,
    above,
    beside,
    lead,
    actions,
    children,
    fill = false,
    narrow = false,
    pending = false,
  } = props;
  useDocumentTitle(`${title} · Fernwart`);
  return (
    <div
      className={classes.page}
      data-fill={fill || undefined}
      data-narrow={(narrow === true ? 'start' : narrow) || undefined}
    >
      <header className={classes.header}>
        <div className={classes.heading}>
          {above && <div className={classes.above}>{above}</div>}
          <div className={classes.titleLine}>
            <h1 className={pending ? 'visually-hidden' : classes.title}>{title}</h1>
            {pending && <Skeleton className={classes.pendingTitle ?? ''} />}
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
