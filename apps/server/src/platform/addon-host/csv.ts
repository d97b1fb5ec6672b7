import type { TableRow } from '@fernwart/contract';
import { csvLine } from '../http/csv.ts';

/** Rows as CSV (RFC 4180) with the cells' names as its head. */
export function toCsv(rows: readonly TableRow[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row.cells)))];
  const lines = [names, ...rows.map((row) => names.map((name) => plain(row.cells[name])))];
  return lines.map(csvLine).join('');
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(plain).join('');
  if (typeof value === 'object') {
    const { text, label, at, name, seconds } = value as Record<string, unknown>;
    return plain(text ?? label ?? at ?? name ?? seconds);
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}
