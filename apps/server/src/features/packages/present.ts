import { formatText, type Manifest } from '@fernwart/addon-kit';
import type { Strings } from '@fernwart/addon-kit/package';
import type { Inspection, InstalledPackage, Localized } from '@fernwart/contract';
import type { JudgedPackage } from './judge-package.ts';
import type { PackageRow } from './store.ts';
import { contributionWords, permissionWords } from './words.ts';

export function presentPackage(row: PackageRow): InstalledPackage {
  return {
    id: row.id,
    name: row.manifest.name,
    description: row.manifest.description,
    vendor: row.manifest.vendor,
    version: row.version,
    state: row.state,
    signed: row.publisher !== null,
    publisher: row.publisher,
    installedAt: row.installed_at.toString(),
    installedBy: row.installed_by,
  };
}

export function presentInspection(upload: string, judged: JudgedPackage): Inspection {
  const { read, trust, installed, step } = judged;
  const { manifest } = read;
  return {
    upload,
    digest: read.digest,
    id: manifest.id,
    name: manifest.name,
    description: manifest.description,
    vendor: manifest.vendor,
    version: manifest.version,
    step,
    installedVersion: installed?.version ?? null,
    signature: trust,
    permissions: manifest.permissions.map((id) => ({ id, text: permissionWords[id] })),
    hosts: manifest.hosts,
    contributions: contributionsOf(manifest, read.strings),
    prerequisites: judged.prerequisites,
    newMigrations: judged.migrations.map((migration) => migration.name),
    newPermissions: installed ? added(manifest.permissions, installed.manifest.permissions) : [],
    newHosts: installed ? added(manifest.hosts, installed.manifest.hosts) : [],
    installable: step !== 'lower' && judged.prerequisites.every((each) => each.met),
  };
}

function added(now: readonly string[], before: readonly string[]): string[] {
  return now.filter((each) => !before.includes(each));
}

function contributionsOf(
  manifest: Manifest,
  strings: Readonly<Record<string, Strings>>,
): Inspection['contributions'] {
  const [first = 'en'] = manifest.languages;
  const text = (language: 'de' | 'en', key: string) =>
    formatText((strings[language] ?? strings[first])?.[key] ?? key);
  const kinds = Object.entries(contributionWords) as [keyof typeof contributionWords, Localized][];
  return kinds.flatMap(([kind, words]) =>
    manifest.contributions[kind].map((item) => ({
      kind,
      title: {
        de: `${words.de}: ${text('de', item.title)}${jobName(item)}`,
        en: `${words.en}: ${text('en', item.title)}${jobName(item)}`,
      },
    })),
  );
}

/** Jobs are found again in the run history by their names. */
function jobName(item: object): string {
  if (!('name' in item)) return '';
  return 'version' in item ? ` (${String(item.name)} ${String(item.version)})` : ` (${String(item.name)})`;
}
