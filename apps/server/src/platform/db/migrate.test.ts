import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase } from '../../../testing/databases.ts';
import type { Database } from './database.ts';
import { migrate, readMigrations } from './migrate.ts';
import { openPostgresDatabase } from './postgres-database.ts';

describe('migrations on PostgreSQL', () => {
  let url: string;
  let drop: () => Promise<void>;
  const nodes: Database[] = [];
  const broken: unknown[] = [];

  function startNode(): Database {
    const node = openPostgresDatabase(url, (error) => void broken.push(error));
    nodes.push(node);
    return node;
  }

  beforeEach(async () => {
    broken.length = 0;
    ({ url, drop } = await createTestDatabase());
  });
  afterEach(async () => {
    // Only until here: dropping the database may cut connections that are being closed.
    expect(broken.splice(0)).toEqual([]);
    for (const node of nodes.splice(0)) await node.close();
    await drop();
  });

  test('a file that was applied in another wording stops the start', async () => {
    const node = startNode();
    await migrate(node);
    await node.sql`update schema_migrations set digest = 'another' where name = '0001_platform.sql'`;
    await expect(migrate(node)).rejects.toMatchObject({
      code: 'migration',
      message: expect.stringContaining('restore this file from the version that you installed'),
    });
  });

  test('one that fails stops the start in one sentence, and nothing of it stays', async () => {
    const node = startNode();
    const ours = [
      { name: '0001_good.sql', text: 'create table good (id integer)', digest: 'a' },
      { name: '0002_bad.sql', text: 'create table good (id integer)', digest: 'b' },
    ];
    await expect(migrate(node, ours)).rejects.toMatchObject({
      code: 'migration',
      message:
        'The migration 0002_bad.sql could not be applied (relation "good" already exists), and nothing was changed: start the version that you had before, and report this sentence.',
    });
    expect(await node.sql`select to_regclass('good') as found`).toEqual([{ found: null }]);
  });

  test('a database of a newer version is not touched', async () => {
    const node = startNode();
    await migrate(node);
    await node.sql`insert into schema_migrations (name, digest) values ('9999_future.sql', 'x')`;
    await expect(migrate(node)).rejects.toMatchObject({
      code: 'migration',
      message: expect.stringContaining('9999_future.sql'),
    });
  });

  test('twenty nodes that start together apply each of them once', async () => {
    const applied = await Promise.all(Array.from({ length: 20 }, () => migrate(startNode())));
    const names = (await readMigrations()).map(({ name }) => name);
    expect(applied.flat().toSorted()).toEqual(names);
    expect(applied.filter((done) => done.length > 0)).toHaveLength(1);
  });
});
