import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The lowest major version that Fernwart supports. */
const oldest = 15;

/** The folder with PostgreSQL's server programs (initdb, postgres), or null. Debian keeps them off the PATH. */
export function findPostgres(): string | null {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian)
    ? readdirSync(debian)
        .map(Number)
        .filter((version) => version >= oldest)
    : [];
  const folders = [
    ...versions.toSorted((one, other) => other - one).map((version) => join(debian, String(version), 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  return (
    folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))) ??
    null
  );
}
