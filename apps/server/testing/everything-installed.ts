import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../src/platform/db/database.ts';
import type { PackageNode } from './package-nodes.ts';

/** Everything that an installation could have changed. */
export async function everythingInstalled(db: Database, node: PackageNode): Promise<object> {
  return {
    packages: await db.sql`select id, digest, state, installed_by from packages order by id`,
    migrations: await db.sql`select package_id, name from package_migrations order by 1, 2`,
    uploads: await db.sql`select digest from package_uploads`,
    generation: await db.sql`select generation from package_generation`,
    tables:
      await db.sql`select table_schema, table_name from information_schema.tables where table_schema like 'pkg_%' order by 1, 2`,
    schemas:
      await db.sql`select schema_name from information_schema.schemata where schema_name like 'pkg_%' order by 1`,
    files: await readdir(join(node.dataFolder, 'packages')).catch(() => []),
  };
}
