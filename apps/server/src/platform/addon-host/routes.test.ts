import type { Addon, ManifestInput } from '@fernwart/addon-kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestAddonDesk, testAddonDesk } from '../../../testing/addon-desk.ts';
import { testDatabases } from '../../../testing/databases.ts';
import { openTestServer, type TestServer } from '../../../testing/http.ts';
import type { Database } from '../db/database.ts';
import type { Actor } from '../http/actor.ts';
import { openingRoutes } from './opening-routes.ts';
import { addonRoutes } from './routes.ts';

const [pglite] = testDatabases;
const contributions = {
  actions: [{ id: 'greet', subject: 'activity', title: 'title', does: 'invoke' }],
  panels: [{ id: 'state', subject: 'activity', title: 'title' }],
  pages: [{ id: 'overview', title: 'title', area: 'service_desk' }],
  links: [
    { id: 'join', subject: 'activity' },
    { id: 'closed', subject: 'activity' },
  ],
  callback: true,
} satisfies ManifestInput['contributions'];

const seen: unknown[] = [];
const addon: Addon = {
  actions: {
    greet: {
      offered: () => true,
      invoke: async ({ input }) => ({ kind: 'notice', tone: 'info', text: String(input['name']) }),
    },
  },
  forms: {
    ask: {
      submit: async (_context, values) => ({ kind: 'errors', errors: { text: String(values['text']) } }),
    },
  },
  panels: {
    state: {
      offered: () => true,
      render: async ({ language }) => ({
        blocks: [{ type: 'text', text: language }],
        topics: ['activity:1'],
      }),
    },
  },
  pages: { overview: { render: async () => ({ blocks: [] }) } },
  sources: {
    many: {
      async rows(_context, query) {
        seen.push(query);
        const first = Number(query.cursor ?? 0);
        const last = Math.min(450, first + query.limit);
        return {
          rows: Array.from({ length: last - first }, (_, index) => ({
            id: String(first + index),
            cells: { n: first + index },
          })),
          ...(last < 450 ? { nextCursor: String(last) } : {}),
        };
      },
    },
    things: {
      async rows(_context, query) {
        seen.push(query);
        return {
          rows: [
            {
              id: '1',
              cells: {
                name: '=cmd|calc',
                note: 'a,"b"',
                n: -5,
                empty: null,
                at: [{ type: 'text', text: 'x' }],
              },
            },
          ],
          total: 1,
        };
      },
    },
  },
  links: {
    join: { open: async () => ({ kind: 'redirect', url: 'https://real.example.org/s?secret=1' }) },
    closed: { open: async () => ({ kind: 'refused', text: '<script>alert(1)</script>' }) },
  },
  callback: async ({ query, viewer, browserSession }) => {
    seen.push({ query, viewer: viewer?.name ?? null, browserSession });
    return { title: 'A & B', text: 'Done', tone: 'success', close: true };
  },
};

