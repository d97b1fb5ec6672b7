import { packPackage } from '@fernwart/addon-kit/package';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostileArchives } from '../../../../../packages/addon-kit/testing/hostile-archives.ts';
import { sampleFiles } from '../../../../../packages/addon-kit/testing/sample-package.ts';
import { testDatabases } from '../../../testing/databases.ts';
import { everythingInstalled } from '../../../testing/everything-installed.ts';
import {
  administrator,
  type PackageNode,
  packageNodes,
  signedPackage,
} from '../../../testing/package-nodes.ts';
import type { Database } from '../../platform/db/database.ts';

describe.each(testDatabases)('an archive that is refused changes nothing, on $kind', ({ open }) => {
  let db: Database;
  let nodes: ReturnType<typeof packageNodes>;
  let node: PackageNode;
  beforeAll(async () => {
    db = await open();
    nodes = packageNodes(db);
    node = await nodes.open();
  });
  afterAll(async () => {
    await nodes.close();
    await db.close();
  });
  const everything = () => everythingInstalled(db, node);

  async function refusedUploads(code: string): Promise<number> {
    const rows =
      await db.sql`select 1 from audit where action = 'package.upload' and details->>'code' = ${code}`;
    return rows.length;
  }

  test.each(hostileArchives)('$name', async ({ bytes, code }) => {
    const before = await everything();
    await expect(node.packages.upload(bytes(), administrator)).rejects.toMatchObject({ code });
    expect(await everything()).toEqual(before);
  });

  test.each<[string, string, Record<string, string | null>]>([
    [
      'SQL that reaches outside its schema',
      'migrations_invalid',
      { 'migrations/0002_b.sql': 'drop table public.people' },
    ],
    ['SQL of a forbidden kind', 'migrations_invalid', { 'migrations/0002_b.sql': 'create extension dblink' }],
  ])('%s', async (_name, code, files) => {
    const before = await everything();
    await expect(node.packages.upload(await signedPackage({}, files), administrator)).rejects.toMatchObject({
      code,
    });
    expect(await everything()).toEqual(before);
  });

  test('an unsigned one that the configuration does not name, with an audit record', async () => {
    const before = await refusedUploads('unsigned');
    await expect(
      node.packages.upload(await packPackage({ files: sampleFiles() }), administrator),
    ).rejects.toMatchObject({ code: 'unsigned' });
    expect(await refusedUploads('unsigned')).toBe(before + 1);
  });
});
