import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { packPackage } from '@fernwart/addon-kit/package';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sampleFiles, sampleManifest } from '../../../../../packages/addon-kit/testing/sample-package.ts';
import { testDatabases } from '../../../testing/databases.ts';
import { everythingInstalled } from '../../../testing/everything-installed.ts';
import {
  administrator,
  type PackageNode,
  packageNodes,
  signedPackage,
} from '../../../testing/package-nodes.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';

describe.each(testDatabases)('packages on $kind', ({ open }) => {
  let db: Database;
  let nodes: ReturnType<typeof packageNodes>;
  let node: PackageNode;
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.script(`
      delete from packages; delete from package_migrations; delete from package_uploads; delete from nodes; delete from leases;
      delete from configurations; drop schema if exists pkg_sample cascade; drop schema if exists pkg_other cascade`);
    nodes = packageNodes(db);
    node = await nodes.open();
  });
  afterEach(() => nodes.close());

  const everything = () => everythingInstalled(db, node);
  const installed = async () =>
    (await node.packages.list()).map(({ id, version, state }) => `${id} ${version} ${state}`);
  const install = (bytes: Uint8Array) => node.packages.installPackage(bytes, administrator);

  describe('a stage that fails leaves everything as it was', () => {
    test.each<[string, string, Record<string, string | null>]>([
      ['code that throws', 'module_broken', { 'server.js': "throw new Error('no')" }],
      ['code that ends the process', 'module_broken', { 'server.js': 'process.exit(1)' }],
      ['code that does not parse', 'module_broken', { 'server.js': 'export default {' }],
      ['code that lacks a handler', 'module_incomplete', { 'server.js': 'export default { actions: {} }' }],
      [
        'a migration that fails',
        'migration_failed',
        { 'migrations/0002_b.sql': 'create table fine (id text); insert into missing values (1)' },
      ],
    ])('%s', async (_name, code, files) => {
      const before = await everything();
      await expect(install(await signedPackage({}, files))).rejects.toMatchObject({ code });
      expect(await everything()).toMatchObject({ ...before, uploads: expect.anything() });
      expect(await db.sql`select 1 from leases`).toEqual([]);
      expect(await db.sql`select 1 from package_drains`).toEqual([]);
      await install(await signedPackage());
      expect(await installed()).toEqual(['sample 1.0.0 active']);
    });

    test('an upgrade that fails leaves the old version running', async () => {
      await install(await signedPackage());
      await expect(
        install(
          await signedPackage(
            { version: '1.1.0' },
            { 'migrations/0002_b.sql': 'insert into missing values (1)' },
          ),
        ),
      ).rejects.toMatchObject({ code: 'migration_failed' });
      expect(await installed()).toEqual(['sample 1.0.0 active']);
      const agent = await node.person('Anna Berg', ['agent']);
      await expect.poll(() => offered(node, agent), { timeout: 20_000 }).toEqual(['sample/greet']);
    });
  });

  async function offered(on: PackageNode, actor: Actor): Promise<string[]> {
    const activity = await on.activities.create(actor, {
      kind: 'incident',
      subject: 'x',
      description: '',
      initiatorId: actor.id,
      teamId: null,
      priority: 1,
      assetIds: [],
    });
    const actions = (await on.host.offers({ type: 'activity', id: activity.id }, actor, 'en')).actions;
    return actions.map((action) => action.id);
  }

  test('the details of an upload, before anything is installed', async () => {
    const inspected = await node.packages.upload(
      await signedPackage({ dependencies: [{ id: 'other', version: '2.0.0' }] }),
      administrator,
    );
    expect(inspected).toMatchObject({
      id: 'sample',
      step: 'new',
      installedVersion: null,
      signature: { state: 'trusted', publisher: 'Fernwart' },
      newMigrations: ['0001_tables'],
      installable: false,
      prerequisites: [
        { met: true, text: { en: 'Fernwart 1.0.0 or newer (this is 1.0.0)' } },
        { met: false, text: { de: 'Paket „other“ 2.0.0 oder neuer (nicht installiert)' } },
      ],
    });
    expect(inspected.contributions.map(({ title }) => title.de)).toEqual([
      'Aktion: Grüßen',
      'Workflow: Grüßt {name} (W_greet 1.0)',
    ]);
    expect(inspected.permissions.map(({ text }) => text.en)).toContain('Read activities');
    await expect(node.packages.install(inspected, administrator)).rejects.toMatchObject({
      code: 'prerequisites_missing',
    });
  });

  test('what an upgrade asks for beyond the installed version', async () => {
    await install(await signedPackage({ hosts: ['https://one.example.org'] }));
    const next = await signedPackage({
      version: '1.1.0',
      permissions: ['activities.read', 'database', 'journal.write', 'network', 'mail.send'],
      hosts: ['https://one.example.org', 'https://two.example.org'],
    });
    expect(await node.packages.upload(next, administrator)).toMatchObject({
      step: 'upgrade',
      newMigrations: [],
      newPermissions: ['network', 'mail.send'],
      newHosts: ['https://two.example.org'],
    });
    const same = await node.packages.upload(await signedPackage({ version: '1.2.0' }), administrator);
    expect(same).toMatchObject({ newPermissions: [], newHosts: [] });
  });

  test('something else than what was confirmed is not installed', async () => {
    const inspected = await node.packages.upload(await signedPackage(), administrator);
    await expect(
      node.packages.install({ ...inspected, digest: 'another' }, administrator),
    ).rejects.toMatchObject({ code: 'upload_changed' });
    await expect(
      node.packages.install({ ...inspected, upload: node.newId() }, administrator),
    ).rejects.toMatchObject({ code: 'upload_gone' });
  });

  test('an installation goes through its four stages and the package works at once', async () => {
    const agent = await node.person('Anna Berg', ['agent']);
    expect(await offered(node, agent)).toEqual([]);
    await install(await signedPackage());
    expect(await offered(node, agent)).toEqual(['sample/greet']);
    const [run] = nodes.runs.values();
    expect(run?.lines.filter((line) => line.startsWith('Stage'))).toEqual([
      'Stage 1 of 4: Check',
      'Stage 2 of 4: Drain',
      'Stage 3 of 4: Install',
      'Stage 4 of 4: Activate',
    ]);
    expect(await node.packages.list()).toMatchObject([
      { id: 'sample', signed: true, publisher: 'Fernwart', installedBy: 'Petra Klein' },
    ]);
    expect(await readdir(join(node.dataFolder, 'packages'))).toHaveLength(1);
  });

  test('two installations at once: the second is told to wait', async () => {
    const one = await node.packages.upload(await signedPackage(), administrator);
    const other = await node.packages.upload(await signedPackage({ id: 'other' }), administrator);
    const answers = await Promise.allSettled(
      [one, other].map((each) => node.packages.install(each, administrator)),
    );
    expect(answers.map((answer) => answer.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(answers.find((answer) => answer.status === 'rejected')?.reason).toMatchObject({ code: 'busy' });
    await expect.poll(async () => (await db.sql`select 1 from leases`).length, { timeout: 20_000 }).toBe(0);
  });

  test('an upgrade keeps data and runs only what is new', async () => {
    await install(await signedPackage());
    await db.sql`insert into pkg_sample.greetings values ('kept', now())`;
    await install(
      await signedPackage(
        { version: '1.1.0' },
        { 'migrations/0002_more.sql': 'alter table greetings add column more text' },
      ),
    );
    expect(await db.sql`select id, more from pkg_sample.greetings`).toEqual([{ id: 'kept', more: null }]);
    expect(await installed()).toEqual(['sample 1.1.0 active']);
  });

  test('the same version installs again, a lower one is refused', async () => {
    await install(await signedPackage({ version: '1.1.0' }));
    await db.sql`insert into pkg_sample.greetings values ('kept', now())`;
    await install(await signedPackage({ version: '1.1.0' }));
    expect(await db.sql`select id from pkg_sample.greetings`).toHaveLength(1);
    const lower = await node.packages.upload(await signedPackage({ version: '1.0.9' }), administrator);
    expect(lower).toMatchObject({ step: 'lower', installable: false });
    await expect(node.packages.install(lower, administrator)).rejects.toMatchObject({
      code: 'version_lower',
    });
  });

  test('migrations that were run may neither change nor vanish', async () => {
    await install(await signedPackage());
    for (const [sql, code] of [
      ['create table other (id text)', 'migration_changed'],
      [null, 'migration_vanished'],
    ] as const) {
      const bytes = await signedPackage({ version: '2.0.0' }, { 'migrations/0001_tables.sql': sql });
      await expect(node.packages.upload(bytes, administrator)).rejects.toMatchObject({ code });
    }
  });

  test('an unsigned package that the configuration names is installed and said to be unsigned', async () => {
    const bytes = await packPackage({
      files: sampleFiles({ 'manifest.json': JSON.stringify(sampleManifest({ id: 'unsigned-sample' })) }),
    });
    await install(bytes);
    expect(await node.packages.list()).toMatchObject([
      { id: 'unsigned-sample', signed: false, publisher: null },
    ]);
    await node.packages.remove('unsigned-sample', { data: 'delete', confirmName: 'Sample' }, administrator);
  });

  test('disabled it offers nothing and keeps everything; enabled it goes on', async () => {
    const agent = await node.person('Anna Berg', ['agent']);
    await install(await signedPackage());
    await node.packages.disable('sample', administrator);
    await expect.poll(() => offered(node, agent), { timeout: 20_000 }).toEqual([]);
    expect(await installed()).toEqual(['sample 1.0.0 disabled']);
    expect(await db.sql`select 1 from pkg_sample.greetings`).toEqual([]);
    await node.packages.enable('sample', administrator);
    await expect.poll(() => offered(node, agent), { timeout: 20_000 }).toEqual(['sample/greet']);
  });

  test('a package that another one needs is neither disabled nor removed', async () => {
    await install(await signedPackage());
    await install(await signedPackage({ id: 'other', dependencies: [{ id: 'sample', version: '1.0.0' }] }));
    await expect(node.packages.disable('sample', administrator)).rejects.toMatchObject({
      code: 'wrong_state',
    });
    await expect(node.packages.remove('sample', { data: 'keep' }, administrator)).rejects.toMatchObject({
      code: 'wrong_state',
    });
  });

  test('removal asks for the name before it deletes data', async () => {
    await install(await signedPackage());
    for (const confirmName of ['', 'sample', 'Other']) {
      await expect(
        node.packages.remove('sample', { data: 'delete', confirmName }, administrator),
      ).rejects.toMatchObject({ code: 'invalid_input' });
    }
    await node.packages.remove('sample', { data: 'delete', confirmName: 'Beispiel' }, administrator);
    expect(await installed()).toEqual([]);
    expect(await db.sql`select 1 from information_schema.schemata where schema_name = 'pkg_sample'`).toEqual(
      [],
    );
    expect(await db.sql`select 1 from package_migrations`).toEqual([]);
  });

  test('removal with its data kept: installed again, it finds them', async () => {
    await install(await signedPackage());
    await db.sql`insert into pkg_sample.greetings values ('kept', now())`;
    await node.packages.remove('sample', { data: 'keep' }, administrator);
    expect(await installed()).toEqual([]);
    await install(await signedPackage());
    expect(await db.sql`select id from pkg_sample.greetings`).toEqual([{ id: 'kept' }]);
  });

  test('every administrative act leaves an audit record', async () => {
    await install(await signedPackage());
    await node.packages.disable('sample', administrator);
    await node.packages.enable('sample', administrator);
    await node.packages.remove('sample', { data: 'keep' }, administrator);
    const records = await db.sql<{ action: string; actor: string }>`
      select distinct action, actor from audit where subject = 'package:sample' and outcome = 'done' order by action`;
    expect(records).toEqual(
      ['disable', 'enable', 'install', 'remove'].map((act) => ({
        action: `package.${act}`,
        actor: 'Petra Klein',
      })),
    );
  });

  test('a file that was changed on disk is not what runs', async () => {
    await install(await signedPackage());
    const { writeFile } = await import('node:fs/promises');
    const [name = ''] = await readdir(join(node.dataFolder, 'packages'));
    await writeFile(join(node.dataFolder, 'packages', name), "throw new Error('tampered')");
    const second = await nodes.open();
    const agent = await second.person('Anna Berg', ['agent']);
    expect(await offered(second, agent)).toEqual(['sample/greet']);
  });

  test('installed through one node, it works on the other', async () => {
    const other = await nodes.open();
    const agent = await node.person('Anna Berg', ['agent']);
    await install(await signedPackage());
    expect(await offered(other, agent)).toEqual(['sample/greet']);
    await install(
      await signedPackage(
        { version: '1.1.0' },
        {
          'server.js': `export default { actions: { greet: { offered: () => false, invoke: async () => ({ kind: 'refresh' }) } }, workflows: { 'W_greet@1.0': async () => ({ kind: 'done' }) } }`,
        },
      ),
    );
    expect(await offered(other, agent)).toEqual([]);
  });

  test('an upgrade under load: no call fails, and no old code meets the new schema', async () => {
    const other = await nodes.open();
    const agent = await node.person('Anna Berg', ['agent']);
    const { id } = await node.activities.create(agent, {
      kind: 'incident',
      subject: 'x',
      description: '',
      initiatorId: agent.id,
      teamId: null,
      priority: 1,
      assetIds: [],
    });
    const code = (column: string) => `export default {
      actions: { greet: { offered: () => true, async invoke({ input }, host) {
        await host.sql\`insert into greetings (id, ${column}) values (\${input.id}, now())\`;
        return { kind: 'notice', tone: 'info', text: host.package.version };
      } } },
      workflows: { 'W_greet@1.0': async () => ({ kind: 'done' }) } }`;
    await install(await signedPackage({}, { 'server.js': code('said_at') }));

    let upgraded = false;
    const answers: string[] = [];
    async function load(on: PackageNode): Promise<void> {
      for (
        let calls = 0;
        calls < 2000 && !(upgraded && answers.at(-1) === '2.0.0' && calls > 20);
        calls += 1
      ) {
        const input = { id: on.newId() };
        const outcome = await on.host.deeds.invoke('sample', 'greet', { type: 'activity', id }, input, {
          actor: agent,
          language: 'en',
        });
        if (outcome.kind === 'notice') answers.push(outcome.text);
      }
    }
    const loads = [node, node, other, other].map(load);
    await install(
      await signedPackage(
        { version: '2.0.0' },
        {
          'server.js': code('told_at'),
          'migrations/0002_told.sql': 'alter table greetings rename column said_at to told_at',
        },
      ),
    );
    upgraded = true;
    await Promise.all(loads);
    expect(new Set(answers)).toEqual(new Set(['1.0.0', '2.0.0']));
    const [row] = await db.sql<{ count: number }>`select count(*) from pkg_sample.greetings`;
    expect(row?.count).toBe(answers.length);
  });
});
