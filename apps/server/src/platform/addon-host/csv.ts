import type { TableRow } from '@fernwart/contract';
import { type CsvColumn, csvHead, csvLine } from '../http/csv.ts';

/** A source answers no more rows than this at once. */
const rowsAtOnce = 200;
/** A source that finds no end is cut off, and the download fails instead of filling a disk. */
const mostPages = 5000;

interface Rows {
  readonly rows: readonly TableRow[];
  readonly nextCursor?: string | undefined;
}

/**
 * All rows as CSV (RFC 4180), page by page, so that years of them need no memory: for readers the columns that they see,
 * under their titles; without columns, for programs, every cell under its name. The first page is read before anything is
 * answered: what is refused, or does not work, is told as a problem.
 */
export async function csvOf(
  page: (cursor: string | null, limit: number) => Promise<Rows>,
  columns: readonly CsvColumn[],
): Promise<ReadableStream<Uint8Array>> {
  const encoder = new TextEncoder();
  let { rows, nextCursor } = await page(null, rowsAtOnce);
  const names =
    columns.length > 0
      ? columns.map(({ name }) => name)
      : [...new Set(rows.flatMap((row) => Object.keys(row.cells)))];
  const head = csvHead(columns, names);
  let pages = 1;
  return new ReadableStream({
    start: (stream) => stream.enqueue(encoder.encode(head)),
    async pull(stream) {
      const lines = rows.map((row) => csvLine(names.map((name) => plain(row.cells[name]))));
      if (lines.length > 0) stream.enqueue(encoder.encode(lines.join('')));
      if (nextCursor === undefined) return stream.close();
      if (pages === mostPages) throw new Error('The table has no end.');
      pages += 1;
      ({ rows, nextCursor } = await page(nextCursor, rowsAtOnce));
    },
  });
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
