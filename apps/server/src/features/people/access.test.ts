import { Secret } from '@fernwart/addon-kit';
import type { Role } from '@fernwart/contract';
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
import type { People } from './people.ts';
import { peopleRoutes } from './routes.ts';
import { createPeople } from './service.ts';
import { createSignIn } from './sign-in.ts';
import { signInListRoutes } from './sign-in-list-routes.ts';
import { createUpdatePerson } from './update-person.ts';

const password = 'a long enough phrase';
interface Token {
  id: string;
  secret: string;
}

const defaults = () => ({ language: 'en', timeZone: 'Europe/Berlin' }) as const;

describe.each(testDatabases)('access on $kind', ({ open }) => {
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
      delete from people; delete from sign_in_failures;
      alter table audit disable trigger user; delete from audit; alter table audit enable trigger user`);
    clock = manualClock();
    const newId = uuidV7(clock);
    const cookie = sessionCookie({ https: false });
    const audit = createAudit({ clock, newId });
    let authenticate: People['authenticate'] = async () => null;
    server = await openTestServer({ authenticate: (request) => authenticate(request) });
    const deps = { db, clock, newId, live: server.live, audit };
    people = createPeople({ ...deps, cookie });
    authenticate = people.authenticate;
    peopleRoutes(server.router, {
      ...deps,
      cookie,
      signIn: createSignIn(deps),
      changePassword: createChangePassword(deps),
      addPerson: createAddPerson({ ...deps, people, defaults }),
      updatePerson: createUpdatePerson(deps),
    });
    signInListRoutes(server.router, deps);
    apiTokenRoutes(server.router, deps);
    passwordHash ??= await people.hashPassword(new Secret(password));
  });
  afterEach(() => server.stop());

  const create = (login: string, ...roles: Role[]) =>
    db.transaction((tx) =>
      people.createPerson(tx, {
        login,
        name: `${login} Example`,
        email: null,
        language: 'en',
        timeZone: 'Europe/Berlin',
        roles,
        passwordHash,
      }),
    );
  async function signedIn(login: string, given = password): Promise<{ cookie: string }> {
    clock.advance({ milliseconds: 1 });
    const answer = await server.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      payload: { login, password: given },
    });
    expect(answer.statusCode).toBe(200);
    const [cookie] = answer.cookies;
    return { cookie: `${cookie?.name}=${cookie?.value}` };
  }
  const call = (
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    url: string,
    headers: Record<string, string>,
    payload?: Record<string, unknown>,
  ) => server.app.inject({ method, url: `/api/v1${url}`, headers, ...(payload ? { payload } : {}) });
  const bearer = (token: Token) => ({ authorization: `Bearer ${token.secret}` });
  async function token(by: { cookie: string }, roles: Role[], expiresInDays = 1): Promise<Token> {
    const answer = await call('POST', '/api-tokens', by, { name: 'Backup', roles, expiresInDays });
    expect(answer.statusCode).toBe(201);
    return answer.json<Token>();
  }
  const actions = async () =>
    (
      await db.sql<{ action: string; outcome: string }>`select action, outcome from audit order by at, id`
    ).map(({ action, outcome }) => `${action} ${outcome}`);

  describe('an API token', () => {
    test.each(['', 'Bearer', 'Bearer x', 'Basic eDp4', `Bearer ${'x'.repeat(300)}`])(
      'is not guessed by %s, and no cookie makes that good',
      async (authorization) => {
        await create('anna', 'agent');
        const cookie = await signedIn('anna');
        expect((await call('GET', '/session', { ...cookie, authorization })).json()).toMatchObject({
          code: 'not_signed_in',
        });
      },
    );

    test('carries no role that its maker lacks', async () => {
      await create('anna', 'agent');
      const body = { name: 'x', roles: ['agent', 'administrator'], expiresInDays: 1 };
      expect((await call('POST', '/api-tokens', await signedIn('anna'), body)).json()).toMatchObject({
        code: 'not_allowed',
      });
      expect(server.refusals).toHaveLength(1);
    });

    test('makes no further token, ends no sign-in and changes no password', async () => {
      await create('anna', 'agent');
      const anna = await signedIn('anna');
      const made = await token(anna, ['agent']);
      const refused = [
        await call('POST', '/api-tokens', bearer(made), { name: 'x', roles: ['agent'], expiresInDays: 1 }),
        await call('DELETE', `/api-tokens/${made.id}`, bearer(made)),
        await call('DELETE', '/sign-ins', bearer(made)),
        await call('POST', '/me/password', bearer(made), {
          currentPassword: password,
          newPassword: password,
        }),
      ];
      for (const answer of refused) expect(answer.json()).toMatchObject({ code: 'not_allowed' });
      expect((await call('GET', '/session', anna)).statusCode).toBe(200);
    });

    test.each([
      ['expired', async () => clock.advance({ hours: 25 })],
      [
        'was revoked',
        async (made: Token) => call('DELETE', `/api-tokens/${made.id}`, await signedIn('anna')),
      ],
      [
        'lost its owner',
        async () => {
          const [row] = await db.sql<{ id: string }>`select id from people where login = 'anna'`;
          await db.transaction((tx) => people.setActive(tx, row?.id ?? '', false));
          await db.transaction((tx) => people.setActive(tx, row?.id ?? '', true));
        },
      ],
    ])('is worth nothing once it %s', async (_, end) => {
      await create('anna', 'agent');
      const made = await token(await signedIn('anna'), ['agent']);
      expect((await call('GET', '/people', bearer(made))).statusCode).toBe(200);
      await end(made);
      expect((await call('GET', '/people', bearer(made))).json()).toMatchObject({ code: 'not_signed_in' });
    });

    test('loses the roles that its owner loses', async () => {
      const id = await create('anna', 'agent', 'requester');
      const made = await token(await signedIn('anna'), ['agent', 'requester']);
      await db.sql`delete from person_roles where person_id = ${id} and role = 'agent'`;
      expect((await call('GET', '/people', bearer(made))).json()).toMatchObject({ code: 'not_allowed' });
    });

    test('acts as its owner with its roles alone, and is kept as a hash with its last use', async () => {
      await create('anna', 'agent', 'administrator');
      const anna = await signedIn('anna');
      const made = await token(anna, ['agent']);
      expect((await call('PATCH', '/people/x', bearer(made), {})).json()).toMatchObject({
        code: 'not_allowed',
      });
      expect((await call('GET', '/people', bearer(made))).statusCode).toBe(200);
      const { items } = (await call('GET', '/api-tokens', anna)).json<{ items: Record<string, unknown>[] }>();
      expect(items).toMatchObject([
        {
          id: made.id,
          name: 'Backup',
          roles: ['agent'],
          lastUsedAt: clock.now().toString(),
          lastAddress: '127.0.0.1',
        },
      ]);
      const rows = JSON.stringify(await db.sql`select * from api_tokens`);
      const audited = JSON.stringify(await db.sql`select * from audit`);
      for (const text of [JSON.stringify(items), rows, audited]) expect(text).not.toContain(made.secret);
      expect(await actions()).toContain('api_token.create done');
    });

    test('of others is not found; administrators see and revoke everybody’s', async () => {
      await create('anna', 'agent');
      await create('ben', 'agent');
      await create('admin', 'administrator');
      const made = await token(await signedIn('anna'), ['agent']);
      const ben = await signedIn('ben');
      expect((await call('DELETE', `/api-tokens/${made.id}`, ben)).json()).toMatchObject({
        code: 'not_found',
      });
      expect((await call('GET', '/api-tokens?of=everybody', ben)).json()).toMatchObject({
        code: 'not_allowed',
      });
      expect((await call('GET', '/api-tokens', ben)).json()).toMatchObject({ items: [] });
      const admin = await signedIn('admin');
      expect((await call('GET', '/api-tokens?of=everybody', admin)).json()).toMatchObject({
        items: [{ id: made.id, owner: { name: 'anna Example' } }],
      });
      expect((await call('DELETE', `/api-tokens/${made.id}`, admin)).statusCode).toBe(204);
      expect((await call('GET', '/people', bearer(made))).statusCode).toBe(401);
    });
  });

  describe('sign-ins', () => {
    test('of somebody else are not found', async () => {
      await create('anna', 'agent');
      await create('admin', 'administrator');
      await signedIn('anna');
      const [row] = await db.sql<{ id: string }>`select id from sign_ins`;
      const answer = await call('DELETE', `/sign-ins/${row?.id}`, await signedIn('admin'));
      expect(answer.json()).toMatchObject({ code: 'not_found' });
    });

    test('are listed, and ended one by one or all but this', async () => {
      await create('anna', 'agent');
      const [here, there, elsewhere] = [
        await signedIn('anna'),
        await signedIn('anna'),
        await signedIn('anna'),
      ];
      const list = async () =>
        (await call('GET', '/sign-ins', here)).json<{ items: { id: string; current: boolean }[] }>().items;
      const [last] = await list();
      expect((await list()).map(({ current }) => current)).toEqual([false, false, true]);
      await call('DELETE', `/sign-ins/${last?.id}`, here);
      expect((await call('GET', '/session', elsewhere)).statusCode).toBe(401);
      expect((await call('GET', '/session', there)).statusCode).toBe(200);
      await call('DELETE', '/sign-ins', here);
      expect((await call('GET', '/session', there)).statusCode).toBe(401);
      expect(await list()).toHaveLength(1);
    });
  });

  describe('a password is not changed', () => {
    const change = (headers: { cookie: string }, currentPassword: string, newPassword: string) =>
      call('POST', '/me/password', headers, { currentPassword, newPassword });

    test('without the present one, and that not often', async () => {
      await create('anna', 'agent');
      const anna = await signedIn('anna');
      for (let tries = 0; tries < 5; tries++)
        expect((await change(anna, 'wrong', 'a new long phrase')).json()).toMatchObject({
          code: 'wrong_credentials',
        });
      expect((await change(anna, password, 'a new long phrase')).json()).toMatchObject({
        code: 'too_many_requests',
      });
      expect(await actions()).toContain('password.change refused');
    });

    test.each([
      'short',
      'passwordpassword',
      'Password2026!!',
      'qwertzuiop123',
      '123456789012',
      'abcabcabcabc',
      'P@ssw0rd!!!!',
    ])('to %s, which is among the first that anybody tries', async (bad) => {
      await create('anna', 'agent');
      expect((await change(await signedIn('anna'), password, bad)).json()).toMatchObject({
        code: 'invalid_input',
        errors: [{ path: 'newPassword' }],
      });
    });

    test('unless everything is right; then every other sign-in ends', async () => {
      await create('anna', 'agent');
      const [here, there] = [await signedIn('anna'), await signedIn('anna')];
      expect((await change(here, password, 'quite another phrase')).statusCode).toBe(204);
      expect((await call('GET', '/session', here)).statusCode).toBe(200);
      expect((await call('GET', '/session', there)).statusCode).toBe(401);
      await signedIn('anna', 'quite another phrase');
    });
  });

  describe('administrators', () => {
    const update = (by: { cookie: string }, id: string, change: Record<string, unknown>, version = 1) =>
      call('PATCH', `/people/${id}`, by, { version, ...change });

    test('raise no role of their own', async () => {
      const admin = await create('admin', 'administrator');
      const by = await signedIn('admin');
      expect((await update(by, admin, { roles: ['administrator', 'agent'] })).json()).toMatchObject({
        code: 'not_allowed',
      });
    });

    test('neither disable themselves nor leave nobody behind', async () => {
      const admin = await create('admin', 'administrator', 'agent');
      const by = await signedIn('admin');
      expect((await update(by, admin, { active: false })).json()).toMatchObject({ code: 'not_allowed' });
      expect((await update(by, admin, { roles: ['agent'] })).json()).toMatchObject({ code: 'wrong_state' });
    });

    test('do not remove each other at the same moment', async () => {
      const ids = [await create('one', 'administrator'), await create('two', 'administrator')];
      const [one, two] = [await signedIn('one'), await signedIn('two')];
      const answers = await Promise.all([
        update(one, ids[1] ?? '', { active: false }),
        update(two, ids[0] ?? '', { active: false }),
      ]);
      expect(answers.map((answer) => answer.statusCode).filter((status) => status === 200)).toHaveLength(1);
      const [left] = await db.sql`select from people where active`;
      expect(left).toBeDefined();
    });

    test('do not overwrite each other', async () => {
      await create('admin', 'administrator');
      const anna = await create('anna', 'agent');
      const by = await signedIn('admin');
      expect((await update(by, anna, { active: false }, 7)).json()).toMatchObject({ code: 'stale_version' });
    });

    test('disable somebody: sign-ins and tokens end at once, and the record says what was before', async () => {
      await create('admin', 'administrator');
      const id = await create('anna', 'agent');
      const [by, anna] = [await signedIn('admin'), await signedIn('anna')];
      const made = await token(anna, ['agent']);
      const answer = await update(by, id, { active: false, roles: ['requester'] });
      expect(answer.json()).toMatchObject({ active: false, roles: ['requester'], version: 2 });
      expect((await call('GET', '/session', anna)).statusCode).toBe(401);
      expect((await call('GET', '/session', bearer(made))).statusCode).toBe(401);
      const [entry] = await db.sql`select details from audit where action = 'person.update'`;
      expect(entry).toEqual({
        details: {
          before: { active: true, roles: ['agent'] },
          after: { active: false, roles: ['requester'] },
        },
      });
      expect(server.live.touched).toContain(`person:${id}`);
    });
  });
});
