import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase } from '../../../testing/databases.ts';
import {
  administrator,
  type PackageNode,
  type PlayedRun,
  packageNodes,
  publisher,
  signedPackage,
} from '../../../testing/package-nodes.ts';
import type { Database } from '../../platform/db/database.ts';
import { migrate } from '../../platform/db/migrate.ts';
import { openPostgresDatabase } from '../../platform/db/postgres-database.ts';

const program = fileURLToPath(new URL('../../../testing/install-and-die.ts', import.meta.url));

describe('a node that is killed while it installs an upgrade', () => {
  let server: Awaited<ReturnType<typeof createTestDatabase>>;
  let db: Database;
  let nodes: ReturnType<typeof packageNodes>;
  let node: PackageNode;
  let folder: string;
  beforeAll(async () => {
    server = await createTestDatabase();
    db = openPostgresDatabase(server.url, () => undefined);
    await migrate(db);
    folder = await mkdtemp(join(tmpdir(), 'fernwart-killed-'));
    nodes = packageNodes(db);
    node = await nodes.open();
  });
  afterAll(async () => {
    await nodes.close();
    await db.close();
    await server.drop();
    await rm(folder, { recursive: true });
  });
  beforeEach(async () => {
    const [before] = await node.packages.list();
    if (before)
      await node.packages.remove('sample', { data: 'delete', confirmName: 'Sample' }, administrator);
    await node.packages.installPackage(await signedPackage(), administrator);
    await db.sql`insert into pkg_sample.greetings values ('kept', now())`;
  });

  const upgrade = () =>
    signedPackage(
      { version: '1.1.0' },
      { 'migrations/0002_more.sql': 'alter table greetings add column more text' },
    );

  async function killedAt(step: string): Promise<PlayedRun> {
    const archive = join(folder, 'upgrade.zip');
    await writeFile(archive, await upgrade());
    const child = spawn(
      process.execPath,
      [program, server.url, archive, step, publisher.keyId, publisher.publicKey],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const ended = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
    const output = await text(child.stdout);
    expect(await ended).toBe('SIGKILL');
    // Ten seconds without a sign of life, at once.
    await db.sql`update nodes set seen_at = seen_at - interval '1 minute' where id <> (select id from nodes order by started_at limit 1)`;
    return { ...JSON.parse(output), lines: [] };
  }
  async function state() {
    const [row] = await node.packages.list();
    const columns = await db.sql<{ name: string }>`
      select column_name as name from information_schema.columns where table_schema = 'pkg_sample' and column_name = 'more'`;
    const migrations =
      await db.sql`select name from package_migrations where package_id = 'sample' order by name`;
    const kept = await db.sql`select id from pkg_sample.greetings`;
    return { version: row?.version, more: columns.length, migrations: migrations.length, kept: kept.length };
  }
  const old = { version: '1.0.0', more: 0, migrations: 1, kept: 1 };
  const upgraded = { version: '1.1.0', more: 1, migrations: 2, kept: 1 };

  test.each([
    ['before anything was checked', 'Stage 1', old],
    ['before it drains', 'Stage 2', old],
    ['before it installs', 'Stage 3', old],
    ['inside the transaction', 'package.install', old],
    ['before it activates', 'Stage 4', upgraded],
  ])(
    '%s: the old or the new state stands, the run goes on, and a new installation can start',
    async (_name, step, expected) => {
      const run = await killedAt(step);
      expect(await state()).toEqual(expected);
      await node.play(run, 2);
      expect(run).toMatchObject({ state: 'succeeded', result: { version: '1.1.0' } });
      expect(await state()).toEqual(upgraded);
      await node.packages.installPackage(
        await signedPackage(
          { version: '1.2.0' },
          { 'migrations/0002_more.sql': 'alter table greetings add column more text' },
        ),
        administrator,
      );
      expect((await node.packages.list())[0]?.version).toBe('1.2.0');
    },
  );
});
