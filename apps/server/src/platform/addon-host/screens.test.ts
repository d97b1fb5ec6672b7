import type { Action, Addon, Host, ManifestInput } from '@fernwart/addon-kit';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestAddonDesk, testAddonDesk } from '../../../testing/addon-desk.ts';
import { testDatabases } from '../../../testing/databases.ts';
import type { Database } from '../db/database.ts';
import type { Actor } from '../http/actor.ts';

const [pglite] = testDatabases;
const soon = Temporal.Duration.from({ milliseconds: 150 });
const never = () => new Promise<never>(() => undefined);
const throwing = () => {
  throw new Error('out of order');
};

const contributions = {
  actions: [
    { id: 'greet', subject: 'activity', title: 'title', does: 'invoke', confirm: 'title' },
    { id: 'ask', subject: 'activity', title: 'title', does: 'form', position: 50 },
    { id: 'join', subject: 'activity', title: 'title', does: 'link' },
    { id: 'secretly', subject: 'activity', title: 'title', does: 'hidden' },
    { id: 'connect', subject: 'configuration', title: 'title', does: 'invoke' },
    { id: 'apply', subject: 'package', title: 'title', does: 'hidden' },
  ],
  links: [{ id: 'join', subject: 'activity' }],
  panels: [{ id: 'state', subject: 'activity', title: 'title' }],
  pages: [
    { id: 'overview', title: 'title', area: 'service_desk' },
    { id: 'setup', title: 'title', area: 'administration' },
  ],
  callback: true,
} satisfies ManifestInput['contributions'];

const refresh = async () => ({ kind: 'refresh' }) as const;
const working = {
  actions: {
    greet: { offered: () => true, invoke: refresh },
    ask: {
      offered: () => true,
      invoke: refresh,
      form: async () => ({
        fields: [{ name: 'text', label: 'Text', kind: 'text' as const }],
        values: { text: '' },
        submitLabel: 'Send',
      }),
    },
    join: { offered: () => true },
    secretly: { offered: () => true, invoke: refresh },
    connect: { offered: () => true, invoke: refresh },
    apply: { offered: () => true, invoke: refresh },
  },
  forms: {
    ask: {
      submit: async (_context, values) => ({
        kind: 'errors',
        errors: { text: `not ${String(values['text'])}` },
      }),
    },
  },
  panels: {
    state: {
      offered: () => true,
      render: async ({ viewer }) => ({
        blocks: [{ type: 'text', text: viewer.roles.join() }],
        topics: ['activity:x'],
      }),
    },
  },
  pages: {
    overview: { render: async () => ({ blocks: [] }) },
    setup: { render: async () => ({ blocks: [] }) },
  },
  sources: {
    things: {
      rows: async (_context, { cursor, limit }) => {
        const from = Number(cursor ?? 0);
        const rows = Array.from({ length: limit }, (_, index) => ({
          id: String(from + index),
          cells: { n: from + index },
        }));
        return { rows, nextCursor: String(from + limit), total: 1000 };
      },
    },
  },
  links: { join: { open: async () => ({ kind: 'redirect', url: 'https://real.example.org/join?code=1' }) } },
  callback: async ({ query, browserSession }) => ({
    title: 'Back',
    text: `${query['code']} ${browserSession}`,
    tone: 'success',
  }),
} satisfies Addon;

