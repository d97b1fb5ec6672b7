/** Fills `{name}` in a text; names without a value stay visible. */
export function formatText(text: string, values: Readonly<Record<string, string | number>> = {}): string {
  return text.replace(/\{([A-Za-z][A-Za-z0-9]*)\}/g, (placeholder, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : placeholder,
  );
}

/** The names that a text wants filled, sorted. */
export function placeholders(text: string): string[] {
  return [
    ...new Set([...text.matchAll(/\{([A-Za-z][A-Za-z0-9]*)\}/g)].map((match) => match[1] ?? '')),
  ].sort();
}
