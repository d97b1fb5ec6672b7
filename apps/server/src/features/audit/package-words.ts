import type { Localized } from '@fernwart/contract';

/** What installed packages call things; null: none says. */
export interface PackageTexts {
  name(packageId: string): Localized | null;
  of(packageId: string, key: string): Localized | null;
  field(name: string): Localized | null;
}

interface Recorded {
  readonly action: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/**
 * Packages' words for what a record says: a package's own record has its action under `audit.<action>` of its strings and
 * the members of its details under `audit.detail.<name>`; a configuration's fields have their labels. Empty for what the
 * console words itself, and for a package that is gone.
 */
export function packageWords({ action, details }: Recorded, texts: PackageTexts): Record<string, Localized> {
  if (action === 'configuration.update') {
    const { before, after, secrets } = details;
    const names = [...keysOf(before), ...keysOf(after), ...(Array.isArray(secrets) ? secrets : [])];
    return worded(names.map((name) => [String(name), texts.field(String(name))]));
  }
  // A package's id has no dot.
  const [packageId = '', ...own] = action.split('.');
  if (own.length === 0) return {};
  return worded([
    ['action', texts.of(packageId, `audit.${own.join('.')}`)],
    ...Object.keys(details).map((name) => [name, texts.of(packageId, `audit.detail.${name}`)] as const),
  ]);
}

function worded(words: readonly (readonly [string, Localized | null])[]): Record<string, Localized> {
  return Object.fromEntries(words.flatMap(([name, text]) => (text === null ? [] : [[name, text] as const])));
}

function keysOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}
