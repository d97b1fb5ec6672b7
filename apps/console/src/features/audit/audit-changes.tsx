import type { AuditRecord } from '@fernwart/contract';
import { DifferenceBlock } from '../../blocks/difference-block.tsx';
import classes from './audit.module.css';
import { useAuditWords } from './use-audit-words.ts';

type Values = Readonly<Record<string, unknown>>;

/** What was before and what came after, name by name. */
export function AuditChanges({ row, before, after }: { row: AuditRecord; before: Values; after: Values }) {
  const words = useAuditWords();
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const rows = names.map((name) => ({
    label: words.detail(row, name),
    before: words.value(row, before[name]),
    after: words.value(row, after[name]),
  }));
  return (
    <div className={classes.changes}>
      <DifferenceBlock block={{ type: 'difference', rows, empty: '–' }} />
    </div>
  );
}

/** The record's before and after; null when it has none. */
export function changesOf(details: Values): { before: Values; after: Values } | null {
  const { before = {}, after = {} } = details;
  if (!isValues(before) || !isValues(after)) return null;
  return Object.keys({ ...before, ...after }).length === 0 ? null : { before, after };
}

function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
