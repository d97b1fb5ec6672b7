const browsers = [
  ['Edge', /Edg\//],
  ['Opera', /OPR\//],
  ['Firefox', /Firefox\//],
  ['Chrome', /Chrom(e|ium)\//],
  ['Safari', /Safari\//],
] as const;
const systems = [
  ['Android', /Android/],
  ['iOS', /iPhone|iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux/],
] as const;

/** What a browser calls itself, in two words; null for what is no browser that we know. */
export function clientName(userAgent: string | null): string | null {
  if (userAgent === null) return null;
  const found = (names: typeof browsers | typeof systems) =>
    names.find(([, pattern]) => pattern.test(userAgent))?.[0];
  const words = [found(browsers), found(systems)].filter((word) => word !== undefined);
  return words.length === 0 ? null : words.join(' · ');
}
