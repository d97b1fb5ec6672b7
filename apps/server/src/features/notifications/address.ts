const local = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}$/;
const label = /^[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u;

/**
 * One plain address, `local@domain`: no quoting, comments, lists or spaces, so that nothing in it can be read as a second
 * address, a header or an SMTP command. Domains may be international; the part before the @ is ASCII.
 */
export function isMailAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (at < 1 || text.length > 254 || !local.test(text.slice(0, at))) return false;
  return text
    .slice(at + 1)
    .split('.')
    .every((part) => label.test(part));
}

/** What goes into a header: one line, without control characters, no longer than `most`. */
export function oneLine(text: string, most: number): string {
  const line = text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();
  // A character that the cut divides is replaced.
  return line.slice(0, most).toWellFormed();
}
