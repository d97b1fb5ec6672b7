import { Secret } from '@fernwart/addon-kit';
import type { Invitation, Person, Role, TeamDetails } from '@fernwart/contract';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testDatabases } from '../../../testing/databases.ts';
import { openTestServer, type TestServer } from '../../../testing/http.ts';
import { manualClock } from '../../../testing/manual-clock.ts';
import { uuidV7 } from '../../platform/crypto/ids.ts';
import type { Database } from '../../platform/db/database.ts';
import { sessionCookie } from '../../platform/http/session-cookie.ts';
import { createAudit } from '../audit/service.ts';
import type { OutgoingMail } from '../notifications/mails.ts';
import { createAddPerson } from './add-person.ts';
import { apiTokenRoutes } from './api-token-routes.ts';
import { createChangePassword } from './change-password.ts';
import { invitationRoutes } from './invitation-routes.ts';
import { createInvitations } from './invitations.ts';
import type { People } from './people.ts';
import { peopleRoutes } from './routes.ts';
import { createPeople } from './service.ts';
import { createSignIn } from './sign-in.ts';
import { teamRoutes } from './team-routes.ts';
import { createTeams } from './teams.ts';
import { createUpdatePerson } from './update-person.ts';

const password = 'a long enough phrase';

describe.each(testDatabases)('administering people on $kind', ({ open }) => {
  let db: Database;
  let clock: ReturnType<typeof manualClock>;
  let people: People;
  let server: TestServer;
  let mailed: OutgoingMail[];
  let passwordHash: string;
  let admin: { cookie: string };

  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.script(`
      delete from people; delete from teams; delete from sign_in_failures; delete from one_time_links;
      alter table audit disable trigger user; delete from audit; alter table audit enable trigger user`);
    clock = manualClock();
    mailed = [];
    const newId = uuidV7(clock);
    const cookie = sessionCookie({ https: false });
    const audit = createAudit({ clock, newId });
    let authenticate: People['authenticate'] = async () => null;
    server = await openTestServer({ authenticate: (request) => authenticate(request) });
    const deps = { db, clock, newId, live: server.live, audit };
    people = createPeople({ ...deps, cookie });
    authenticate = people.authenticate;
    const signIn = createSignIn(deps);
    const defaults = () => ({ language: 'de', timeZone: 'Europe/Vienna' }) as const;
    peopleRoutes(server.router, {
      ...deps,
      cookie,
      signIn,
      changePassword: createChangePassword(deps),
      addPerson: createAddPerson({ ...deps, people, defaults }),
      updatePerson: createUpdatePerson(deps),
    });
    teamRoutes(server.router, { db, teams: createTeams(deps) });
    apiTokenRoutes(server.router, deps);
    const invitations = createInvitations({
      ...deps,
      signIn,
      mails: { enqueue: async (_tx, mail) => void mailed.push(mail) },
      publicUrl: () => 'https://desk.example.org',
      mailText: (language, values) => ({ subject: language, text: Object.values(values).join('|') }),
    });
    invitationRoutes(server.router, { invitations, cookie });
    passwordHash ??= await people.hashPassword(new Secret(password));
    await create('admin', 'administrator', 'agent');
    admin = await signedIn('admin');
  });
  afterEach(() => server.stop());

  const create = (login: string, ...roles: Role[]) =>
    db.transaction((tx) =>
      people.createPerson(tx, {
        login,
        name: `${login} Example`,
        email: `${login}@example.org`,
        language: 'en',
        timeZone: 'Europe/Berlin',
        roles,
        passwordHash,
      }),
    );
  async function signedIn(login: string, given = password): Promise<{ cookie: string }> {
    clock.advance({ milliseconds: 1 });
    const payload = { login, password: given };
    const answer = await server.app.inject({ method: 'POST', url: '/api/v1/session', payload });
    expect(answer.statusCode).toBe(200);
    const [cookie] = answer.cookies;
    return { cookie: `${cookie?.name}=${cookie?.value}` };
  }
  const call = (
    method: 'GET' | 'POST' | 'PATCH',
    url: string,
    headers: Record<string, string>,
    payload?: Record<string, unknown>,
  ) => server.app.inject({ method, url: `/api/v1${url}`, headers, ...(payload ? { payload } : {}) });
  const isSignedIn = async (by: Record<string, string>) =>
    (await call('GET', '/session', by)).statusCode === 200;
  const added = async (body: Record<string, unknown>) =>
    (await call('POST', '/people', admin, { name: 'New', roles: ['requester'], ...body })).json<Person>();
  const invited = async (id: string, by: 'mail' | 'link') =>
    call('POST', `/people/${id}/invitation`, admin, { by });
  const pathOf = (link: string) => new URL(link).pathname;
  const setPassword = (path: string, given: string) =>
    server.app.inject({
      method: 'POST',
      url: path,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: `password=${encodeURIComponent(given)}`,
    });
  const audited = async (action: string) =>
    (
      await db.sql<{ details: unknown }>`select details from audit where action = ${action} order by at, id`
    ).map(({ details }) => details);

  describe('is refused', () => {
    test('to agents beyond a requester without login, and to requesters altogether', async () => {
      await create('anna', 'agent', 'requester');
      await create('rita', 'requester');
      const [anna, rita] = [await signedIn('anna'), await signedIn('rita')];
      const refused = [
        await call('POST', '/people', anna, { name: 'X', roles: ['agent'] }),
        await call('POST', '/people', anna, { name: 'X', roles: ['requester'], login: 'x' }),
        await call('POST', '/people', anna, { name: 'X', roles: ['requester', 'administrator'] }),
        await call('POST', '/people', rita, { name: 'X', roles: ['requester'] }),
        await call('POST', '/teams', anna, { name: 'X' }),
      ];
      for (const answer of refused) expect(answer.json()).toMatchObject({ code: 'not_allowed' });
      const noted = await call('POST', '/people', anna, { name: 'Caller', roles: ['requester'] });
      expect(noted.statusCode).toBe(201);
    });

    test('where a role would be raised by its holder, or nobody would be left to administer', async () => {
      const other = await create('other', 'administrator');
      const [{ id: own } = { id: '' }] = await db.sql<{
        id: string;
      }>`select id from people where login = 'admin'`;
      const raised = await call('PATCH', `/people/${own}`, admin, {
        version: 1,
        roles: ['administrator', 'agent', 'auditor'],
      });
      expect(raised.json()).toMatchObject({ code: 'not_allowed' });
      expect((await call('PATCH', `/people/${other}`, admin, { version: 1, active: false })).statusCode).toBe(
        200,
      );
      const last = await call('PATCH', `/people/${own}`, admin, { version: 1, roles: ['agent'] });
      expect(last.json()).toMatchObject({ code: 'wrong_state' });
      expect(await isSignedIn(admin)).toBe(true);
    });

    test('for a taken login, a team that is gone, a stale version and members that nobody knows', async () => {
      const { id } = await added({ login: 'x' });
      const unknown = '01936000-0000-7000-8000-00000000dead';
      const answers = [
        await call('POST', '/people', admin, { name: 'Y', roles: ['requester'], login: 'X' }),
        await call('PATCH', `/people/${id}`, admin, { version: 1, login: ' ADMIN ' }),
        await call('PATCH', `/people/${id}`, admin, { version: 1, teamIds: [unknown] }),
        await call('PATCH', `/people/${id}`, admin, { version: 7, name: 'Z' }),
        await call('PATCH', `/people/${id}`, admin, { version: 1, timeZone: 'Nowhere/Land' }),
        await call('PATCH', `/people/${id}`, admin, { version: 1, email: 'a@b, c@d' }),
        await call('POST', '/teams', admin, { name: 'T', memberIds: [unknown] }),
      ];
      expect(answers.map((answer) => answer.json<{ code: string }>().code)).toEqual([
        'already_exists',
        'already_exists',
        'invalid_input',
        'stale_version',
        'invalid_input',
        'invalid_input',
        'invalid_input',
      ]);
      expect((await call('GET', `/people/${id}`, admin)).json()).toMatchObject({ name: 'New', version: 1 });
    });
  });

  test('a person is added with what holds for everybody, and changed with a record of the differences alone', async () => {
    const team = (await call('POST', '/teams', admin, { name: 'First level' })).json<TeamDetails>();
    const person = await added({ login: ' Rita ', email: 'rita@example.org', teamIds: [team.id] });
    expect(person).toMatchObject({
      login: 'rita',
      language: 'de',
      timeZone: 'Europe/Vienna',
      hasPassword: false,
      teams: [{ name: 'First level' }],
    });
    const change = { version: 1, phone: ' 12 ', roles: ['agent', 'agent'], teamIds: [] };
    const answer = await call('PATCH', `/people/${person.id}`, admin, change);
    expect(answer.json()).toMatchObject({ phone: '12', roles: ['agent'], teams: [], version: 2 });
    expect(await audited('person.update')).toEqual([
      {
        before: { phone: null, roles: ['requester'], teamIds: [team.id] },
        after: { phone: '12', roles: ['agent'], teamIds: [] },
      },
    ]);
    expect(server.live.touched).toEqual(expect.arrayContaining(['people', 'teams', `person:${person.id}`]));
  });

  test('a team is renamed, filled, archived and taken back; archived it is offered to nobody', async () => {
    const rita = await create('rita', 'agent');
    const team = (await call('POST', '/teams', admin, { name: 'A', memberIds: [rita] })).json<TeamDetails>();
    await call('POST', '/teams', admin, { name: 'B' });
    const change = (body: Record<string, unknown>) => call('PATCH', `/teams/${team.id}`, admin, body);
    expect((await change({ version: 1, name: 'B' })).json()).toMatchObject({ code: 'already_exists' });
    expect((await change({ version: 1, name: 'C', archived: true })).json()).toMatchObject({
      name: 'C',
      archived: true,
      version: 2,
      members: [{ id: rita, name: 'rita Example' }],
    });
    const names = async (query = '') =>
      (await call('GET', `/teams${query}`, admin))
        .json<{ items: { name: string }[] }>()
        .items.map((each) => each.name);
    expect(await names()).toEqual(['B']);
    expect(await names('?archived=true')).toEqual(['B', 'C']);
    const put = await call('PATCH', `/people/${rita}`, admin, { version: 1, teamIds: [team.id] });
    expect(put.json()).toMatchObject({ code: 'invalid_input' });
    // Somebody who is in it stays in it when something else of hers changes.
    await call('PATCH', `/people/${rita}`, admin, { version: 1, name: 'Rita' });
    expect((await change({ version: 2, archived: false })).json()).toMatchObject({ memberCount: 1 });
    expect((await change({ version: 3, memberIds: [] })).json()).toMatchObject({ memberCount: 0 });
    expect(server.live.touched).toContain(`person:${rita}`);
  });

  describe('an invitation', () => {
    test('is refused to the disabled, without login, without address, for oneself, and to a token', async () => {
      const off = await added({ login: 'off', email: 'off@example.org' });
      await call('PATCH', `/people/${off.id}`, admin, { version: 1, active: false });
      const nameless = await added({ email: 'x@example.org' });
      const silent = await added({ login: 'silent' });
      const [own] = await db.sql<{ id: string }>`select id from people where login = 'admin'`;
      expect((await invited(off.id, 'link')).json()).toMatchObject({ code: 'wrong_state' });
      expect((await invited(nameless.id, 'link')).json()).toMatchObject({ code: 'wrong_state' });
      expect((await invited(silent.id, 'mail')).json()).toMatchObject({ code: 'wrong_state' });
      expect((await invited(own?.id ?? '', 'link')).json()).toMatchObject({ code: 'not_allowed' });
      const body = { name: 'T', roles: ['administrator'], expiresInDays: 1 };
      const { secret } = (await call('POST', '/api-tokens', admin, body)).json<{ secret: string }>();
      const byToken = await call(
        'POST',
        `/people/${silent.id}/invitation`,
        { authorization: `Bearer ${secret}` },
        { by: 'link' },
      );
      expect(byToken.json()).toMatchObject({ code: 'not_allowed' });
      expect(mailed).toEqual([]);
    });

    test('leads to a page that refuses weak passwords, sets one once, and ends what was open before', async () => {
      const id = await create('rita', 'requester');
      const before = await signedIn('rita');
      const { link } = (await invited(id, 'link')).json<Invitation>();
      const path = pathOf(link ?? '');
      expect((await server.app.inject({ url: path })).body).toContain('rita Example');
      expect((await setPassword(path, 'short')).statusCode).toBe(400);
      const done = await setPassword(path, 'another good phrase');
      expect(done.statusCode).toBe(303);
      expect(await isSignedIn(before)).toBe(false);
      expect(await isSignedIn({ cookie: `${done.cookies[0]?.name}=${done.cookies[0]?.value}` })).toBe(true);
      expect((await setPassword(path, 'yet another phrase')).statusCode).toBe(404);
      await signedIn('rita', 'another good phrase');
      const everything = JSON.stringify(await db.sql`select * from audit`);
      expect(everything).not.toContain(path.split('/').at(-1));
    });

    test('loses its force with a newer one, with another address, after three days and with the account', async () => {
      const id = await create('rita', 'requester');
      const fresh = async () => pathOf((await invited(id, 'link')).json<Invitation>().link ?? '');
      const opens = async (path: string) => (await server.app.inject({ url: path })).statusCode === 200;
      const first = await fresh();
      const second = await fresh();
      expect([await opens(first), await opens(second)]).toEqual([false, true]);
      await call('PATCH', `/people/${id}`, admin, { version: 1, email: 'other@example.org' });
      expect(await opens(second)).toBe(false);
      const third = await fresh();
      await call('PATCH', `/people/${id}`, admin, { version: 2, active: false });
      await call('PATCH', `/people/${id}`, admin, { version: 3, active: true });
      expect(await opens(third)).toBe(false);
      const fourth = await fresh();
      clock.advance({ hours: 73 });
      expect(await opens(fourth)).toBe(false);
      expect((await setPassword('/set-password/guessed', 'another good phrase')).statusCode).toBe(404);
    });

    test('goes by mail in the language of who gets it, and is not answered then', async () => {
      const id = await create('rita', 'requester');
      const answer = (await invited(id, 'mail')).json<Invitation>();
      expect(answer).toMatchObject({ link: null, sentTo: 'rita@example.org' });
      expect(mailed).toMatchObject([{ to: { address: 'rita@example.org' }, subject: 'en' }]);
      expect(mailed[0]?.text).toMatch(/\|https:\/\/desk\.example\.org\/set-password\/[\w-]{43}\|/);
    });
  });
});
