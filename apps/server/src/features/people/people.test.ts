import { Secret } from '@fernwart/addon-kit';
import { me as meSchema } from '@fernwart/contract';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testDatabases } from '../../../testing/databases.ts';
import { openTestServer, type TestServer } from '../../../testing/http.ts';
import { manualClock } from '../../../testing/manual-clock.ts';
import { uuidV7 } from '../../platform/crypto/ids.ts';
import type { Database } from '../../platform/db/database.ts';
import { sessionCookie } from '../../platform/http/session-cookie.ts';
import { createAudit } from '../audit/service.ts';
import { createAddPerson } from './add-person.ts';
import { apiTokenRoutes } from './api-token-routes.ts';
import { createChangePassword } from './change-password.ts';
import { createFirstAdministrator } from './first-administrator.ts';
import { firstAdministratorRoutes } from './first-administrator-routes.ts';
import type { NewPerson, People } from './people.ts';
import { peopleRoutes } from './routes.ts';
import { createPeople } from './service.ts';
import { createSignIn } from './sign-in.ts';
import { signInListRoutes } from './sign-in-list-routes.ts';
import { teamRoutes } from './team-routes.ts';
import { createTeams } from './teams.ts';
import { createUpdatePerson } from './update-person.ts';

const password = 'correct horse battery';

const defaults = () => ({ language: 'en', timeZone: 'Europe/Berlin' }) as const;

