import { type Addon, type Host, inlines, localizedContent } from '@fernwart/addon-kit';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestAddonDesk, testAddonDesk } from '../../../testing/addon-desk.ts';
import { testDatabases } from '../../../testing/databases.ts';
import type { Database } from '../db/database.ts';
import type { Actor } from '../http/actor.ts';

const greet = { id: 'greet', subject: 'activity', title: 'title', does: 'invoke' } as const;

/** An add-on whose one action does what the test wants with its host. */
function doing(work: (host: Host) => Promise<unknown>): Addon {
  return {
    actions: {
      greet: {
        offered: () => true,
        async invoke(_context, host) {
          await work(host);
          return { kind: 'refresh' };
        },
      },
    },
  };
}

describe.each(testDatabases)('the host on $kind', ({ open }) => {
  let db: Database;
  let desk: TestAddonDesk;
  let agent: Actor;
  let activityId: string;
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.script('drop schema if exists pkg_sample cascade; delete from packages');
    desk = testAddonDesk(db);
    agent = await desk.person('Anna Berg', ['agent']);
    const created = await desk.activities.create(agent, {
      kind: 'incident',
      subject: 'Printer',
      description: '',
      initiatorId: agent.id,
      teamId: null,
      priority: 1,
      assetIds: [],
    });
    activityId = created.id;
  });
  /** Audit records cannot be deleted, so they are counted. */
  async function refusals(permission: string): Promise<number> {
    const rows = await db.sql`
      select 1 from audit where action = 'addon.permission_missing' and details->>'permission' = ${permission}`;
    return rows.length;
  }

  async function within(work: (host: Host) => Promise<unknown>, change = {}): Promise<void> {
    const host = await desk.run(doing(work), { contributions: { actions: [greet] }, ...change });
    await host.deeds.invoke(
      'sample',
      'greet',
      { type: 'activity', id: activityId },
      {},
      { actor: agent, language: 'en' },
    );
  }
  /** What the work rejected with. */
  async function rejection(work: (host: Host) => Promise<unknown>, change = {}): Promise<{ code?: string }> {
    let caught: unknown;
    await within(async (host) => {
      try {
        await work(host);
      } catch (error) {
        caught = error;
      }
    }, change);
    if (caught === undefined) throw new Error('nothing was rejected');
    return caught as { code?: string };
  }

  describe('what was not asked for in the manifest', () => {
    test.each<[string, (host: Host) => Promise<unknown>]>([
      ['activities.read', (host) => host.activities.get('x')],
      ['assets.read', (host) => host.assets.page(null, 10)],
      ['people.read', (host) => host.people.administrators()],
      ['configurations', (host) => host.configurations.list('x')],
      ['secrets', (host) => host.secrets.open('x', 'y')],
      ['database', (host) => host.sql`select 1`],
      ['network', (host) => host.fetch({ method: 'GET', url: 'https://real.example.org/' })],
    ])('%s rejects and leaves an audit record', async (permission, work) => {
      const before = await refusals(permission);
      expect(await rejection(work, { permissions: [] })).toMatchObject({ code: 'permission_missing' });
      await expect.poll(() => refusals(permission), { timeout: 20_000 }).toBe(before + 1);
    });

    test.each<[string, (tx: Parameters<Parameters<Host['transaction']>[0]>[0]) => Promise<unknown>]>([
      ['database', (tx) => tx.sql`select 1`],
      ['activities.read', (tx) => tx.activities.lock('x')],
      ['journal.write', (tx) => tx.journal.add({ activityId: 'x', key: 'k', content: { de: [], en: [] } })],
      ['mail.send', (tx) => tx.mail.send({ key: 'k', to: { name: '', address: '' }, subject: '', text: '' })],
      ['assets.attributes', (tx) => tx.assets.setAttributes([])],
      ['assets.create', (tx) => tx.assets.create({ name: 'x' })],
      ['runs.start', (tx) => tx.run({ workflow: 'w', input: {}, trigger: { kind: 'system', name: 'x' } })],
      ['live', (tx) => tx.touch('activity:x')],
    ])('%s inside a transaction rejects, rolls back and leaves an audit record', async (permission, work) => {
      const before = await refusals(permission);
      expect(await rejection((host) => host.transaction(work), { permissions: [] })).toMatchObject({
        code: 'permission_missing',
      });
      await expect.poll(() => refusals(permission), { timeout: 20_000 }).toBe(before + 1);
    });
  });

  describe('statements', () => {
    test.each<[string, (host: Host) => Promise<unknown>]>([
      ['a desk table by its schema', (host) => host.sql`select * from public.people`],
      ['a catalogue table', (host) => host.sql`select * from pg_authid`],
      ['a catalogue table by its schema', (host) => host.sql`select * from pg_catalog.pg_shadow`],
      ['a file', (host) => host.sql`select pg_read_file('/etc/passwd')`],
      ['a large object', (host) => host.sql`select lo_import('/etc/passwd')`],
      [
        'a statement as text',
        (host) => host.sql`select query_to_xml('select * from public.people', true, true, '')`,
      ],
      ['a foreign sequence', (host) => host.sql`select nextval('public.incident_numbers')`],
      ['a sequence named by a value', (host) => host.sql`select nextval(${'x'})`],
      ['a setting', (host) => host.sql`select set_config('search_path', 'public', false)`],
      [
        'a foreign table inside a CTE',
        (host) => host.sql`with gone as (delete from public.assets returning 1) select * from gone`,
      ],
      [
        'a foreign table in a subquery',
        (host) => host.sql`insert into things select id::text from public.people`,
      ],
      ['a definition', (host) => host.sql`create table more (id text)`],
      ['two statements', (host) => host.sql`select 1; select 2`],
      ['select into', (host) => host.sql`select 1 as a into copied`],
      ['a lock on a table', (host) => host.sql`lock table things`],
      ['a copy', (host) => host.sql`copy things to '/tmp/things'`],
      ['no statement at all', (host) => host.sql``],
    ])('that reach %s are refused', async (_what, work) => {
      expect(await rejection(work)).toMatchObject({ code: 'statement_refused' });
      expect(
        await rejection((host) => host.transaction((tx) => work({ ...host, sql: tx.sql }))),
      ).toMatchObject({
        code: 'statement_refused',
      });
    });

    test.each<[string, (host: Host) => Promise<unknown>]>([
      ['a query', (host) => host.sql`select generate_series(1, 50000000)`],
      [
        'one with an order, a lock, a comment and a semicolon',
        (host) => host.sql`select n, 'ü' from generate_series(1, 200000) n order by n; -- all`,
      ],
      ['one of two halves', (host) => host.sql`select generate_series(1, 50000000) union all select 1`],
      [
        'a query in a transaction',
        (host) => host.transaction((tx) => tx.sql`select generate_series(1, 50000000)`),
      ],
    ])('%s that answers a flood of rows is cut off', async (_what, work) => {
      expect(await rejection(work)).toMatchObject({ code: 'too_many_rows' });
    });

    test('what a query limits or locks by itself stays as it is', async () => {
      let rows: unknown[] = [];
      await within(async (host) => {
        await host.sql`insert into things (id) values ('a'), ('b'), ('c')`;
        rows = [
          await host.sql`select id from things order by id limit 1`,
          await host.sql`select id from things order by id offset 1 fetch first 1 row only`,
          await host.transaction(
            (tx) => tx.sql`select id from things where id = ${'c'} for update skip locked;`,
          ),
          await host.sql`with gone as (delete from things where id = 'a' returning id) select id from gone`,
          await host.sql`values (1), (2)`,
        ];
      });
      expect(rows).toEqual([
        [{ id: 'a' }],
        [{ id: 'b' }],
        [{ id: 'c' }],
        [{ id: 'a' }],
        [{ column1: 1 }, { column1: 2 }],
      ]);
    });

    test("the desk's tables are not found by their bare names", async () => {
      expect(await rejection((host) => host.sql`select * from people`)).toMatchObject({ code: '42P01' });
    });

    test('objects do not go in as values', async () => {
      const value = { toString: () => 'x' } as unknown as string;
      expect(await rejection((host) => host.sql`select ${value}`)).toMatchObject({ code: 'bad_value' });
    });

    test("the package's own tables are read and written, instants included", async () => {
      const at = Temporal.Instant.from('2026-03-01T10:00:00Z');
      let rows: unknown;
      await within(async (host) => {
        await host.sql`insert into things (id, made_at) select unnest(${['a', 'b']}::text[]), ${at}`;
        rows = await host.sql`select id, made_at as at from things order by id`;
      });
      expect(rows).toEqual([
        { id: 'a', at },
        { id: 'b', at },
      ]);
    });
  });

  describe('transactions', () => {
    const content = localizedContent(() => [inlines.text('Hello')]);

    test('everything in one becomes durable together, in whatever order it was asked for', async () => {
      await within((host) =>
        host.transaction(async (tx) => {
          const locked = await tx.activities.lock(activityId);
          await Promise.all([
            tx.sql`insert into things (id) values (${locked?.number ?? 'none'})`,
            tx.journal.add({ activityId, key: 'created', content, personId: agent.id }),
            tx.sql`insert into things (id) values ('second')`,
            tx.touch(`activity:${activityId}`),
          ]);
        }),
      );
      const entries =
        await db.sql`select key, author_kind, author_name from journal_entries where key like 'sample:%'`;
      expect(entries).toEqual([{ key: 'sample:created', author_kind: 'person', author_name: 'Anna Berg' }]);
      expect(await db.sql`select id from pkg_sample.things where id like 'INC%'`).toHaveLength(1);
    });

    test('nothing of one stays when it throws', async () => {
      const rejected = await rejection((host) =>
        host.transaction(async (tx) => {
          await tx.sql`insert into things (id) values ('a')`;
          await tx.journal.add({ activityId, key: 'created', content });
          throw new Error('no');
        }),
      );
      expect(rejected).toMatchObject({ message: 'no' });
      expect(await db.sql`select 1 from pkg_sample.things`).toEqual([]);
      expect(await db.sql`select 1 from journal_entries where author_kind = 'package'`).toEqual([]);
    });

    test('many entries are written in one call, each under its key and in its own name', async () => {
      await within((host) =>
        host.transaction((tx) =>
          tx.journal.add(
            { activityId, key: 'a', content, personId: agent.id },
            { activityId, key: 'b', content, supersedes: 'a' },
            { activityId, key: 'a', content },
          ),
        ),
      );
      const entries = await db.sql`
        select e.key, e.author_kind, older.key as older
        from journal_entries e left join journal_entries older on older.id = e.supersedes
        where e.activity_id = ${activityId} and e.key like 'sample:%' order by e.at`;
      expect(entries).toEqual([
        { key: 'sample:a', author_kind: 'person', older: null },
        { key: 'sample:b', author_kind: 'package', older: 'sample:a' },
      ]);
    });

    test('a handle that outlives its transaction is refused', async () => {
      let kept: Parameters<Parameters<Host['transaction']>[0]>[0] | undefined;
      await within((host) =>
        host.transaction(async (tx) => {
          kept = tx;
        }),
      );
      await expect(kept?.touch('activity:x')).rejects.toMatchObject({ code: 'call_over' });
    });

    test('root calls and outgoing calls inside one are refused', async () => {
      for (const work of [
        (host: Host) => host.sql`select 1`,
        (host: Host) => host.activities.get(activityId),
        (host: Host) => host.fetch({ method: 'GET', url: 'https://real.example.org/' }),
      ]) {
        expect(
          await rejection((host) => host.transaction(async () => void (await work(host)))),
        ).toMatchObject({
          code: 'inside_transaction',
        });
      }
    });

    test('an undeclared workflow, attribute or topic is refused', async () => {
      for (const work of [
        (host: Host) =>
          host.transaction((tx) =>
            tx.run({ workflow: 'W_none', input: {}, trigger: { kind: 'system', name: 'x' } }),
          ),
        (host: Host) =>
          host.transaction((tx) =>
            tx.assets.setAttributes([{ assetId: 'a', attribute: 'none', value: '1', origin: 'by_hand' }]),
          ),
        (host: Host) => host.transaction((tx) => tx.touch('not a topic')),
      ]) {
        expect(await rejection(work)).toMatchObject({ code: 'bad_value' });
      }
    });

    test('a run starts in the highest declared version', async () => {
      const workflows = ['1.2', '1.14', '1.9'].map((version) => ({ name: 'W_a', version, title: 'title' }));
      await within(
        (host) =>
          host.transaction((tx) =>
            tx.run({
              workflow: 'W_a',
              input: { a: 1 },
              key: 'k',
              trigger: { kind: 'action', name: 'greet' },
              personId: agent.id,
            }),
          ),
        { contributions: { actions: [greet], workflows } },
      );
      expect(desk.runs).toEqual([
        {
          packageId: 'sample',
          workflow: 'W_a',
          version: '1.14',
          input: { a: 1 },
          key: 'k',
          trigger: { kind: 'action', name: 'greet', personId: agent.id },
        },
      ]);
    });
  });

  test('code of a version that is no longer installed reaches neither tables nor desk', async () => {
    const rejected = await rejection(async (host) => {
      await db.sql`update packages set digest = 'another' where id = 'sample'`;
      await host.sql`select 1`;
    });
    expect(rejected).toMatchObject({ code: 'package_replaced' });
  });

  describe('a flood of log lines', () => {
    test('is cut off and said to be, and no line is longer than a page', async () => {
      await within(async (host) => {
        for (let line = 0; line < 5000; line += 1)
          host.log.info('x'.repeat(10_000), {
            text: 'y'.repeat(10_000),
            list: Array.from({ length: 1_000 }, () => 'z'),
          });
      });
      const lines = desk.logged.filter(({ fields }) => fields['package'] === 'sample');
      expect(lines).toHaveLength(201);
      expect(lines.at(-1)?.message).toMatch(/logs too much/);
      for (const line of lines) expect(JSON.stringify(line).length).toBeLessThan(6_000);
    });
  });

  test('secrets open for this package and purpose alone', async () => {
    await within(async (host) => {
      const sealed = await host.secrets.seal({ reveal: () => 'hunter2' }, 'token');
      expect((await host.secrets.open(sealed, 'token')).reveal()).toBe('hunter2');
      await expect(host.secrets.open(sealed, 'other')).rejects.toMatchObject({ code: 'unsealable' });
      expect(() => desk.ports.sealer.open(sealed, 'token')).toThrow();
    });
  });

  test('a host ends with the call that it was given to', async () => {
    const kept: Host[] = [];
    await within(async (host) => void kept.push(host));
    for (const host of kept) {
      await expect(host.sql`select 1`).rejects.toMatchObject({ code: 'call_over' });
      await expect(host.activities.get(activityId)).rejects.toMatchObject({ code: 'call_over' });
    }
    expect(kept).toHaveLength(1);
  });

  test('texts, links and callbacks know where they are', async () => {
    await within(async (host) => {
      expect(host.text('de', 'title', { name: 'x' })).toBe('Titel x');
      expect(host.text('en', 'title')).toBe('Title {name}');
      expect(host.linkUrl('join', { type: 'activity', id: activityId })).toBe(
        `/open/sample/join/activity/${activityId}`,
      );
      expect(host.callbackUrl('c1')).toBe('https://desk.example.org/callback/sample/c1');
      expect(Buffer.from(host.random(16), 'base64url')).toHaveLength(16);
    });
  });
});
