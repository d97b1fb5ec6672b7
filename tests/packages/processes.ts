import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoConfig } from '@fernwart/dev-env';
import type { ServerConfig } from '@fernwart/server';
import { type NodeProcess, startNodeProcess } from '../support/node-process.ts';
import { startTestDesk, type TestPlace } from '../support/test-desk.ts';

/** Real server processes on one database, beside each other; each has a folder of its own with the same master key. */
export interface Processes {
  start(role?: ServerConfig['role']): Promise<NodeProcess>;
  stop(): Promise<void>;
}

/** Fills the place with the demo's people, without any package. */
export async function openProcesses(place: TestPlace): Promise<Processes> {
  await (await startTestDesk(place, { blank: true })).stop();
  const running: NodeProcess[] = [];
  const folders: string[] = [];

  async function folderOfOne(): Promise<string> {
    if (place.database.kind === 'embedded') return place.dataFolder;
    const folder = await mkdtemp(join(tmpdir(), 'fernwart-process-'));
    folders.push(folder);
    await cp(join(place.dataFolder, 'master.key'), join(folder, 'master.key'));
    return folder;
  }
  return {
    async start(role = 'all') {
      const {
        database: _database,
        mail: _mail,
        keys: _keys,
        ...config
      } = demoConfig({ dataFolder: await folderOfOne(), port: 0, blank: true }, {}, '');
      const node = await startNodeProcess({
        ...config,
        role,
        logLevel: 'error',
        databaseUrl: place.database.kind === 'embedded' ? null : place.database.url.reveal(),
        smtpUrl: 'smtp://127.0.0.1:9',
      });
      running.push(node);
      return node;
    },
    async stop() {
      await Promise.all(running.filter((node) => node.alive).map((node) => node.stop()));
      await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
    },
  };
}
