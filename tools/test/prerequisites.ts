import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findPostgres } from './find-postgres.ts';

interface Prerequisite {
  readonly name: string;
  readonly debianPackage: string;
  readonly isThere: () => boolean;
}

const prerequisites: readonly Prerequisite[] = [
  {
    name: 'PostgreSQL server programs (15 or newer)',
    debianPackage: 'postgresql',
    isThere: () => findPostgres() !== null,
  },
  { name: 'Chromium', debianPackage: 'chromium', isThere: () => isOnPath('chromium') },
];

/** Installs what the tests need on the machine, as root with apt; elsewhere answers what is missing and how to get it. */
export function ensurePrerequisites(): string[] {
  const missing = prerequisites.filter((one) => !one.isThere());
  if (missing.length === 0) return [];
  const packages = missing.map((one) => one.debianPackage);
  if (process.getuid?.() === 0 && isOnPath('apt-get')) {
    process.stdout.write(`Installing ${packages.join(' and ')} with apt-get …\n`);
    apt('update');
    apt('install', '--yes', '--no-install-recommends', ...packages);
  }
  return prerequisites
    .filter((one) => !one.isThere())
    .map((one) => `${one.name} missing. On Debian: sudo apt-get install ${one.debianPackage}`);
}

/** Errors are left to the look afterwards, which says what is missing still. */
function apt(...args: readonly string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    execFileSync('apt-get', ['-qq', ...args], { env, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    process.stderr.write(`apt-get ${args[0]} failed: ${said}\n`);
  }
}

function isOnPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}
