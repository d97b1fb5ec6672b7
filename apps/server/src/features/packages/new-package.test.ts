import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { developmentKey } from '../../../../../tools/addons/development-key.ts';
import { buildAddons } from '../../../../../tools/build-addons.ts';
import { testDatabases } from '../../../testing/databases.ts';
import { administrator, packageNodes } from '../../../testing/package-nodes.ts';
import { newPackage } from './new-package.ts';

const repository = fileURLToPath(new URL('../../../../..', import.meta.url));
const [pglite] = testDatabases;
let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'fernwart-new-'));
  await mkdir(join(root, 'addons'));
  await symlink(join(repository, 'node_modules'), join(root, 'node_modules'));
  await cp(join(repository, 'LICENSE'), join(root, 'LICENSE'));
});
afterEach(() => rm(root, { recursive: true }));

test.each(['', 'Upper', 'with space', '../escape', 'starter', '9lives'])('"%s" is no id', async (id) => {
  await expect(newPackage(id, join(root, 'addons/x'))).rejects.toThrow('is no id for a package');
});

test('nothing is written over', async () => {
  await expect(newPackage('mine', join(root, 'addons'))).rejects.toThrow('There is something in');
});

describe.each(pglite ? [pglite] : [])('on $kind', ({ open }) => {
  test('what it makes is built, installs and appears', async () => {
    await newPackage('my-notes', join(root, 'addons/my-notes'));
    const [file = ''] = await buildAddons(root);
    const db = await open();
    const nodes = packageNodes(db, developmentKey());
    const node = await nodes.open();
    await node.packages.installPackage(await readFile(file), administrator);
    const agent = await node.person('Anna Berg', ['agent']);
    const admin = await node.person('Petra Klein', ['administrator']);
    const { id } = await node.activities.create(agent, {
      kind: 'incident',
      subject: 'Printer',
      description: '',
      initiatorId: agent.id,
      teamId: null,
      priority: 1,
      assetIds: [],
    });
    const subject = { type: 'activity', id } as const;
    const reader = { actor: agent, language: 'en' } as const;

    const actions = (await node.host.offers(subject, agent, 'en')).actions;
    expect(actions.map((action) => [action.id, action.does.kind])).toEqual([
      ['my-notes/note', 'form'],
      ['my-notes/handbook', 'link'],
    ]);
    expect(node.host.pages(admin, 'en')).toMatchObject([{ package: 'my-notes', title: 'Notes' }]);
    expect(node.host.configurations.types()).toMatchObject([
      { packageId: 'my-notes', defaultName: 'MyNotes' },
    ]);
    await node.host.deeds.submit('my-notes', 'note', subject, { text: 'Call back' }, reader);
    const panel = await node.host.screens.panel('my-notes', 'notes', subject, agent, 'en');
    expect(panel.blocks[0]).toMatchObject({ entries: [{ title: 'Call back' }] });
    const query = { cursor: null, limit: 10, search: null, sort: null, filters: {} };
    expect((await node.host.screens.rows('my-notes', 'notes', query, agent, 'en')).rows).toHaveLength(1);
    expect(await node.host.openings.open('my-notes', 'handbook', subject, agent, 'en')).toMatchObject({
      kind: 'redirect',
    });
    await nodes.close();
    await db.close();
  }, 120_000);
});
