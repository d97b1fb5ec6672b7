import { execFile } from 'node:child_process';
import { copyFile, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Secret } from '@fernwart/addon-kit';
import { createTestDatabase } from '../../apps/server/testing/databases.ts';
import { findPostgres } from '../../tools/test/find-postgres.ts';
import { places, type TestPlace } from '../support/test-desk.ts';

const run = promisify(execFile);
const program = fileURLToPath(new URL('../../fernwart', import.meta.url));

/** `./fernwart …` on a data folder; rejects with its output when it ends with another code than 0. */
export async function fernwart(
  dataFolder: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<string> {
  const { stdout } = await run(program, args, {
    env: { PATH: process.env['PATH'], FERNWART_DATA: dataFolder, PORT: '0', ...env },
  });
  return stdout;
}

/** A place to back up, and what gives another place with the same data while the first one is at work. */
export interface CopiedPlace {
  readonly kind: string;
  make(): Promise<TestPlace>;
  copy(place: TestPlace): Promise<TestPlace>;
}

const [embedded, postgres] = places;

export const copiedPlaces: readonly CopiedPlace[] = [
  {
    kind: 'the embedded database, by ./fernwart backup and restore',
    make: embedded.make,
    async copy(place) {
      const folder = await mkdtemp(join(tmpdir(), 'fernwart-backup-'));
      const file = join(folder, 'desk.backup');
      await fernwart(place.dataFolder, ['backup', file]);
      const copy = await embedded.make();
      await fernwart(copy.dataFolder, ['restore', file]);
      await copyKey(place, copy);
      return copy;
    },
  },
  {
    kind: 'PostgreSQL, by pg_dump and pg_restore',
    make: postgres.make,
    async copy(place) {
      const tools = findPostgres() ?? '';
      const folder = await mkdtemp(join(tmpdir(), 'fernwart-backup-'));
      const file = join(folder, 'desk.dump');
      await run(join(tools, 'pg_dump'), ['--format=custom', `--file=${file}`, urlOf(place)]);
      const empty = await createTestDatabase();
      await run(join(tools, 'pg_restore'), ['--no-owner', `--dbname=${empty.url}`, file]);
      const { dataFolder, remove } = await embedded.make();
      const database = { kind: 'postgres', url: new Secret(empty.url) } as const;
      const removeBoth = async () => {
        await empty.drop();
        await remove();
      };
      const copy = { dataFolder, database, remove: removeBoth };
      await copyKey(place, copy);
      return copy;
    },
  },
];

function copyKey(from: TestPlace, to: TestPlace): Promise<void> {
  return copyFile(join(from.dataFolder, 'master.key'), join(to.dataFolder, 'master.key'));
}

function urlOf({ database }: TestPlace): string {
  if (database.kind === 'embedded') throw new Error('it has no address');
  return database.url.reveal();
}