describe.each(testDatabases)('people on $kind', ({ open }) => {
  let db: Database;
  let clock: ReturnType<typeof manualClock>;
  let people: People;
  let server: TestServer;
  let passwordHash: string;

  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());

  beforeEach(async () => {
    await db.script(`
      delete from people; delete from teams; delete from sign_in_failures; delete from one_time_links;
      alter table audit disable trigger user; delete from audit; alter table audit enable trigger user`);
    clock = manualClock();
    const newId = uuidV7(clock);
    const cookie = sessionCookie({ https: false });
    const audit = createAudit({ clock, newId });
    let authenticate: People['authenticate'] = async () => null;
    server = await openTestServer({ authenticate: (request) => authenticate(request) });
    people = createPeople({ db, clock, newId, live: server.live, cookie });
    authenticate = people.authenticate;
    const signIn = createSignIn({ db, clock, newId, audit });
    const deps = { db, clock, newId, live: server.live, audit };
    peopleRoutes(server.router, {
      ...deps,
      cookie,
      signIn,
      changePassword: createChangePassword(deps),
      addPerson: createAddPerson({ ...deps, people, defaults }),
      updatePerson: createUpdatePerson(deps),
    });
    teamRoutes(server.router, { db, teams: createTeams(deps) });
    signInListRoutes(server.router, deps);
    apiTokenRoutes(server.router, deps);
    const timeZone = 'Europe/Berlin';
    const firstAdministrator = createFirstAdministrator({ db, clock, audit, people, signIn, timeZone });
    firstAdministratorRoutes(server.router, { firstAdministrator, cookie });
    passwordHash ??= await people.hashPassword(new Secret(password));
  });
  afterEach(() => server.stop());

  const create = (login: string, members: Partial<NewPerson> = {}) =>
    db.transaction((tx) =>
      people.createPerson(tx, {
        login,
        name: `${login} Example`,
        email: null,
        language: 'en',
        timeZone: 'Europe/Berlin',
        roles: ['agent'],
        passwordHash,
        ...members,
      }),
    );
  const signIn = (login: string, given = password, more: { remoteAddress?: string } = {}) => {
    clock.advance({ milliseconds: 1 });
    return server.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      payload: { login, password: given },
      ...more,
    });
  };
  async function signedIn(login: string): Promise<{ cookie: string }> {
    const answer = await signIn(login);
    expect(answer.statusCode).toBe(200);
    const [cookie] = answer.cookies;
    return { cookie: `${cookie?.name}=${cookie?.value}` };
  }
  const session = (headers: { cookie: string }) => server.app.inject({ url: '/api/v1/session', headers });
  const audited = () =>
    db.sql<{ actor: string; action: string; outcome: string; details: unknown }>`
      select actor, action, outcome, details from audit order by at, id`;

  describe('a sign-in is refused', () => {
    test('alike for a wrong password, an unknown login, a disabled person and one without a password', async () => {
      const disabled = await create('disabled');
      await db.transaction((tx) => people.setActive(tx, disabled, false));
      await create('known');
      await create('passwordless', { passwordHash: null });
      const answers = [
        await signIn('known', 'wrong'),
        await signIn('nobody'),
        await signIn('disabled'),
        await signIn('passwordless'),
      ];
      for (const answer of answers) {
        const { instance, ...document } = answer.json() as Record<string, unknown>;
        expect(document).toEqual({ ...document, code: 'wrong_credentials', status: 401 });
        expect(document.detail).toBeUndefined();
        expect(answer.cookies).toEqual([]);
        expect(instance).toBe(answer.headers['x-request-id']);
      }
      expect(await audited()).toMatchObject([
        { actor: 'known Example', action: 'sign_in', outcome: 'refused', details: { why: 'credentials' } },
        { actor: 'unknown', outcome: 'refused', details: { why: 'credentials' } },
        { actor: 'disabled Example', outcome: 'refused', details: { why: 'disabled' } },
        { actor: 'passwordless Example', outcome: 'refused' },
      ]);
    });

    test('for a time after five wrong passwords, also with the right one, and says for how long', async () => {
      await create('anna');
      for (let tries = 0; tries < 5; tries++) await signIn('anna', 'wrong');
      const answer = await signIn('anna');
      expect(answer.json()).toMatchObject({ code: 'too_many_requests' });
      expect(answer.headers['retry-after']).toBe('900');
      clock.advance({ minutes: 15 });
      expect((await signIn('anna')).statusCode).toBe(200);
    });

    test('for twenty tries at once but five', async () => {
      await create('anna');
      const answers = await Promise.all(Array.from({ length: 20 }, () => signIn('anna', 'wrong')));
      const codes = answers.map((answer) => answer.json<{ code: string }>().code);
      expect(codes.filter((code) => code === 'wrong_credentials')).toHaveLength(5);
      expect(codes.filter((code) => code === 'too_many_requests')).toHaveLength(15);
    });

    test('for an unknown login just as for a known one', async () => {
      for (let tries = 0; tries < 5; tries++) await signIn('nobody', 'wrong');
      expect((await signIn('nobody')).json()).toMatchObject({ code: 'too_many_requests' });
    });

    test('elsewhere only after twenty: a stranger locks nobody out with five', async () => {
      await create('anna');
      for (let tries = 0; tries < 19; tries++)
        await signIn('anna', 'wrong', { remoteAddress: `192.0.2.${tries}` });
      expect((await signIn('anna')).statusCode).toBe(200);
      await signIn('anna', 'wrong', { remoteAddress: '192.0.2.99' });
      expect((await signIn('anna')).json()).toMatchObject({ code: 'too_many_requests' });
    });

    test('from an address that tried fifty logins', async () => {
      await create('anna');
      await db.transaction(async (tx) => {
        for (let tries = 0; tries < 50; tries++)
          await tx.sql`insert into sign_in_failures values ('address:127.0.0.1', ${clock.now()})`;
      });
      expect((await signIn('anna')).json()).toMatchObject({ code: 'too_many_requests' });
      expect((await signIn('anna', password, { remoteAddress: '192.0.2.7' })).statusCode).toBe(200);
    });

    test.each([
      ['malformed JSON', { headers: { 'content-type': 'application/json' }, payload: '{' }, 'malformed_json'],
      ['a missing password', { payload: { login: 'anna' } }, 'invalid_input'],
      ['a password of another kind', { payload: { login: 'anna', password: { $ne: 1 } } }, 'invalid_input'],
      [
        'another site',
        { headers: { 'sec-fetch-site': 'cross-site' }, payload: { login: 'anna', password } },
        'cross_site',
      ],
    ])('for %s', async (_, call, code) => {
      const answer = await server.app.inject({ method: 'POST', url: '/api/v1/session', ...call });
      expect(answer.json()).toMatchObject({ code });
    });
  });

  describe('a sign-in', () => {
    test('answers who one is and sets a cookie that scripts cannot read', async () => {
      await create('anna', { roles: ['agent', 'administrator'] });
      const answer = await signIn(' ANNA ');
      expect(meSchema.parse(answer.json())).toMatchObject({
        name: 'anna Example',
        roles: ['administrator', 'agent'],
      });
      expect(answer.cookies).toMatchObject([
        { name: 'fernwart_session', httpOnly: true, sameSite: 'Lax', path: '/' },
      ]);
      expect(await audited()).toMatchObject([{ actor: 'anna Example', action: 'sign_in', outcome: 'done' }]);
    });

    test('is known by its hash alone', async () => {
      await create('anna');
      const { cookie } = await signedIn('anna');
      const rows = await db.sql`select * from sign_ins`;
      expect(JSON.stringify(rows)).not.toContain(cookie.split('=')[1]);
    });

    test('ends at once when its person is disabled, and does not come back', async () => {
      const id = await create('anna');
      const headers = await signedIn('anna');
      expect((await session(headers)).statusCode).toBe(200);
      await db.transaction((tx) => people.setActive(tx, id, false));
      expect((await session(headers)).json()).toMatchObject({ code: 'not_signed_in' });
      expect(server.live.touched).toContain(`person:${id}`);
      await db.transaction((tx) => people.setActive(tx, id, true));
      expect((await session(headers)).json()).toMatchObject({ code: 'not_signed_in' });
    });

    test('ends by signing out, here and in the record', async () => {
      const id = await create('anna');
      const headers = await signedIn('anna');
      clock.advance({ milliseconds: 1 });
      const answer = await server.app.inject({ method: 'DELETE', url: '/api/v1/session', headers });
      expect(answer.statusCode).toBe(204);
      expect((await session(headers)).json()).toMatchObject({ code: 'not_signed_in' });
      expect(server.live.touched).toEqual([`person:${id}`]);
      expect((await audited()).at(-1)).toMatchObject({ action: 'sign_out', outcome: 'done' });
    });

    test('is replaced by the next one of the same browser', async () => {
      await create('anna');
      await create('ben');
      const headers = await signedIn('anna');
      const payload = { login: 'ben', password };
      await server.app.inject({ method: 'POST', url: '/api/v1/session', headers, payload });
      expect((await session(headers)).json()).toMatchObject({ code: 'not_signed_in' });
    });

    test('lives on while it is used, and seven days at most', async () => {
      await create('anna');
      const idle = await signedIn('anna');
      const used = await signedIn('anna');
      for (let hours = 0; hours < 7 * 24; hours += 8) {
        expect((await session(used)).statusCode).toBe(200);
        clock.advance({ hours: 8 });
      }
      expect((await session(used)).json()).toMatchObject({ code: 'not_signed_in' });
      expect((await session(idle)).json()).toMatchObject({ code: 'not_signed_in' });
    });

    test.each(['', 'x', 'a'.repeat(5000), "' or 1=1 --"])('is not found for the cookie %j', async (value) => {
      const headers = { cookie: `fernwart_session=${encodeURIComponent(value)}` };
      expect((await session(headers)).json()).toMatchObject({ code: 'not_signed_in' });
    });
  });

  describe('reading people', () => {
    test.each([
      ['/api/v1/people', 'not_allowed'],
      ['/api/v1/teams', 'not_allowed'],
    ])('%s is not for requesters', async (url, code) => {
      await create('rita', { roles: ['requester'] });
      const answer = await server.app.inject({ url, headers: await signedIn('rita') });
      expect(answer.json()).toMatchObject({ code });
      expect(server.refusals).toMatchObject([{ actor: { name: 'rita Example' }, path: url }]);
    });

    test('shows requesters themselves and nobody else', async () => {
      const other = await create('anna');
      const own = await create('rita', { roles: ['requester'] });
      const headers = await signedIn('rita');
      const of = (id: string) => server.app.inject({ url: `/api/v1/people/${id}`, headers });
      expect((await of(other)).json()).toMatchObject({ code: 'not_found' });
      expect((await of('nobody')).json()).toMatchObject({ code: 'not_found' });
      expect((await of(own)).json()).toMatchObject({ name: 'rita Example', login: 'rita' });
    });

    test('hides logins from agents', async () => {
      await create('anna');
      await create('boss', { roles: ['administrator'] });
      const loginsFor = async (login: string) => {
        const answer = await server.app.inject({ url: '/api/v1/people', headers: await signedIn(login) });
        return answer.json<{ items: { login: string | null }[] }>().items.map((item) => item.login);
      };
      expect(await loginsFor('anna')).toEqual(['anna', null]);
      expect(await loginsFor('boss')).toEqual(['anna', 'boss']);
    });

    test('pages by name, searches, and refuses a cursor of its own making', async () => {
      for (const login of ['carl', 'anna', 'ben', 'dora']) await create(login);
      await create('rita', { name: 'Anna 100%', roles: ['requester'] });
      const headers = await signedIn('anna');
      const names: string[] = [];
      let cursor = '';
      do {
        const url = `/api/v1/people?limit=2${cursor && `&cursor=${cursor}`}`;
        const page = (await server.app.inject({ url, headers })).json<{
          items: { name: string }[];
          nextCursor?: string;
        }>();
        names.push(...page.items.map((item) => item.name));
        cursor = page.nextCursor ?? '';
      } while (cursor);
      expect(names).toHaveLength(5);
      expect(new Set(names).size).toBe(5);
      const found = await server.app.inject({ url: '/api/v1/people?search=100%25&role=requester', headers });
      expect(found.json()).toMatchObject({ items: [{ name: 'Anna 100%' }] });
      const forged = await server.app.inject({ url: '/api/v1/people?cursor=WzFd', headers });
      expect(forged.json()).toMatchObject({ code: 'invalid_input' });
    });

    test('counts the members of teams', async () => {
      const id = await create('anna');
      await db.transaction((tx) => people.createTeam(tx, { name: 'Network', memberIds: [id] }));
      const answer = await server.app.inject({ url: '/api/v1/teams', headers: await signedIn('anna') });
      expect(answer.json()).toMatchObject({ items: [{ name: 'Network', memberCount: 1 }] });
    });
  });

  describe('changing oneself', () => {
    const patch = async (login: string, payload: Record<string, unknown>) =>
      server.app.inject({ method: 'PATCH', url: '/api/v1/me', headers: await signedIn(login), payload });

    test('cannot raise one’s roles or rename anybody', async () => {
      await create('anna');
      const answer = await patch('anna', { roles: ['administrator'], name: 'Boss', id: 'x', language: 'de' });
      expect(answer.json()).toMatchObject({ name: 'anna Example', roles: ['agent'], language: 'de' });
    });

    test('refuses a language or time zone that does not exist, in the reader’s language', async () => {
      await create('anna', { language: 'de' });
      expect((await patch('anna', { language: 'xx' })).json()).toMatchObject({ code: 'invalid_input' });
      expect((await patch('anna', { timeZone: 'Moon/Base' })).json()).toMatchObject({
        code: 'invalid_input',
        errors: [{ path: 'timeZone', message: 'Diese Zeitzone gibt es nicht.' }],
      });
    });

    test('changes language and time zone, and tells the open pages', async () => {
      const id = await create('anna');
      const answer = await patch('anna', { language: 'de', timeZone: 'Africa/Cairo' });
      expect(answer.json()).toMatchObject({ language: 'de', timeZone: 'Africa/Cairo' });
      expect(server.live.touched).toEqual([`person:${id}`]);
    });
  });

  describe('what other features ask', () => {
    test('snapshots, administrators, and nobody for an id that is none', async () => {
      const id = await create('boss', { roles: ['administrator'] });
      const former = await create('former', { roles: ['administrator'] });
      await db.transaction((tx) => people.setActive(tx, former, false));
      expect(await people.findPersonSnapshot(db, id)).toMatchObject({
        id,
        active: true,
        timeZone: 'Europe/Berlin',
      });
      expect(await people.findPersonSnapshot(db, former)).toMatchObject({ active: false });
      expect(await people.findPersonSnapshot(db, 'someone')).toBeNull();
      expect(await people.administrators(db)).toMatchObject([{ id }]);
    });

    test('a login is taken once', async () => {
      await create('anna');
      await expect(create('ANNA')).rejects.toMatchObject({ code: 'already_exists' });
    });
  });

  describe('the first administrator’s link', () => {
    const form = { name: 'Änne Admin', login: 'Aenne', email: '', password };
    const send = (url: string, given: Record<string, string> = form) =>
      server.app.inject({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'accept-language': 'de' },
        payload: new URLSearchParams(given).toString(),
      });

    test('is not made while somebody administers', async () => {
      await create('boss', { roles: ['administrator'] });
      expect(await people.firstAdministratorPath()).toBeNull();
    });

    test.each([
      ['invented', async () => '/first-administrator/invented'],
      [
        'replaced',
        async () => {
          const path = (await people.firstAdministratorPath()) ?? '';
          await people.firstAdministratorPath();
          return path;
        },
      ],
      [
        'a day old',
        async () => {
          const path = (await people.firstAdministratorPath()) ?? '';
          clock.advance({ hours: 24 });
          return path;
        },
      ],
      [
        'overtaken by another administrator',
        async () => {
          const path = (await people.firstAdministratorPath()) ?? '';
          await create('boss', { roles: ['administrator'] });
          return path;
        },
      ],
    ])('does nothing when it is %s', async (_, make) => {
      const answer = await send(await make());
      expect(answer.statusCode).toBe(404);
      expect(answer.body).toContain('Dieser Link gilt nicht mehr');
      expect(await db.sql`select 1 from people where login = 'aenne'`).toEqual([]);
    });

    test('makes one account for two clicks at once, signs it in, and is used up', async () => {
      const path = (await people.firstAdministratorPath()) ?? '';
      expect((await server.app.inject({ url: path })).body).toContain('Set up the first administrator');
      const answers = await Promise.all([send(path), send(path)]);
      const [made, refused] = answers.sort((a, b) => a.statusCode - b.statusCode);
      expect(refused?.statusCode).toBe(404);
      expect(made?.headers.location).toBe('/');
      const [cookie] = made?.cookies ?? [];
      const answer = await session({ cookie: `${cookie?.name}=${cookie?.value}` });
      expect(answer.json()).toMatchObject({ name: 'Änne Admin', language: 'de' });
      expect((await server.app.inject({ url: path })).statusCode).toBe(404);
      expect(await people.firstAdministratorPath()).toBeNull();
    });

    test.each([
      ['a short password', { password: 'short' }, 'Das Kennwort braucht mindestens 12 Zeichen.'],
      ['a password of one letter', { password: 'a'.repeat(20) }, 'zu leicht zu erraten'],
      ['no name', { name: ' ' }, 'Bitte geben Sie Namen'],
      ['a taken login', { login: 'anna' }, 'Dieser Anmeldename ist vergeben.'],
    ])('says what is wrong with %s and stays good', async (_, change, sentence) => {
      await create('anna');
      const path = (await people.firstAdministratorPath()) ?? '';
      const flawed = await send(path, { ...form, name: '<b>Änne</b>', ...change });
      expect(flawed.statusCode).toBe(400);
      expect(flawed.body).toContain(sentence);
      expect(flawed.body).not.toContain('<b>');
      expect((await send(path)).statusCode).toBe(303);
    });
  });
});
