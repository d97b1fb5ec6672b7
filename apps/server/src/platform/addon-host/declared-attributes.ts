import type { Language, Manifest } from '@fernwart/addon-kit';
import { packageText } from './package-text.ts';
import type { Registry } from './registry.ts';

type DeclaredAttribute = Manifest['contributions']['assetAttributes'][number];

export interface DeclaredAttributes {
  /** Null: no installed package declares it. */
  label(packageId: string, attribute: string, language: Language): string | null;
  /** All that installed packages declare. */
  all(language: Language): readonly { package: string; name: string; label: string }[];
  /** What a value must look like as a whole; null: anything. */
  pattern(packageId: string, attribute: string): RegExp | null;
}

export function declaredAttributes(registry: Registry): DeclaredAttributes {
  function find(packageId: string, attribute: string) {
    const loaded = registry.find(packageId)?.loaded;
    const declared = loaded?.manifest.contributions.assetAttributes.find((each) => each.id === attribute);
    return loaded && declared ? { loaded, declared } : null;
  }
  return {
    label(packageId, attribute, language) {
      const found = find(packageId, attribute);
      return found && packageText(found.loaded, language, found.declared.title);
    },
    all: (language) =>
      registry.packages.flatMap((loaded) =>
        loaded.manifest.contributions.assetAttributes.map(({ id, title }) => ({
          package: loaded.id,
          name: id,
          label: packageText(loaded, language, title),
        })),
      ),
    pattern(packageId, attribute) {
      const found = find(packageId, attribute);
      return found && attributePattern(found.declared);
    },
  };
}

export function attributePattern({ pattern }: DeclaredAttribute): RegExp | null {
  return pattern === undefined ? null : new RegExp(`^(?:${pattern})$`, 'u');
}
