import { packageSchema } from '@fernwart/addon-kit';
import {
  type PackageProblem,
  PackageRefusal,
  type ReadPackage,
  readPackage,
  type Trust,
  verifyPackage,
} from '@fernwart/addon-kit/package';
import type { Inspection } from '@fernwart/contract';
import type { Executor } from '../../platform/db/database.ts';
import { type CheckedMigration, checkMigration } from './migration-check.ts';
import { prerequisites, stepFrom } from './model.ts';
import type { PackagesDeps } from './packages.ts';
import { appliedMigrations, listPackages, type PackageRow } from './store.ts';

/** A package that was read, whose signature holds, and whose migrations fit what has been run already. */
export interface JudgedPackage {
  readonly read: ReadPackage;
  readonly trust: Trust;
  readonly installed: PackageRow | null;
  readonly step: Inspection['step'];
  readonly prerequisites: Inspection['prerequisites'];
  /** Those that have not been run yet. */
  readonly migrations: readonly CheckedMigration[];
}

/** Reads and judges an archive against this server; rejects with a `PackageRefusal` and writes nothing. */
export async function judgePackage(
  on: Executor,
  archive: Uint8Array,
  deps: Pick<PackagesDeps, 'publishers' | 'allowUnsigned' | 'platformVersion'>,
): Promise<JudgedPackage> {
  const read = await readPackage(archive);
  const trust = verifyPackage(read, deps.publishers, deps.allowUnsigned);
  const rows = await listPackages(on);
  const installed = rows.find((row) => row.id === read.manifest.id) ?? null;
  const checked = await checkMigrations(read);
  const applied = await appliedMigrations(on, read.manifest.id);
  const step = stepFrom(installed?.version ?? null, read.manifest.version);
  if (step !== 'lower') assertContinues(checked, applied);
  return {
    read,
    trust,
    installed,
    step,
    prerequisites: prerequisites(read.manifest, deps.platformVersion, rows),
    migrations: checked.filter((migration) => !applied.has(migration.name)),
  };
}

/** Rejects with the reason where a judged package must not be installed. */
export function assertInstallable(judged: JudgedPackage): void {
  const { read, installed, step } = judged;
  if (step === 'lower') {
    throw new PackageRefusal('version_lower', {
      version: read.manifest.version,
      installed: installed?.version ?? '',
    });
  }
  const missing = judged.prerequisites.filter((each) => !each.met);
  if (missing.length > 0) {
    throw new PackageRefusal(
      'prerequisites_missing',
      { count: missing.length },
      { problems: missing.map(({ text }) => ({ path: 'manifest.json', text })) },
    );
  }
}

async function checkMigrations(read: ReadPackage): Promise<CheckedMigration[]> {
  const schema = packageSchema(read.manifest.id);
  const problems: PackageProblem[] = [];
  const checked: CheckedMigration[] = [];
  for (const migration of read.migrations) {
    const result = await checkMigration(migration, schema);
    checked.push(result.checked);
    problems.push(...result.faults.map((text) => ({ path: `migrations/${migration.name}.sql`, text })));
  }
  if (problems.length > 0) {
    throw new PackageRefusal(
      'migrations_invalid',
      { count: problems.length },
      { problems: problems.slice(0, 50) },
    );
  }
  return checked;
}

/** Migrations are append-only: what was run once must still be there, word for word. */
function assertContinues(
  migrations: readonly CheckedMigration[],
  applied: ReadonlyMap<string, string>,
): void {
  const digests = new Map(migrations.map((migration) => [migration.name, migration.digest]));
  for (const [name, digest] of applied) {
    if (!digests.has(name)) throw new PackageRefusal('migration_vanished', { name });
    if (digests.get(name) !== digest) throw new PackageRefusal('migration_changed', { name });
  }
}
