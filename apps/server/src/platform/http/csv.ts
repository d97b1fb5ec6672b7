/** Lines of a CSV file (RFC 4180); no cell is taken for a formula by a spreadsheet. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(text: string): string {
  // What people and devices are called comes from outside; a number may begin with a sign.
  const harmless = /^\s*[=+\-@\t\r\n|%]/.test(text) && !/^-?\d+([.,]\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
