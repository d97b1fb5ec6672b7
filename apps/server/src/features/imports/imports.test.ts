import type { ImportPreview, ImportSummary } from '@fernwart/contract';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testDatabases } from '../../../testing/databases.ts';
import { openTestServer, type TestServer, testActor } from '../../../testing/http.ts';
import { manualClock } from '../../../testing/manual-clock.ts';
import { uuidV7 } from '../../platform/crypto/ids.ts';
import type { Database } from '../../platform/db/database.ts';
import { sessionCookie } from '../../platform/http/session-cookie.ts';
import { createAudit } from '../audit/service.ts';
import { createPeople } from '../people/service.ts';
import { importRoutes } from './routes.ts';
import { createImports } from './service.ts';

describe.each(testDatabases)('imports on $kind', ({ open }) => {
  let db: Database;
  let clock: ReturnType<typeof manualClock>;
  let server: TestServer;
  const admin = testActor(['administrator']);
  const agent = testActor(['agent']);
  const other = testActor(['administrator'], { signInId: 'other' });

  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.script(`delete from imports; delete from assets; delete from people; delete from teams;
      alter table audit disable trigger user; delete from audit; alter table audit enable trigger user`);
    clock = manualClock();
    const newId = uuidV7(clock);
    server = await openTestServer({ actors: [admin, agent, other] });
    const audit = createAudit({ clock, newId });
    const people = createPeople({
      db,
      clock,
      newId,
      live: server.live,
      cookie: sessionCookie({ https: false }),
    });
    for (const [id, login, role] of [
      [admin.id, 'admin', 'administrator'],
      [agent.id, 'anna', 'agent'],
      [other.id, 'other', 'administrator'],
    ] as const)
      await db.transaction((tx) =>
        people.createPerson(tx, {
          id,
          login,
          name: `${login} Example`,
          email: `${login}@example.org`,
          language: 'en',
          timeZone: 'Europe/Berlin',
          roles: [role],
        }),
      );
    await db.transaction((tx) => people.createTeam(tx, { name: 'First level', memberIds: [] }));
    const defaults = () => ({ language: 'de', timeZone: 'Europe/Vienna' }) as const;
    const deps = { db, clock, newId, live: server.live, audit, people, defaults };
    importRoutes(server.router, createImports(deps));
  });
  afterEach(() => server.stop());

  const call = (
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    payload?: Record<string, unknown>,
    as = 'administrator',
  ) =>
    server.app.inject({
      method,
      url: `/api/v1/imports${path}`,
      headers: { 'x-test-actor': as },
      ...(payload ? { payload } : {}),
    });
  const bring = (text: string, kind = 'people', as = 'administrator') =>
    call('POST', '', { kind, fileName: 'file.csv', content: Buffer.from(text).toString('base64') }, as);
  const previewed = async (text: string, kind = 'people') => (await bring(text, kind)).json<ImportPreview>();
  const apply = ({ id, digest }: ImportPreview) => call('POST', `/${id}/application`, { digest });
  const states = ({ rows }: ImportPreview) =>
    rows.toSorted((a, b) => a.row - b.row).map(({ row, state, reason }) => `${row} ${reason ?? state}`);
  const known = () =>
    db.sql<{ login: string; name: string; roles: string }>`
      select login, name, (select string_agg(role, ',' order by role) from person_roles where person_id = id) as roles
      from people order by login`;

  test('are refused to agents, and of somebody else they do not exist', async () => {
    expect((await bring('Name,Login\nA,a', 'people', 'agent')).json()).toMatchObject({ code: 'not_allowed' });
    const { id, digest } = await previewed('Name,Login\nA,a');
    for (const answer of [
      await call('GET', `/${id}`, undefined, 'other'),
      await call('POST', `/${id}/application`, { digest }, 'other'),
      await call('GET', `/${id}/refused`, undefined, 'other'),
    ])
      expect(answer.json()).toMatchObject({ code: 'not_found' });
    expect((await bring('Name')).json()).toMatchObject({ code: 'invalid_input' });
    expect((await call('PUT', `/${id}/mapping`, { mapping: ['name', 'name'] })).json()).toMatchObject({
      code: 'invalid_input',
    });
    expect((await call('PUT', `/${id}/mapping`, { mapping: ['model', 'login'] })).json()).toMatchObject({
      code: 'invalid_input',
    });
  });

  test('refuse rows one by one, each with its reason, and write nothing before they are applied', async () => {
    const before = await known();
    const preview = await previewed(
      [
        'Name;Login;E-Mail;Rechte;Sprache;Zeitzone;Team',
        'New;new;new@example.org;agent, Anwender;de;Europe/Berlin;first level',
        ';anna;;;;;',
        'Twice;NEW;;;;;',
        'No key;;;;;;',
        ';nameless;;;;;',
        'Bad mail;b1;a@b, c@d;;;;',
        'Bad role;b2;;root;;;',
        'Bad language;b3;;;fr;;',
        'Bad zone;b4;;;;Nowhere/Land;',
        'Bad team;b5;;;;;Second',
        'Raised;admin;;administrator,auditor;;;',
      ].join('\r\n'),
    );
    expect(states(preview)).toEqual([
      '2 new',
      '3 unchanged',
      '4 Stands further up in the file already.',
      '5 Neither login nor e-mail: this person could not be found again.',
      '6 The name is missing.',
      '7 This is no e-mail address.',
      '8 Rights are requester, agent, administrator and auditor.',
      '9 The language is de or en.',
      '10 There is no such time zone.',
      '11 One of these teams does not exist.',
      '12 Nobody changes his or her own rights.',
    ]);
    expect(preview.counts).toEqual({ new: 1, changed: 0, unchanged: 1, refused: 9 });
    expect(await known()).toEqual(before);
    const refused = await call('GET', `/${preview.id}/refused`);
    expect(refused.body.split('\r\n')).toHaveLength(11);
    expect(refused.body).toContain('"a@b, c@d"');
  });

  test('do exactly what was shown, once, and record it', async () => {
    const preview = await previewed('Login,Name,Rechte\nanna,Anna Bauer,auditor\nnew,=cmd|calc,requester\n');
    expect(preview.rows).toMatchObject([
      { state: 'new', name: '=cmd|calc' },
      {
        state: 'changed',
        changes: [
          { field: 'name', before: 'anna Example', after: 'Anna Bauer' },
          { field: 'roles', before: 'agent', after: 'auditor' },
        ],
      },
    ]);
    expect((await apply(preview)).json<ImportSummary>().result).toEqual({
      new: 1,
      changed: 1,
      unchanged: 0,
      refused: 0,
    });
    expect(await known()).toEqual([
      { login: 'admin', name: 'admin Example', roles: 'administrator' },
      { login: 'anna', name: 'Anna Bauer', roles: 'auditor' },
      { login: 'new', name: '=cmd|calc', roles: 'requester' },
      { login: 'other', name: 'other Example', roles: 'administrator' },
    ]);
    expect((await apply(preview)).json()).toMatchObject({ code: 'wrong_state' });
    expect((await call('GET', '')).json()).toMatchObject({ items: [{ result: { new: 1 } }] });
    const [{ cells } = { cells: 'there' }] = await db.sql<{ cells: unknown }>`select cells from imports`;
    expect(cells).toBeNull();
    const audited = await db.sql<{ action: string }>`select action from audit order by action`;
    expect(audited.map(({ action }) => action)).toEqual(['import.apply', 'person.create', 'person.update']);
    // The same file again changes nothing.
    const again = await previewed('Login,Name,Rechte\nanna,Anna Bauer,auditor\nnew,=cmd|calc,requester\n');
    expect(again.counts).toMatchObject({ unchanged: 2 });
  });

  test('do nothing at all when the world has changed since, or when somebody would have to administer still', async () => {
    const preview = await previewed('Login,Name\nanna,Anna Bauer\n');
    await db.sql`update people set phone = '1', version = version + 1 where login = 'anna'`;
    expect((await apply(preview)).json()).toMatchObject({ code: 'stale_version' });
    const demoted = await previewed('Login,Rechte\nother,agent\n');
    await db.sql`delete from person_roles where person_id = ${admin.id}`;
    expect((await apply(demoted)).json()).toMatchObject({ code: 'wrong_state' });
    expect((await known()).find(({ login }) => login === 'other')).toMatchObject({ roles: 'administrator' });
    clock.advance({ hours: 25 });
    await previewed('Login,Name\nx,X\n');
    expect((await call('GET', `/${preview.id}`)).json()).toMatchObject({ code: 'not_found' });
  });

  test('of assets are found by their numbers, and given to their owners', async () => {
    const first = await previewed(
      'Name,Inventarnummer,Seriennummer,Besitzer\nPC-1,INV-1,SN-1,anna\nPC-2,,SN-2,other@example.org\nPC-3,,,\nPC-4,INV-4,,nobody\nPC-5,INV-1,,',
      'assets',
    );
    expect(states(first)).toEqual([
      '2 new',
      '3 new',
      '4 Neither inventory nor serial number: this asset could not be found again.',
      '5 There is no such owner, or the owner is disabled.',
      '6 Stands further up in the file already.',
    ]);
    expect((await apply(first)).statusCode).toBe(200);
    const second = await previewed('Seriennummer,Standort,Besitzer\nSN-2,Köln,anna\nSN-1,,anna', 'assets');
    expect(second.counts).toEqual({ new: 0, changed: 1, unchanged: 1, refused: 0 });
    expect((await apply(second)).statusCode).toBe(200);
    expect(await db.sql`select name, location, owner_id, version from assets order by name`).toEqual([
      { name: 'PC-1', location: null, owner_id: agent.id, version: 1 },
      { name: 'PC-2', location: 'Köln', owner_id: agent.id, version: 2 },
    ]);
  });
});
