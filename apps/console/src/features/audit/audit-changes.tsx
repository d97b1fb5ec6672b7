import { importField } from '@fernwart/contract';
import { useTranslation } from 'react-i18next';
import { DifferenceBlock } from '../../blocks/difference-block.tsx';
import { plainText } from '../../ui/plain-text.ts';
import classes from './audit.module.css';

type Values = Readonly<Record<string, unknown>>;

/** What was before and what came after, name by name. */
export function AuditChanges({ before, after }: { before: Values; after: Values }) {
  const { t } = useTranslation(['console', 'administration']);
  const labelOf = (name: string) => {
    const known = importField.options.find((field) => field === name);
    return known ? t(`administration:imports.field.${known}`) : name;
  };
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const rows = names.map((name) => ({
    label: labelOf(name),
    before: shown(before[name]),
    after: shown(after[name]),
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

function shown(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(plainText).join(', ');
  return plainText(value);
}