describe.each(pglite ? [pglite] : [])('the routes of add-ons on $kind', ({ open }) => {
  let db: Database;
  let desk: TestAddonDesk;
  let server: TestServer;
  let agent: Actor;
  let activityId: string;
  let configurationId: string;
  beforeAll(async () => {
    db = await open();
    desk = testAddonDesk(db);
    agent = await desk.person('Anna Berg', ['agent'], { language: 'de' });
    const stranger = await desk.person('Eva Lang', ['requester']);
    const created = await desk.activities.create(agent, {
      kind: 'incident',
      subject: 'x',
      description: '',
      initiatorId: agent.id,
      teamId: null,
      priority: 1,
      assetIds: [],
    });
    activityId = created.id;
    configurationId = desk.newId();
    await db.sql`
      insert into configurations (id, package_id, type, name, is_default, "values", secrets, created_at, updated_at)
      values (${configurationId}, 'sample', 'server', 'Server', true, '{}', '{}', now(), now())`;
    const addonHost = await desk.run(addon, { contributions });
    server = await openTestServer({
      actors: [
        { ...agent, signInId: 'agent' },
        { ...stranger, signInId: 'stranger' },
      ],
    });
    addonRoutes(server.router, { addonHost });
    openingRoutes(server.router, { addonHost });
  });
  afterAll(async () => {
    await server.stop();
    await desk.ports.http.close();
    await db.close();
  });

  const get = (url: string, as = 'agent') => server.app.inject({ url, headers: { 'x-test-actor': as } });
  const post = (url: string, payload: object, as = 'agent') =>
    server.app.inject({ method: 'POST', url, payload, headers: { 'x-test-actor': as } });
  const base = '/api/v1/packages/sample';

  test.each([
    ['GET', '/panels/state?subjectType=activity&subjectId=1'],
    ['GET', '/pages/overview'],
    ['GET', '/sources/things'],
    ['GET', '/forms/ask?subjectType=activity&subjectId=1'],
    ['POST', '/actions/greet'],
    ['POST', '/forms/ask'],
  ] as const)('without a sign-in %s %s is refused', async (method, path) => {
    const answer = await server.app.inject({
      method,
      url: `${base}${path}`,
      ...(method === 'POST' ? { payload: {} } : {}),
    });
    expect(answer.statusCode).toBe(401);
  });

  test('bad input is told where it is', async () => {
    expect((await get(`${base}/panels/state`)).json()).toMatchObject({ code: 'invalid_input' });
    expect(
      (await post(`${base}/actions/greet`, { subject: { type: 'planet', id: '1' } })).json(),
    ).toMatchObject({ code: 'invalid_input' });
    expect((await get(`${base}/sources/things?limit=201`)).json()).toMatchObject({ code: 'invalid_input' });
    expect((await get('/api/v1/packages/%2e%2e/pages/overview')).statusCode).toBe(404);
    expect(
      (await post(`${base}/actions/greet`, { subject: { type: 'person', id: '1' } })).json(),
    ).toMatchObject({ code: 'not_found' });
  });

  test('buttons and forms answer outcomes', async () => {
    const subject = { type: 'activity', id: activityId };
    expect((await post(`${base}/actions/greet`, { subject, input: { name: 'x' } })).json()).toEqual({
      kind: 'notice',
      tone: 'info',
      text: 'x',
    });
    expect((await post(`${base}/forms/ask`, { subject, values: { text: 'no' } })).json()).toEqual({
      kind: 'errors',
      errors: { text: 'no' },
    });
  });

  test('panels and pages are rendered in the language of the reader', async () => {
    const panel = await get(`${base}/panels/state?subjectType=activity&subjectId=${activityId}`);
    expect(panel.json()).toEqual({
      title: 'Titel {name}',
      blocks: [{ type: 'text', text: 'de' }],
      topics: ['activity:1'],
      isComplete: true,
    });
    expect((await get(`${base}/pages/overview`)).json()).toEqual({
      title: 'Titel {name}',
      blocks: [],
      topics: [],
      isComplete: true,
    });
  });

  test('tables are asked for in pages, and as a file in which nothing is a formula', async () => {
    const answer = await get(
      `${base}/sources/things?cursor=c&limit=10&search=s&sort=-n&filter.state=open&other=x`,
    );
    expect(answer.json()).toMatchObject({ rows: [{ id: '1' }], total: 1 });
    expect(seen.at(-1)).toEqual({
      cursor: 'c',
      limit: 10,
      search: 's',
      sort: '-n',
      filters: { state: 'open' },
    });
    const file = await get(`${base}/sources/things?format=csv`);
    expect(file.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(file.headers['content-disposition']).toBe('attachment; filename="things.csv"');
    expect(file.body).toBe(`name,note,n,empty,at\r\n'=cmd|calc,"a,""b""",-5,,x\r\n`);
  });

  test('the file for a reader holds the columns that are seen, under their titles, and none of them is a formula', async () => {
    const columns = new URLSearchParams({
      'column.note': 'Anmerkung, größere',
      'column.name': '=Name',
      'column.gone': 'Fehlt',
    });
    const file = await get(`${base}/sources/things?format=csv&${columns.toString()}`);
    expect(file.body).toBe(`\uFEFF"Anmerkung, größere",'=Name,Fehlt\r\n"a,""b""",'=cmd|calc,\r\n`);
  });

  test('the file holds what the filters leave of every page, however few rows are asked for', async () => {
    seen.length = 0;
    const file = await get(`${base}/sources/many?format=csv&search=s&filter.state=open&limit=1&cursor=400`);
    expect(file.body.trimEnd().split('\r\n')).toEqual([
      'n',
      ...Array.from({ length: 450 }, (_, index) => String(index)),
    ]);
    expect(seen).toEqual(
      [null, '200', '400'].map((cursor) => ({
        cursor,
        limit: 200,
        search: 's',
        sort: null,
        filters: { state: 'open' },
      })),
    );
    expect((await get(`${base}/sources/none?format=csv`)).statusCode).toBe(404);
  });

  describe('links', () => {
    test('lead on without leaving a trace in caches or at the next host', async () => {
      const answer = await get(`/open/sample/join/activity/${activityId}`);
      expect(answer.statusCode).toBe(303);
      expect(answer.headers).toMatchObject({
        location: 'http://127.0.0.1:9/stand-in/s?secret=1',
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
      });
    });

    test.each([
      ['without a sign-in', 'nobody', 'join', 401],
      ['for whom it does not exist', 'stranger', 'join', 404],
      ['that the add-on refuses', 'agent', 'closed', 403],
      ['that nobody declared', 'agent', 'none', 404],
    ])('%s answer a page that leads nowhere', async (_name, as, link, status) => {
      const answer = await get(`/open/sample/${link}/activity/${activityId}`, as);
      expect(answer.statusCode).toBe(status);
      expect(answer.headers['content-type']).toContain('text/html');
      expect(answer.headers.location).toBeUndefined();
      expect(answer.body).not.toContain('<script>alert');
      expect(answer.body).not.toContain('secret');
    });
  });

  describe('the callback', () => {
    const callback = (query: string, as = 'agent', configuration = configurationId) =>
      get(`/callback/sample/${configuration}?${query}`, as);

    test.each([['another id'], ['no-uuid']])('of an unknown configuration is not found', async (which) => {
      const answer = await callback('code=1', 'agent', which === 'no-uuid' ? 'no-uuid' : desk.newId());
      expect(answer.statusCode).toBe(404);
    });

    test('tells the add-on who came back, in which browser session, and answers its page', async () => {
      const answer = await callback('code=1&state=a&twice=1&twice=2');
      expect(seen.at(-1)).toEqual({
        query: { code: '1', state: 'a' },
        viewer: 'Anna Berg',
        browserSession: 'agent',
      });
      expect(answer.statusCode).toBe(200);
      expect(answer.body).toContain('<h1>A &amp; B</h1>');
      expect(answer.headers['content-security-policy']).toMatch(/default-src 'none'.*script-src 'sha256-/);
    });

    test('of somebody who is not signed in says so to the add-on', async () => {
      await callback('code=1', 'nobody');
      expect(seen.at(-1)).toMatchObject({ viewer: null, browserSession: null });
    });
  });
});
