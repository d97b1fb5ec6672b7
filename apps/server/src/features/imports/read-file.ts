import { parse } from 'csv-parse/sync';

export interface ReadFile {
  readonly encoding: 'UTF-8' | 'UTF-16' | 'Windows-1252';
  readonly separator: Separator;
  /** The first row names the columns. Rows that are empty altogether are left out, but counted. */
  readonly cells: readonly Row[];
}
export interface Row {
  readonly row: number;
  readonly values: readonly string[];
}
export type Separator = ',' | ';' | '\t';
/** Why a file cannot be read. */
export type FileFlaw = 'empty' | 'too_many_rows' | 'too_many_columns' | 'too_long' | 'no_table' | 'no_text';

const mostRows = 5000;
const mostColumns = 100;
const longestCell = 2000;
const separators: readonly Separator[] = [';', ',', '\t'];

/** Finds out how a table was written and reads it; nothing in it is believed. */
export function readFile(bytes: Uint8Array): ReadFile | FileFlaw {
  const { text, encoding } = decode(bytes);
  if (text.includes('\0')) return 'no_text';
  if (text.trim() === '') return 'empty';
  const separator = separatorOf(text);
  let records: string[][];
  try {
    records = parse(text, {
      delimiter: separator,
      bom: true,
      relaxColumnCount: true,
      relaxQuotes: true,
      skipEmptyLines: false,
      maxRecordSize: mostColumns * longestCell,
      to: mostRows + 2,
    });
  } catch {
    return 'no_table';
  }
  const cells = records
    .map((values, index) => ({ row: index + 1, values: values.map(plain) }))
    .filter(({ values }) => values.some((value) => value !== ''));
  if (cells.length < 2) return 'empty';
  if (records.length > mostRows + 1) return 'too_many_rows';
  if (cells.some(({ values }) => values.length > mostColumns)) return 'too_many_columns';
  if (cells.some(({ values }) => values.some((value) => value.length > longestCell))) return 'too_long';
  return { encoding, separator, cells };
}

/** What is no UTF-8 comes from a spreadsheet on Windows, which marks UTF-16 (its "Unicode text") by the first two bytes. */
function decode(bytes: Uint8Array): Pick<ReadFile, 'encoding'> & { text: string } {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe)
    return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'UTF-16' };
  if (first === 0xfe && second === 0xff)
    return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'UTF-16' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'Windows-1252' };
  }
}

/** The one that the first line has most of, outside quotes. */
function separatorOf(text: string): Separator {
  const line = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/, 1)[0] ?? '';
  const bare = line.replaceAll(/"(?:[^"]|"")*"/g, '');
  const count = (separator: Separator) => bare.split(separator).length;
  return separators.reduce((best, each) => (count(each) > count(best) ? each : best));
}

/** An export of ours puts a quote before what a spreadsheet would take for a formula: here it goes again. */
function plain(value: string): string {
  return value.replace(/^'(?=\s*[=+\-@|%])/, '').trim();
}
