import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase } from '../../../testing/databases.ts';
import type { Database } from './database.ts';
import { migrate, readMigrations } from './migrate.ts';
import { openPostgresDatabase } from './postgres-database.ts';

describe('migrations on PostgreSQL', () => {
  let url: string;
  let drop: () => Promise<void>;
  const nodes: Database[] = [];

  function startNode(): Database {
    const node = openPostgresDatabase(url, (error) => {
      throw error;
    });
    nodes.push(node);
    return node;
  }

  beforeEach(async () => {
    ({ url, drop } = await createTestDatabase());
  });
  afterEach(async () => {
    for (const node of nodes.splice(0)) await node.close();
    await drop();
  });

  test('a file that was applied in another wording stops the start', async () => {
    const node = startNode();
    await migrate(node);
    await node.sql`update schema_migrations set digest = 'another' where name = '0001_platform.sql'`;
    await expect(migrate(node)).rejects.toMatchObject({ code: 'migration_changed' });
  });

  test('twenty nodes that start together apply each of them once', async () => {
    const applied = await Promise.all(Array.from({ length: 20 }, () => migrate(startNode())));
    const names = (await readMigrations()).map(({ name }) => name);
    expect(applied.flat().toSorted()).toEqual(names);
    expect(applied.filter((done) => done.length > 0)).toHaveLength(1);
  });
});
