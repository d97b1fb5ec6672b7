import type { Manifest } from '@fernwart/addon-kit';
import type { Inspection, Localized } from '@fernwart/contract';

/** Negative when `a` is older than `b`; versions are `major.minor.patch`. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (let part = 0; part < 3; part += 1) {
    const difference = (left[part] ?? 0) - (right[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

export function stepFrom(installed: string | null, version: string): Inspection['step'] {
  if (installed === null) return 'new';
  const difference = compareVersions(version, installed);
  if (difference === 0) return 'same';
  return difference > 0 ? 'upgrade' : 'lower';
}

/** What has to be there before the package can be installed; each says whether it is. */
export function prerequisites(
  manifest: Manifest,
  platformVersion: string,
  installed: readonly { id: string; version: string }[],
): { text: Localized; met: boolean }[] {
  const platform = {
    text: {
      de: `Fernwart ${manifest.platform} oder neuer (hier läuft ${platformVersion})`,
      en: `Fernwart ${manifest.platform} or newer (this is ${platformVersion})`,
    },
    met: compareVersions(platformVersion, manifest.platform) >= 0,
  };
  const others = manifest.dependencies.map(({ id, version }) => {
    const found = installed.find((each) => each.id === id);
    const is = found
      ? { de: `installiert ist ${found.version}`, en: `${found.version} is installed` }
      : { de: 'nicht installiert', en: 'not installed' };
    return {
      text: {
        de: `Paket „${id}“ ${version} oder neuer (${is.de})`,
        en: `Package "${id}" ${version} or newer (${is.en})`,
      },
      met: found !== undefined && compareVersions(found.version, version) >= 0,
    };
  });
  return [platform, ...others];
}
