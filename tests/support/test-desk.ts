import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '@fernwart/addon-kit';
import { type DevEnv, startDevEnv } from '@fernwart/dev-env';
import { type drivenClock, type ServerConfig } from '@fernwart/server';
import { createTestDatabase } from '../../apps/server/testing/databases.ts';

/** Where a desk of its own keeps its data. */
export interface TestPlace {
  readonly dataFolder: string;
  readonly database: ServerConfig['database'];
  remove(): Promise<void>;
}

export const places = [
  { kind: 'PGlite', make: embeddedPlace },
  { kind: 'PostgreSQL', make: postgresPlace },
] as const;

async function embeddedPlace(): Promise<TestPlace> {
  const dataFolder = await temporaryFolder();
  return { dataFolder, database: { kind: 'embedded' }, remove: () => removeFolder(dataFolder) };
}

async function postgresPlace(): Promise<TestPlace> {
  const dataFolder = await temporaryFolder();
  const { url, drop } = await createTestDatabase();
  return {
    dataFolder,
    database: { kind: 'postgres', url: new Secret(url) },
    async remove() {
      await drop();
      await removeFolder(dataFolder);
    },
  };
}

/** The demo in that place, on free ports. */
export function startTestDesk(
  place: TestPlace,
  options: { blank?: boolean; clock?: ReturnType<typeof drivenClock> } = {},
): Promise<DevEnv> {
  return startDevEnv({
    dataFolder: place.dataFolder,
    database: place.database,
    port: 0,
    blank: options.blank ?? false,
    ...(options.clock ? { clock: options.clock } : {}),
  });
}

function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'fernwart-test-'));
}

function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true });
}
