import type { Localized } from '@fernwart/addon-kit';
import { localizedText } from './package-text.ts';
import type { Registry } from './registry.ts';

/** What installed packages call things, for pages that are not theirs. */
export interface PackageTexts {
  /** What a package is called; null: it is not installed. */
  name(packageId: string): Localized | null;
  /** The text of that key; null: the package has none, or is not installed. */
  of(packageId: string, key: string): Localized | null;
  /** What a field of a configuration is labelled, whichever package declares it; null: none does. */
  field(name: string): Localized | null;
}

export function packageTexts(registry: Registry): PackageTexts {
  return {
    name: (packageId) => registry.find(packageId)?.loaded.manifest.name ?? null,
    of(packageId, key) {
      const loaded = registry.find(packageId)?.loaded;
      const has = loaded && Object.values(loaded.strings).some((texts) => Object.hasOwn(texts, key));
      return has ? localizedText(loaded, key) : null;
    },
    field(name) {
      for (const loaded of registry.packages)
        for (const { fields } of loaded.manifest.contributions.configurationTypes) {
          const declared = fields.find((field) => field.name === name);
          if (declared) return localizedText(loaded, declared.title);
        }
      return null;
    },
  };
}
