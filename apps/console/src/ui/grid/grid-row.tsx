import type { MouseEvent, ReactNode } from 'react';
import classes from './data-grid.module.css';

interface Props {
  readonly id: string;
  readonly selectable: boolean;
  readonly selected: boolean;
  /** Exactly one row takes part in the page's tab order. */
  readonly focusable: boolean;
  onSelect(): void;
  onOpen(): void;
  readonly children: ReactNode;
}

export function GridRow({ id, selectable, selected, focusable, onSelect, onOpen, children }: Props) {
  function onClick(event: MouseEvent): void {
    if (event.target instanceof Element && event.target.closest('a, button, input')) return;
    onSelect();
  }
  return (
    <tr
      className={classes.row}
      data-row={id}
      data-selectable={selectable || undefined}
      {...(selectable
        ? { 'aria-selected': selected, tabIndex: focusable ? 0 : -1, onClick, onDoubleClick: onOpen }
        : {})}
    >
      {children}
    </tr>
  );
}
