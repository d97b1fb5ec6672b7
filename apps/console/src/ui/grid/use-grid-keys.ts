import { useEffect, useRef } from 'react';

interface Keys<Row> {
  readonly rows: readonly Row[];
  rowId(row: Row): string;
  readonly selectedId: string | undefined;
  readonly onSelect: ((row: Row) => void) | undefined;
  readonly onOpen: ((row: Row) => void) | undefined;
}

/** Arrow keys move through the rows, Enter opens: from anywhere on the page where a key means nothing else. */
export function useGridKeys<Row>(keys: Keys<Row>) {
  const ref = useRef<HTMLDivElement>(null);
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    function pressed(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isMeantElsewhere(event.target, ref.current)) return;
      const { rows, rowId, selectedId, onSelect, onOpen } = latest.current;
      if (!onSelect || rows.length === 0) return;
      const at = rows.findIndex((row) => rowId(row) === selectedId);
      const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
      if (next !== undefined) {
        event.preventDefault();
        const row = rows[Math.min(Math.max(next, 0), rows.length - 1)];
        if (!row) return;
        onSelect(row);
        focusRow(ref.current, rowId(row));
      }
      const current = rows[at];
      if (event.key === 'Enter' && current && onOpen && !(event.target instanceof HTMLAnchorElement)) {
        event.preventDefault();
        onOpen(current);
      }
    }
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, []);
  return ref;
}

function isMeantElsewhere(target: EventTarget | null, grid: HTMLElement | null): boolean {
  if (target === document.body || !(target instanceof HTMLElement)) return false;
  if (grid?.contains(target)) return target.closest('button, input, [role="menu"]') !== null;
  return target.id !== 'content';
}

function focusRow(grid: HTMLElement | null, id: string): void {
  const row = grid?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`);
  row?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: 'nearest' });
}
