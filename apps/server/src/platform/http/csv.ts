/** What a reader's file holds of a list, and what stands above it. */
export interface CsvColumn {
  readonly name: string;
  readonly title: string;
}

/** By this a spreadsheet knows that letters beyond ASCII are UTF-8. */
const byteOrderMark = '\uFEFF';

/** `?column.<name>=<title>` of an address, in its order: so the console asks for what the reader sees. */
export function csvColumns(query: Readonly<Record<string, unknown>>): CsvColumn[] {
  return Object.entries(query).flatMap(([key, title]) =>
    key.startsWith('column.') && typeof title === 'string'
      ? [{ name: key.slice('column.'.length), title }]
      : [],
  );
}

/** For readers their titles; without columns, for programs, the names. */
export function csvHead(columns: readonly CsvColumn[], names: readonly string[]): string {
  return columns.length === 0
    ? csvLine(names)
    : `${byteOrderMark}${csvLine(columns.map(({ title }) => title))}`;
}

/** Lines of a CSV file (RFC 4180); no cell is taken for a formula by a spreadsheet. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(text: string): string {
  // What people and devices are called comes from outside; a number may begin with a sign.
  const harmless = /^\s*[=+\-@\t\r\n|%]/.test(text) && !/^-?\d+([.,]\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
