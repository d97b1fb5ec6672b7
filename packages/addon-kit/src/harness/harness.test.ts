import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sampleManifest } from '../../testing/sample-package.ts';
import { type Addon, defineAddon } from '../addon.ts';
import { inlines, localizedContent } from '../content-builder.ts';
import type { ActivitySnapshot, Host, PersonSnapshot } from '../host.ts';
import type { ManifestInput } from '../manifest.ts';
import { createHarness, type Harness } from './harness.ts';

const strings = {
  de: { greet: 'Grüßen', greetWorkflow: 'Grüßt {name}' },
  en: { greet: 'Greet', greetWorkflow: 'Greets {name}' },
};
const content = localizedContent(() => [inlines.text('Hello')]);
const anna: PersonSnapshot = {
  id: 'anna',
  name: 'Anna Berg',
  email: null,
  language: 'de',
  timeZone: 'Europe/Berlin',
  active: true,
  roles: ['agent'],
};
const subject = { type: 'activity', id: 'a1' } as const;
const activity: ActivitySnapshot = {
  id: 'a1',
  number: 'INC00001',
  kind: 'incident',
  subject: 'Printer',
  state: 202,
  initiatorId: null,
  responsibleId: 'anna',
  teamId: null,
  assetIds: [],
  createdAt: Temporal.Instant.from('2026-01-15T08:00:00Z'),
  closedAt: null,
};

/** Greets on an activity: once, after a minute, with a row of its own. */
const greeting: Addon = defineAddon({
  actions: {
    greet: {
      offered: async ({ viewer, subject }, host) =>
        (await host.activities.get(subject.id))?.responsibleId === viewer.id,
      async invoke({ viewer, subject }, host) {
        await host.transaction(async (tx) => {
          await tx.sql`insert into greetings (id, said_at) values (${subject.id}, ${host.clock.now()}) on conflict do nothing`;
          await tx.run({
            workflow: 'W_greet',
            key: subject.id,
            input: {},
            subject,
            dueAt: host.clock.now().add({ minutes: 1 }),
            personId: viewer.id,
            trigger: { kind: 'action', name: 'greet' },
          });
        });
        return { kind: 'refresh' };
      },
    },
  },
  workflows: {
    'W_greet@1.0': async (run, host) => {
      await run.log('info', 'greetWorkflow', { name: 'Anna' });
      await host.transaction((tx) =>
        tx.journal.add({ activityId: run.subject?.id ?? '', key: 'greeting', content }),
      );
      return { kind: 'done' };
    },
  },
});

let database: PGlite;
beforeAll(async () => {
  database = await PGlite.create();
  await database.exec('create table greetings (id text primary key, said_at timestamptz not null)');
});
afterAll(() => database.close());

let harness: Harness;
function open(change: Partial<ManifestInput> = {}, addon = greeting): Harness {
  harness = createHarness({
    addon,
    manifest: sampleManifest({
      permissions: ['activities.read', 'journal.write', 'database', 'runs.start'],
      ...change,
    }),
    strings,
    database,
  });
  harness.desk.activities.set('a1', activity);
  return harness;
}
beforeEach(async () => {
  await database.exec('truncate greetings');
  open();
});

