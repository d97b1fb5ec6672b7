/** PostgreSQL stores neither NUL nor lone surrogates: both become U+FFFD, everything else stays as it was written. */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

/** JSON whose strings a `jsonb` column takes. */
export function storableJson(value: unknown): string {
  const plain = JSON.stringify(value);
  if (!/\\u(?:0000|d[89a-f])/.test(plain)) return plain;
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'string' ? storableText(member) : member,
  );
}

/** A pattern for `like` that finds the text anywhere, its own wildcards taken literally. */
export function containing(text: string): string {
  return `%${storableText(text).replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
