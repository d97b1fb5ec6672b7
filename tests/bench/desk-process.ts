import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '@fernwart/addon-kit';
import { type DevEnv, demoConfig, startDevEnv } from '@fernwart/dev-env';
import { hostMap } from '@fernwart/teamviewer-emulator';
import { type ThrowawayPostgres, throwawayPostgres } from '../../tools/test/throwaway-postgres.ts';
import { type NodeProcess, startNodeProcess } from '../support/node-process.ts';

/** The demo, filled once, and then served by a process of its own; the emulator stays in this one. */
export interface DeskProcess extends AsyncDisposable {
  readonly node: NodeProcess;
  readonly databaseUrl: string;
  readonly emulator: DevEnv['emulator'];
  /** One more node on the same database. */
  another(): Promise<{ readonly node: NodeProcess } & AsyncDisposable>;
}

/** `fill` works on the database while nobody serves. */
export async function startDeskProcess(
  fill: (db: DevEnv['server']['parts']['db']) => Promise<void> = async () => undefined,
): Promise<DeskProcess> {
  const postgres: ThrowawayPostgres = await throwawayPostgres();
  const dataFolder = await mkdtemp(join(tmpdir(), 'fernwart-bench-'));
  const desk = await startDevEnv({
    dataFolder,
    database: { kind: 'postgres', url: new Secret(postgres.url) },
    port: 0,
    blank: false,
  });
  await desk.server.stop();
  // The same folder, database and emulator; another process serves.
  const filling = await openFor(postgres.url);
  try {
    await fill(filling.db);
  } finally {
    await filling.close();
  }
  const options = { dataFolder, port: 0, blank: false };
  const {
    database: _database,
    mail: _mail,
    keys: _keys,
    ...config
  } = demoConfig(options, hostMap(desk.emulator.origin), desk.catcher.smtpUrl);
  // One person asks here as often as a whole desk.
  const http = { ...config.http, personPerMinute: 1_000_000_000 };
  const startNode = () =>
    startNodeProcess({ ...config, http, databaseUrl: postgres.url, smtpUrl: desk.catcher.smtpUrl });
  const node = await startNode();
  return {
    node,
    databaseUrl: postgres.url,
    emulator: desk.emulator,
    async another() {
      const more = await startNode();
      return { node: more, [Symbol.asyncDispose]: () => more.stop() };
    },
    async [Symbol.asyncDispose]() {
      await node.stop();
      await desk.stop();
      await postgres.stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

/** The server's own door to a database, without a server. */
export async function openFor(url: string) {
  const { openPostgresDatabase } = await import('../../apps/server/src/platform/db/postgres-database.ts');
  const db = openPostgresDatabase(url, () => undefined);
  return { db, close: () => db.close() };
}