describe('the rules of the real host', () => {
  test('what the manifest does not ask for rejects', async () => {
    open({ permissions: [] });
    await expect(harness.host.activities.get('a1')).rejects.toMatchObject({ code: 'permission_missing' });
    await expect(harness.host.transaction((tx) => tx.touch('activity:a1'))).rejects.toMatchObject({
      code: 'permission_missing',
    });
  });

  test('nothing outgoing, and nothing past the transaction, inside one', async () => {
    open({ permissions: ['activities.read', 'network', 'database'], hosts: ['https://a.example.org'] });
    for (const work of [
      (host: Host) => host.activities.get('a1'),
      (host: Host) => host.sql`select 1`,
      (host: Host) => host.fetch({ method: 'GET', url: 'https://a.example.org/' }),
    ]) {
      await expect(
        harness.host.transaction(() => work(harness.host) as Promise<unknown>),
      ).rejects.toMatchObject({ code: 'inside_transaction' });
    }
  });

  test('only declared hosts, and only requests that somebody expects', async () => {
    open({ permissions: ['network'], hosts: ['https://a.example.org'] });
    await expect(harness.host.fetch({ method: 'GET', url: 'https://b.example.org/' })).rejects.toMatchObject({
      code: 'host_not_allowed',
    });
    await expect(harness.host.fetch({ method: 'GET', url: 'https://a.example.org/' })).rejects.toMatchObject({
      code: 'network',
    });
    harness.network = ({ url }) => ({ status: 200, headers: { 'X-Url': url } });
    const answer = await harness.host.fetch({ method: 'GET', url: 'https://a.example.org/' });
    expect([answer.status, answer.header('x-url')]).toEqual([200, 'https://a.example.org/']);
  });

  test('a transaction that throws leaves nothing behind', async () => {
    const failing = harness.host.transaction(async (tx) => {
      await tx.sql`insert into greetings values ('a1', now())`;
      await tx.journal.add({ activityId: 'a1', key: 'k', content });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(harness.desk.journal).toEqual([]);
    expect(await harness.host.sql`select * from greetings`).toEqual([]);
  });

  test('of many journal entries in one call each key is written once', async () => {
    const entry = (key: string) => ({ activityId: 'a1', key, content });
    await harness.host.transaction((tx) => tx.journal.add(entry('a'), entry('b'), entry('a')));
    await harness.host.transaction((tx) => tx.journal.add(entry('b'), entry('c')));
    expect(harness.desk.journal.map(({ key }) => key)).toEqual(['a', 'b', 'c']);
  });

  test('secrets open for their purpose alone', async () => {
    open({ permissions: ['secrets'] });
    const sealed = await harness.host.secrets.seal({ reveal: () => 'hunter2' }, 'a');
    expect((await harness.host.secrets.open(sealed, 'a')).reveal()).toBe('hunter2');
    await expect(harness.host.secrets.open(sealed, 'b')).rejects.toMatchObject({ code: 'unsealable' });
  });

  test('a manifest or strings that would not be installed are refused here already', () => {
    expect(() => open({ id: 'Wrong' })).toThrow(expect.objectContaining({ code: 'manifest_invalid' }));
    expect(() =>
      createHarness({ addon: greeting, manifest: sampleManifest(), strings: { de: {}, en: {} } }),
    ).toThrow(expect.objectContaining({ code: 'strings_invalid' }));
  });

  test('blocks are held against the contract', async () => {
    const addon: Addon = {
      panels: { p: { offered: () => true, render: async () => ({ blocks: [{ type: 'script' }] as never }) } },
    };
    open({}, addon);
    await expect(harness.panel('p', subject, anna)).rejects.toThrow();
  });
});

test('what is not offered cannot be invoked', async () => {
  const ben = { ...anna, id: 'ben' };
  await expect(harness.invoke('greet', subject, ben)).rejects.toMatchObject({ code: 'not_allowed' });
});

test('an action, its run and what they leave, once however often', async () => {
  await harness.invoke('greet', subject, anna);
  await harness.invoke('greet', subject, anna);
  expect(await harness.host.sql`select id, said_at as at from greetings`).toEqual([
    { id: 'a1', at: harness.clock.now() },
  ]);
  await harness.work();
  expect(harness.desk.journal).toEqual([]);
  harness.clock.advance({ minutes: 1 });
  await harness.work();
  const [run] = harness.desk.runs;
  expect(harness.desk.runs).toHaveLength(1);
  expect(run).toMatchObject({ state: 'succeeded', attempt: 1, log: ['info Greets Anna'] });
  if (run) await harness.execute(run);
  expect(harness.desk.journal).toHaveLength(1);
});
