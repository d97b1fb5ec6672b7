import type { TableRow } from '@fernwart/contract';

/** Rows as CSV (RFC 4180) with the cells' names as its head. */
export function toCsv(rows: readonly TableRow[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row.cells)))];
  const lines = [names, ...rows.map((row) => names.map((name) => plain(row.cells[name])))];
  return lines.map((line) => `${line.map(quoted).join(',')}\r\n`).join('');
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

function quoted(text: string): string {
  // Spreadsheets take what begins like this for a formula; device names come from outside.
  const harmless = /^[=+\-@\t\r]/.test(text) && !/^-?\d+([.,]\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
