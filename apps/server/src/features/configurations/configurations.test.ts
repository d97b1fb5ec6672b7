import type { Addon, ManifestInput } from '@fernwart/addon-kit';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestAddonDesk, testAddonDesk } from '../../../testing/addon-desk.ts';
import { testDatabases } from '../../../testing/databases.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import { createAudit } from '../audit/service.ts';
import type { Configurations } from './configurations.ts';
import { createConfigurations } from './service.ts';

const contributions = {
  configurationTypes: [
    {
      id: 'server',
      title: 'title',
      addTitle: 'title',
      defaultName: 'Server',
      fields: [
        { name: 'address', title: 'title', kind: 'url', required: true },
        { name: 'password', title: 'title', kind: 'secret', required: true },
        { name: 'token', title: 'title', kind: 'secret' },
        { name: 'limit', title: 'title', kind: 'number', min: 1, max: 10, default: 5 },
        {
          name: 'mode',
          title: 'title',
          kind: 'select',
          options: [
            { value: 'a', title: 'title' },
            { value: 'b', title: 'title' },
          ],
        },
        { name: 'active', title: 'title', kind: 'switch' },
        { name: 'shown', title: 'title', kind: 'readonly' },
      ],
    },
  ],
} satisfies ManifestInput['contributions'];

describe.each(testDatabases)('configurations on $kind', ({ open }) => {
  let db: Database;
  let desk: TestAddonDesk;
  let service: Configurations;
  let admin: Actor;
  let stored: string[];
  let refusal: string | null;
  let judge: (values: Record<string, unknown>) => Record<string, string>;
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.script(
      'delete from configurations; delete from packages; drop schema if exists pkg_sample cascade',
    );
    desk = testAddonDesk(db);
    stored = [];
    refusal = null;
    judge = () => ({});
    const addon: Addon = {
      configurationTypes: {
        server: {
          validate: (values) => judge(values),
          suggestions: (id) => ({ address: `https://suggested.example.org/${id}` }),
          beforeDelete: async () => refusal,
          stored: async (id) => void stored.push(id),
        },
      },
    };
    await desk.run(addon, { contributions });
    const { clock, newId, live } = desk;
    const { sealer } = desk.ports;
    service = createConfigurations({
      db,
      clock,
      newId,
      sealer,
      live,
      audit: createAudit({ clock, newId }),
      addonHost: desk.host,
    });
    admin = await desk.person('Petra Klein', ['administrator']);
  });

  const values = { address: 'https://a.example.org', password: 'hunter2' };
  const create = (change: Record<string, unknown> = {}, name = 'Server') =>
    service.create({ package: 'sample', type: 'server', name, values: { ...values, ...change } }, admin);

  describe('what is refused', () => {
    test.each<[string, Record<string, unknown>, string]>([
      ['a missing required field', { address: '' }, 'values.address'],
      ['a missing required secret', { password: '' }, 'values.password'],
      ['no web address', { address: 'ftp://a.example.org' }, 'values.address'],
      ['no address at all', { address: 'a' }, 'values.address'],
      ['a number out of range', { limit: 11 }, 'values.limit'],
      ['a text for a number', { limit: '5' }, 'values.limit'],
      ['an unknown choice', { mode: 'c' }, 'values.mode'],
      ['a text for a switch', { active: 'yes' }, 'values.active'],
      ['an object for a secret', { token: {} }, 'values.token'],
      ['an unknown field', { other: 1 }, 'values.other'],
      ['a field that is only shown', { shown: 'x' }, 'values.shown'],
      ['a text without end', { address: `https://${'a'.repeat(5000)}` }, 'values.address'],
    ])('%s', async (_name, change, path) => {
      await expect(create(change)).rejects.toMatchObject({ code: 'invalid_input', errors: [{ path }] });
      expect(await service.list()).toEqual([]);
    });

    test('what the add-on refuses, in its own words', async () => {
      judge = ({ address }) => (address === values.address ? { address: 'Not this one.' } : {});
      await expect(create()).rejects.toMatchObject({
        errors: [{ path: 'values.address', message: 'Not this one.' }],
      });
      expect(await service.list()).toEqual([]);
    });

    test('an unknown type or package', async () => {
      const body = { name: 'x', values };
      await expect(service.create({ package: 'sample', type: 'none', ...body }, admin)).rejects.toMatchObject(
        { code: 'not_found' },
      );
      await expect(service.create({ package: 'none', type: 'server', ...body }, admin)).rejects.toMatchObject(
        { code: 'not_found' },
      );
    });

    test('a name that is taken, whatever its case', async () => {
      await create();
      await expect(create({}, 'SERVER')).rejects.toMatchObject({ code: 'already_exists' });
      const other = await create({}, 'Other');
      await expect(service.update(other.id, { version: 1, name: 'server' }, admin)).rejects.toMatchObject({
        code: 'already_exists',
      });
    });

    test('a change to what somebody else has changed meanwhile', async () => {
      const { id } = await create();
      const changes = await Promise.allSettled(
        [1, 2].map((limit) => service.update(id, { version: 1, values: { limit } }, admin)),
      );
      const refused = changes.filter((change) => change.status === 'rejected');
      expect(refused.map((change) => change.reason.code)).toEqual(['stale_version']);
    });

    test('a deletion that the add-on refuses', async () => {
      const { id } = await create();
      refusal = 'Sessions are open.';
      await expect(service.delete(id, admin)).rejects.toMatchObject({
        code: 'wrong_state',
        detail: { en: refusal },
      });
      expect(await service.list()).toHaveLength(1);
    });

    test('taking the mark from the default one', async () => {
      const { id } = await create();
      await expect(service.update(id, { version: 1, isDefault: false }, admin)).rejects.toMatchObject({
        code: 'wrong_state',
      });
    });
  });

  describe('secrets', () => {
    test('never come back, neither from the service nor from the database, the audit or the log', async () => {
      const { id } = await create({ token: 'tok-4711' });
      await service.update(id, { version: 1, values: { password: 'correct horse' } }, admin);
      const answers = [await service.get(id), await service.list(), service.types('de')];
      const rows = await db.sql`select * from configurations`;
      const audit = await db.sql`select * from audit where subject = ${`configuration:${id}`}`;
      const everything = JSON.stringify({ answers, rows, audit, logged: desk.logged });
      for (const secret of ['hunter2', 'correct horse', 'tok-4711']) expect(everything).not.toContain(secret);
      expect(audit).toHaveLength(2);
      expect(await service.get(id)).toMatchObject({
        storedSecrets: expect.arrayContaining(['password', 'token']),
      });
    });

    test('stay where the form leaves them empty, and go where it says so', async () => {
      const { id } = await create({ token: 'tok-4711' });
      await service.update(id, { version: 1, values: { password: '', token: null } }, admin);
      const snapshot = await desk.ports.configurations.get('sample', id);
      expect(snapshot?.secrets['password']?.reveal()).toBe('hunter2');
      expect(Object.keys(snapshot?.secrets ?? {})).toEqual(['password']);
    });

    test('open for their own package alone, and in their own place', async () => {
      const { id } = await create({ token: 'tok-4711' });
      expect(await desk.ports.configurations.get('other', id)).toBeNull();
      await db.sql`update configurations set secrets = jsonb_set(secrets, '{password}', secrets->'token') where id = ${id}`;
      await expect(desk.ports.configurations.get('sample', id)).rejects.toMatchObject({ code: 'unsealable' });
    });
  });

  test('the first one is the default; another one takes the mark; the next one inherits it', async () => {
    const first = await create();
    const second = await create({}, 'Second');
    expect([first.isDefault, second.isDefault]).toEqual([true, false]);
    await service.update(second.id, { version: 1, isDefault: true }, admin);
    expect((await service.get(first.id)).isDefault).toBe(false);
    expect((await desk.ports.configurations.default('sample', 'server'))?.id).toBe(second.id);
    await service.delete(second.id, admin);
    expect((await service.get(first.id)).isDefault).toBe(true);
  });

  test('two first ones at once: both are stored, one is the default', async () => {
    await Promise.all([create({}, 'One'), create({}, 'Two')]);
    const defaults = (await service.list()).filter((each) => each.isDefault);
    expect(defaults).toHaveLength(1);
    expect(await service.list()).toHaveLength(2);
  });

  test('a change leaves what it does not name, and tells everybody who looks', async () => {
    const { id } = await create({ mode: 'a' });
    desk.touched.splice(0);
    const changed = await service.update(id, { version: 1, values: { limit: 7 } }, admin);
    expect(changed).toMatchObject({
      version: 2,
      values: { address: values.address, mode: 'a', limit: 7 },
    });
    expect(changed.suggestions).toEqual({ address: `https://suggested.example.org/${id}` });
    expect(desk.touched).toEqual([`configuration:${id}`, 'configurations']);
    expect(stored).toEqual([id, id]);
  });

  test('an add-on that fails afterwards does not make what is stored a failure', async () => {
    await desk.run(
      {
        configurationTypes: {
          server: { validate: () => ({}), stored: () => Promise.reject(new Error('no')) },
        },
      },
      { contributions },
    );
    await expect(create()).resolves.toMatchObject({ name: 'Server' });
  });

  test('types come with their titles and fields in both languages', () => {
    const [type] = service.types('de');
    expect(type).toMatchObject({ title: 'Titel {name}', defaultName: 'Server' });
    expect(type?.fields[4]).toMatchObject({
      name: 'mode',
      label: 'Titel {name}',
      options: [{ value: 'a', label: 'Titel {name}' }, {}],
    });
    expect(service.types('en')[0]?.title).toBe('Title {name}');
  });
});