describe.each(pglite ? [pglite] : [])('what an add-on shows and does, on $kind', ({ open }) => {
  let db: Database;
  let desk: TestAddonDesk;
  let agent: Actor;
  let admin: Actor;
  let requester: Actor;
  let stranger: Actor;
  let activity: { type: 'activity'; id: string };
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.script('drop schema if exists pkg_sample cascade; delete from packages');
    desk = testAddonDesk(db, {
      question: soon,
      deed: soon,
      patience: Temporal.Duration.from({ seconds: 5 }),
    });
    agent = await desk.person('Anna Berg', ['agent']);
    admin = await desk.person('Petra Klein', ['administrator']);
    requester = await desk.person('Karl Vogt', ['requester']);
    stranger = await desk.person('Eva Lang', ['requester']);
    const body = {
      kind: 'incident',
      subject: 'x',
      description: '',
      teamId: null,
      priority: 1,
      assetIds: [],
    } as const;
    const { id } = await desk.activities.create(agent, { ...body, assetIds: [], initiatorId: requester.id });
    activity = { type: 'activity', id };
  });

  const run = (addon: Addon = working, change: Partial<ManifestInput> = {}) =>
    desk.run(addon, { contributions, ...change });
  const reader = (actor: Actor) => ({ actor, language: 'en' }) as const;

  describe('who may not', () => {
    test('requesters press nothing, also on their own activity, and it is recorded', async () => {
      const host = await run();
      expect((await host.offers(activity, requester, 'en')).actions).toEqual([]);
      await expect(
        host.deeds.invoke('sample', 'greet', activity, {}, reader(requester)),
      ).rejects.toMatchObject({ code: 'not_allowed' });
      const records =
        await db.sql`select actor, subject from audit where action = 'addon.refused' and actor_id = ${requester.id}`;
      expect(records).toEqual([{ actor: 'Karl Vogt', subject: `activity:${activity.id}` }]);
    });

    test('nobody reaches anything on a subject that he or she may not see', async () => {
      const host = await run();
      expect((await host.offers(activity, stranger, 'en')).panels).toEqual([]);
      for (const attempt of [
        () => host.screens.panel('sample', 'state', activity, stranger, 'en'),
        () => host.deeds.invoke('sample', 'greet', activity, {}, reader(stranger)),
        () => host.deeds.submit('sample', 'ask', activity, {}, reader(stranger)),
        () => host.openings.open('sample', 'join', activity, stranger, 'en'),
        () => host.screens.panel('sample', 'state', { type: 'activity', id: 'no-uuid' }, requester, 'en'),
      ])
        await expect(attempt()).rejects.toMatchObject({ code: 'not_found' });
    });

    test('agents do not reach configurations, nor the pages of the administration', async () => {
      const host = await run();
      const configuration = { type: 'configuration', id: desk.newId() } as const;
      await expect(
        host.deeds.invoke('sample', 'connect', configuration, {}, reader(agent)),
      ).rejects.toMatchObject({ code: 'not_found' });
      await expect(host.screens.page('sample', 'setup', agent, 'en')).rejects.toMatchObject({
        code: 'not_allowed',
      });
      expect(host.pages(agent, 'en').map((page) => page.id)).toEqual(['overview']);
      expect(host.pages(admin, 'en').map((page) => page.id)).toEqual(['overview', 'setup']);
      expect(host.pages(requester, 'en')).toEqual([]);
      expect(host.pages(null, 'en')).toEqual([]);
    });

    test('tables are for agents and administrators', async () => {
      const host = await run();
      const query = { cursor: null, limit: 2, search: null, sort: null, filters: {} };
      await expect(host.screens.rows('sample', 'things', query, requester, 'en')).rejects.toMatchObject({
        code: 'not_allowed',
      });
    });

    test('what is not offered is refused when it is called directly (56)', async () => {
      const host = await run({
        ...working,
        actions: {
          ...working.actions,
          greet: { offered: () => false, invoke: refresh },
          ask: { ...working.actions.ask, offered: () => false },
        },
      });
      for (const attempt of [
        () => host.deeds.invoke('sample', 'greet', activity, {}, reader(agent)),
        () => host.deeds.form('sample', 'ask', activity, reader(agent)),
        () => host.deeds.submit('sample', 'ask', activity, {}, reader(agent)),
      ])
        await expect(attempt()).rejects.toMatchObject({ code: 'not_allowed' });
    });

    test.each([
      ['an undeclared action', 'none', 'activity'],
      ['an action for another kind of subject', 'connect', 'activity'],
      ['an inherited name', 'constructor', 'activity'],
    ])('%s is not found', async (_name, action) => {
      const host = await run();
      await expect(host.deeds.invoke('sample', action, activity, {}, reader(agent))).rejects.toMatchObject({
        code: 'not_found',
      });
    });

    test('what several buttons ask for one page is read once, anew after a write, and anew for the next page', async () => {
      const patient = testAddonDesk(db);
      const read = async (host: Host) => {
        const [row] = await host.sql<{ n: number }>`select random() as n`;
        return row?.n;
      };
      const looks: (number | undefined)[][] = [];
      const asking = (look: (host: Host) => Promise<(number | undefined)[]>): Action => ({
        async offered(_context, host) {
          looks.push(await look(host));
          return false;
        },
      });
      const host = await patient.run(
        {
          actions: {
            greet: asking(async (host) => [await read(host), await read(host)]),
            join: asking(async (host) => [await read(host), await read(host)]),
          },
        },
        { contributions },
      );
      await host.offers(activity, agent, 'en');
      expect(new Set(looks.flat()).size).toBe(1);
      await host.offers(activity, agent, 'en');
      expect(new Set(looks.flat()).size).toBe(2);

      looks.length = 0;
      const writing = asking(async (host) => {
        const before = await read(host);
        await host.transaction(async () => undefined);
        return [before, await read(host)];
      });
      const other = await patient.run({ actions: { greet: writing } }, { contributions });
      await other.offers(activity, agent, 'en');
      expect(new Set(looks.flat()).size).toBe(2);
    });

    test('a package that is not there is not found', async () => {
      const host = await run();
      await expect(host.deeds.invoke('other', 'greet', activity, {}, reader(agent))).rejects.toMatchObject({
        code: 'not_found',
      });
      await expect(host.screens.panel('other', 'state', activity, agent, 'en')).rejects.toMatchObject({
        code: 'not_found',
      });
    });
  });

  describe('an add-on that throws or never answers', () => {
    test.each<[string, () => never | Promise<never>, string, string]>([
      ['throws at once', throwing, 'addon_failed', 'could not show'],
      ['never answers', never, 'addon_timeout', 'did not answer in time'],
    ])('%s: the desk goes on', async (_name, broken, code, sentence) => {
      const host = await run({
        ...working,
        actions: {
          ...working.actions,
          greet: { offered: broken, invoke: refresh },
          secretly: { offered: () => true, invoke: broken },
        },
        panels: { state: { offered: () => true, render: broken } },
        links: { join: { open: broken } },
      });
      const offers = await host.offers(activity, agent, 'en');
      expect(offers.actions.map((action) => action.id)).toEqual(['sample/ask', 'sample/join']);
      const panel = await host.screens.panel('sample', 'state', activity, agent, 'en');
      // Whoever was merely slow may answer a moment later.
      expect([offers.isComplete, panel.isComplete]).toEqual(
        code === 'addon_timeout' ? [false, false] : [true, true],
      );
      expect(panel.blocks).toMatchObject([{ type: 'notice', text: expect.stringContaining(sentence) }]);
      await expect(
        host.deeds.invoke('sample', 'secretly', activity, {}, reader(agent)),
      ).rejects.toMatchObject({ code });
      await expect(host.openings.open('sample', 'join', activity, agent, 'en')).rejects.toMatchObject({
        code,
      });
      expect(desk.logged.length).toBeGreaterThanOrEqual(2);
    });

    test.each<[string, unknown]>([
      ['blocks of an unknown kind', [{ type: 'script', text: 'alert(1)' }]],
      [
        'a link to a host that was not declared',
        [{ type: 'links', links: [{ href: 'https://evil.example.org/', label: 'x' }] }],
      ],
      ['a link of another scheme', [{ type: 'links', links: [{ href: 'javascript:alert(1)', label: 'x' }] }]],
      [
        'a link that only looks like a path',
        [{ type: 'content', content: [{ type: 'link', href: '//evil.example.org', text: 'x' }] }],
      ],
      [
        'a link inside a guide',
        [
          {
            type: 'steps',
            label: 's',
            steps: [
              {
                title: 't',
                state: 'open',
                blocks: [
                  {
                    type: 'facts',
                    facts: [{ label: 'l', value: [{ type: 'link', href: '/\\evil', text: 'x' }] }],
                  },
                ],
              },
            ],
          },
        ],
      ],
      ['more than a megabyte', [{ type: 'text', text: 'x'.repeat(2 ** 20) }]],
      ['a flood of blocks', Array.from({ length: 501 }, () => ({ type: 'text', text: 'x' }))],
      ['nothing at all', undefined],
    ])('renders %s: a placeholder stands there instead', async (_name, blocks) => {
      const host = await run({
        ...working,
        panels: { state: { offered: () => true, render: async () => ({ blocks }) as never } },
      });
      const panel = await host.screens.panel('sample', 'state', activity, agent, 'de');
      expect(panel.blocks).toMatchObject([{ type: 'notice', tone: 'warning' }]);
    });

    test('a flood of rows is refused', async () => {
      const rows = Array.from({ length: 201 }, (_, index) => ({ id: String(index), cells: {} }));
      const host = await run({ ...working, sources: { things: { rows: async () => ({ rows }) } } });
      const query = { cursor: null, limit: 50, search: null, sort: null, filters: {} };
      await expect(host.screens.rows('sample', 'things', query, agent, 'en')).rejects.toMatchObject({
        code: 'addon_failed',
      });
    });

    test('a flood of deeds that do not end is turned away when its patience is over, and the next ones get through', async () => {
      const long = Temporal.Duration.from({ seconds: 20 });
      desk = testAddonDesk(db, { question: long, deed: long, patience: soon });
      const release = Promise.withResolvers<void>();
      const host = await run({
        ...working,
        actions: {
          ...working.actions,
          greet: { offered: () => true, invoke: () => release.promise.then(refresh) },
        },
      });
      const calls = Array.from({ length: 250 }, () =>
        host.deeds.invoke('sample', 'greet', activity, {}, reader(agent)).then(
          () => 'done',
          (error: { code: string }) => error.code,
        ),
      );
      expect(await Promise.all(calls.slice(200))).toEqual(Array(50).fill('too_many_requests'));
      release.resolve();
      expect(await Promise.all(calls.slice(0, 200))).toEqual(Array(200).fill('done'));
      await expect(host.deeds.invoke('sample', 'secretly', activity, {}, reader(agent))).resolves.toEqual({
        kind: 'refresh',
      });
    });

    test('a crowd that opens pages at once takes turns: nobody is offered less, and deeds and runs have their own places', async () => {
      const long = Temporal.Duration.from({ seconds: 60 });
      desk = testAddonDesk(db, { question: long, deed: long, patience: long });
      const release = Promise.withResolvers<boolean>();
      const host = await run(
        {
          ...working,
          actions: { ...working.actions, greet: { offered: () => release.promise, invoke: refresh } },
          workflows: { 'W_Sample@1.0': async () => ({ kind: 'done' }) },
        },
        {
          contributions: {
            ...contributions,
            workflows: [{ name: 'W_Sample', version: '1.0', title: 'title' }],
          },
        },
      );
      const pages = Array.from({ length: 300 }, () => host.offers(activity, agent, 'en'));
      await expect(host.deeds.invoke('sample', 'secretly', activity, {}, reader(agent))).resolves.toEqual({
        kind: 'refresh',
      });
      await expect(
        host.workflow('sample', 'W_Sample', '1.0').execute({
          id: desk.newId(),
          workflow: 'W_Sample',
          version: '1.0',
          input: {},
          subject: null,
          trigger: { kind: 'system', name: 'test', personId: null },
          attempt: 1,
          signal: new AbortController().signal,
          log: async () => undefined,
        }),
      ).resolves.toEqual({ kind: 'done' });
      release.resolve(true);
      for (const offered of await Promise.all(pages))
        expect(offered.actions.map((action) => action.id)).toEqual([
          'sample/ask',
          'sample/greet',
          'sample/join',
        ]);
    });

    test('an outcome that leads elsewhere is refused', async () => {
      const host = await run({
        ...working,
        actions: {
          ...working.actions,
          greet: {
            offered: () => true,
            invoke: async () => ({ kind: 'open', href: 'https://evil.example.org', newTab: true }),
          },
        },
      });
      await expect(host.deeds.invoke('sample', 'greet', activity, {}, reader(agent))).rejects.toMatchObject({
        code: 'addon_failed',
      });
    });
  });

  test('what is offered stands in order, with its titles in the language of the one who looks', async () => {
    const host = await run();
    const offers = (await host.offers(activity, agent, 'de')).actions;
    expect(offers).toMatchObject([
      { id: 'sample/ask', does: { kind: 'form', submitLabel: 'Send' } },
      { id: 'sample/greet', title: 'Titel {name}', does: { kind: 'invoke', confirm: 'Titel {name}' } },
      {
        id: 'sample/join',
        does: { kind: 'link', href: `/open/sample/join/activity/${activity.id}`, newTab: true },
      },
    ]);
  });

  test('a requester sees what an add-on shows him on his own activity and follows its links', async () => {
    const host = await run();
    expect((await host.offers(activity, requester, 'en')).panels).toEqual([
      { id: 'state', package: 'sample', title: 'Title {name}', position: 100, place: 'desk' },
    ]);
    const panel = await host.screens.panel('sample', 'state', activity, requester, 'en');
    expect(panel).toEqual({
      title: 'Title {name}',
      blocks: [{ type: 'text', text: 'requester' }],
      topics: ['activity:x'],
      isComplete: true,
    });
    expect(await host.openings.open('sample', 'join', activity, requester, 'en')).toMatchObject({
      kind: 'redirect',
    });
  });

  test('links to declared hosts lead to their stand-ins wherever they are opened', async () => {
    const href = 'https://real.example.org/join';
    const target = 'http://127.0.0.1:9/stand-in/join';
    const host = await run({
      ...working,
      actions: {
        ...working.actions,
        greet: { offered: () => true, invoke: async () => ({ kind: 'open', href, newTab: true }) },
      },
      panels: {
        state: {
          offered: () => true,
          render: async () => ({
            blocks: [
              {
                type: 'links',
                links: [
                  { href, label: 'x' },
                  { href: '/open/a/b', label: 'y' },
                ],
              },
            ],
          }),
        },
      },
    });
    expect(await host.openings.open('sample', 'join', activity, agent, 'en')).toEqual({
      kind: 'redirect',
      url: `${target}?code=1`,
    });
    expect(await host.deeds.invoke('sample', 'greet', activity, {}, reader(agent))).toMatchObject({
      href: target,
    });
    const panel = await host.screens.panel('sample', 'state', activity, agent, 'en');
    expect(panel.blocks).toMatchObject([{ links: [{ href: target }, { href: '/open/a/b' }] }]);
  });

  test('forms answer what is wrong with the values', async () => {
    const host = await run();
    expect(await host.deeds.submit('sample', 'ask', activity, { text: 'x' }, reader(agent))).toEqual({
      kind: 'errors',
      errors: { text: 'not x' },
    });
  });

  test("buttons on a package's own pages act on the package", async () => {
    const host = await run();
    const itself = { type: 'package', id: 'sample' } as const;
    expect(await host.deeds.invoke('sample', 'apply', itself, {}, reader(agent))).toEqual({
      kind: 'refresh',
    });
    await expect(
      host.deeds.invoke('sample', 'apply', { type: 'package', id: 'other' }, {}, reader(agent)),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  describe('workflows', () => {
    const workflows = [{ name: 'W_a', version: '1.0', title: 'title', timeLimitSeconds: 60 }];
    const lines: unknown[] = [];
    const given = (signal = new AbortController().signal) => ({
      id: 'r1',
      workflow: 'W_a',
      version: '1.0',
      input: { a: 1 },
      subject: activity,
      trigger: { kind: 'action', name: 'greet', personId: null },
      attempt: 1,
      signal,
      log: async (...line: unknown[]) => void lines.push(line),
    });
    beforeEach(() => void lines.splice(0));

    test('run with their host, log in both languages and say how they ended', async () => {
      const host = await run(
        {
          workflows: {
            'W_a@1.0': async (run, host) => {
              await run.log('info', 'title', { name: 'A' });
              return { kind: 'done', result: { version: host.package.version, subject: run.subject } };
            },
          },
        },
        { contributions: { workflows } },
      );
      const workflow = host.workflow('sample', 'W_a', '1.0');
      expect(workflow.timeLimit.total('seconds')).toBe(60);
      expect(await workflow.execute(given())).toEqual({
        kind: 'done',
        result: { version: '1.0.0', subject: activity },
      });
      expect(lines).toEqual([['info', { de: 'Titel A', en: 'Title A' }]]);
    });

    test('that say nothing about their end have failed', async () => {
      const host = await run(
        { workflows: { 'W_a@1.0': async () => undefined as never } },
        { contributions: { workflows } },
      );
      expect(await host.workflow('sample', 'W_a', '1.0').execute(given())).toMatchObject({
        kind: 'failed',
        code: 'bad_answer',
      });
    });

    test('that ignore their signal are left behind without a host', async () => {
      const stop = new AbortController();
      const after = Promise.withResolvers<unknown>();
      const host = await run(
        {
          workflows: {
            'W_a@1.0': async (_run, host) => {
              stop.abort(new Error('time limit'));
              await new Promise((resolve) => setTimeout(resolve, 10));
              after.resolve(await host.activities.get('x').catch((error: unknown) => error));
              return { kind: 'done' };
            },
          },
        },
        { contributions: { workflows } },
      );
      await expect(host.workflow('sample', 'W_a', '1.0').execute(given(stop.signal))).rejects.toThrow(
        'time limit',
      );
      expect(await after.promise).toMatchObject({ code: 'call_over' });
    });

    test('log no more than a thousand lines', async () => {
      const host = await run(
        {
          workflows: {
            'W_a@1.0': async (run) => {
              for (let line = 0; line < 5000; line += 1) await run.log('info', 'title');
              return { kind: 'done' };
            },
          },
        },
        { contributions: { workflows } },
      );
      await host.workflow('sample', 'W_a', '1.0').execute(given());
      expect(lines).toHaveLength(1001);
      expect(lines.at(-1)).toEqual([
        'info',
        { de: 'Weitere Zeilen wurden weggelassen.', en: 'Further lines were left out.' },
      ]);
    });

    test('that no installed package has any more fail with a reason; those of a disabled package wait', async () => {
      const host = await run(working);
      await db.sql`update package_generation set generation = generation + 1`;
      expect(await host.workflow('sample', 'W_gone', '1.0').execute(given())).toMatchObject({
        kind: 'again',
      });
      const [row] = await db.sql<{
        generation: number;
      }>`select generation from package_generation`;
      const generation = row?.generation ?? -1;
      host.use(generation, host.packages);
      expect(await host.workflow('sample', 'W_gone', '1.0').execute(given())).toMatchObject({
        kind: 'failed',
        code: 'workflow_unknown',
      });
      await db.sql`update packages set state = 'disabled'`;
      host.use(
        generation,
        host.packages.map((each) => ({ ...each, addon: null })),
      );
      expect(await host.workflow('sample', 'W_a', '1.0').execute(given())).toMatchObject({ kind: 'again' });
    });
  });

  describe('while a package is replaced', () => {
    test('deeds under way finish, new ones wait and meet the new code, questions show a placeholder', async () => {
      const going = Promise.withResolvers<void>();
      const finish = Promise.withResolvers<void>();
      const slow: Addon = {
        ...working,
        actions: {
          ...working.actions,
          greet: {
            offered: () => true,
            invoke: async () => {
              going.resolve();
              await finish.promise;
              return { kind: 'notice', tone: 'info', text: 'old' };
            },
          },
        },
      };
      const patient = testAddonDesk(db, { question: soon });
      const host = await patient.run(slow, { contributions });
      const old = host.deeds.invoke('sample', 'greet', activity, {}, reader(agent));
      await going.promise;
      const drained = host.drain('sample', Temporal.Duration.from({ seconds: 5 }));
      const next = host.deeds.invoke('sample', 'greet', activity, {}, reader(agent));
      const panel = await host.screens.panel('sample', 'state', activity, agent, 'en');
      expect(panel.blocks).toMatchObject([{ text: 'The package is being updated.' }]);
      finish.resolve();
      await drained;
      await patient.run(
        {
          ...working,
          actions: {
            ...working.actions,
            greet: {
              offered: () => true,
              invoke: async () => ({ kind: 'notice', tone: 'info', text: 'new' }),
            },
          },
        },
        { contributions },
      );
      expect(await Promise.all([old, next])).toMatchObject([{ text: 'old' }, { text: 'new' }]);
    });

    test('runs are told to come to an end and go on as the same run', async () => {
      const going = Promise.withResolvers<void>();
      const workflows = [{ name: 'W_a', version: '1.0', title: 'title' }];
      const host = await run(
        {
          workflows: {
            'W_a@1.0': async (run) => {
              going.resolve();
              await new Promise((_, reject) =>
                run.signal.addEventListener('abort', () => reject(run.signal.reason)),
              );
              return { kind: 'done' };
            },
          },
        },
        { contributions: { workflows } },
      );
      const execution = host.workflow('sample', 'W_a', '1.0').execute({
        id: 'r',
        workflow: 'W_a',
        version: '1.0',
        input: {},
        subject: null,
        attempt: 1,
        trigger: { kind: 'action', name: 'x', personId: null },
        signal: new AbortController().signal,
        log: async () => undefined,
      });
      await going.promise;
      await host.drain('sample', Temporal.Duration.from({ seconds: 5 }));
      expect(await execution).toMatchObject({ kind: 'again' });
    });

    test('a drain that ends without a new version lets the old one go on', async () => {
      const host = await run();
      await host.drain('sample', Temporal.Duration.from({ seconds: 5 }));
      const waiting = host.deeds.invoke('sample', 'greet', activity, {}, reader(agent));
      host.resume('sample');
      expect(await waiting).toEqual({ kind: 'refresh' });
    });
  });
});
