import { randomBytes } from 'node:crypto';
import { Secret } from '@fernwart/addon-kit';
import type { Role } from '@fernwart/contract';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testDatabases } from '../../../testing/databases.ts';
import { openTestServer, type TestServer } from '../../../testing/http.ts';
import {
  type TestAccount,
  type TestIdentityProvider,
  testIdentityProvider,
} from '../../../testing/identity-provider.ts';
import { manualClock } from '../../../testing/manual-clock.ts';
import { createSealer } from '../../platform/crypto/create-sealer.ts';
import { uuidV7 } from '../../platform/crypto/ids.ts';
import type { Database } from '../../platform/db/database.ts';
import { sessionCookie } from '../../platform/http/session-cookie.ts';
import { createIdentityProvider, type IdentityProvider } from '../../platform/net/identity-provider.ts';
import { createAudit } from '../audit/service.ts';
import { createAddPerson } from './add-person.ts';
import { createChangePassword } from './change-password.ts';
import type { People } from './people.ts';
import { createRecheckSignIn, type RecheckSignIn } from './recheck-sign-in.ts';
import { peopleRoutes } from './routes.ts';
import { createPeople } from './service.ts';
import { createSignIn } from './sign-in.ts';
import { createSingleSignOn } from './single-sign-on.ts';
import { singleSignOnRoutes } from './single-sign-on-routes.ts';
import { createUpdatePerson } from './update-person.ts';

const publicUrl = 'http://desk.localhost:4242';
const begin = '/api/v1/single-sign-on';

const defaults = () => ({ language: 'en', timeZone: 'Europe/Berlin' }) as const;

describe.each(testDatabases)('single sign-on on $kind', ({ open }) => {
  let db: Database;
  let clock: ReturnType<typeof manualClock>;
  let people: People;
  let server: TestServer;
  let there: TestIdentityProvider;
  let client: IdentityProvider;

  beforeAll(async () => {
    db = await open();
    there = await testIdentityProvider(`${publicUrl}/api/v1/single-sign-on/callback`);
  });
  afterAll(async () => {
    await there.close();
    await db.close();
  });
  beforeEach(async () => {
    await db.script(`
      delete from people; delete from teams; delete from single_sign_ons;
      alter table audit disable trigger user; delete from audit; alter table audit enable trigger user`);
    there.accounts.clear();
    there.be('reachable');
    there.deny(false);
    there.giveRefreshTokens(true);
    // Tokens are dated by the provider, which has this machine's time.
    clock = manualClock(Temporal.Now.instant().round('millisecond').toString());
    const newId = uuidV7(clock);
    const cookie = sessionCookie({ https: false });
    const audit = createAudit({ clock, newId });
    let authenticate: People['authenticate'] = async () => null;
    server = await openTestServer({ authenticate: (request) => authenticate(request) });
    const sealer = createSealer([new Secret(randomBytes(32).toString('base64'))]);
    client = createIdentityProvider({
      issuer: there.issuer,
      clientId: 'fernwart',
      clientSecret: new Secret('a secret of the client'),
      scope: 'openid profile email offline_access',
      groupsClaim: 'groups',
    });
    const access = { db, clock, newId, live: server.live, audit };
    let recheck: RecheckSignIn | undefined;
    people = createPeople({
      ...access,
      cookie,
      recheck: async (...given) => (await recheck?.(...given)) ?? false,
    });
    authenticate = people.authenticate;
    const signIn = createSignIn(access);
    const whole = {
      ...access,
      sealer,
      people,
      signIn,
      provider: client,
      publicUrl: () => publicUrl,
      timeZone: 'Europe/Berlin',
      rules: {
        label: 'Test',
        roles: { staff: ['requester', 'agent'], admins: ['administrator'] } satisfies Record<string, Role[]>,
        teams: { first: 'First level', second: 'Second level' },
      },
    };
    recheck = createRecheckSignIn(whole);
    singleSignOnRoutes(server.router, { singleSignOn: createSingleSignOn(whole), cookie, https: false });
    peopleRoutes(server.router, {
      ...access,
      cookie,
      signIn,
      changePassword: createChangePassword(access),
      addPerson: createAddPerson({ ...access, people, defaults }),
      updatePerson: createUpdatePerson(access),
    });
  });
  afterEach(async () => {
    await server.stop();
    await client.close();
  });

  const get = (url: string, cookies: Record<string, string> = {}) => server.app.inject({ url, cookies });
  const cookiesOf = (answer: Awaited<ReturnType<typeof get>>) =>
    Object.fromEntries(answer.cookies.map(({ name, value }) => [name, value]));

  /** Goes to the provider and back, and stops before our door. */
  async function comeBack(account: string, returnTo?: string) {
    const query = returnTo === undefined ? '' : `?returnTo=${encodeURIComponent(returnTo)}`;
    const sent = await get(begin + query);
    expect(sent.statusCode).toBe(303);
    const path = await there.walk(String(sent.headers.location), account);
    return { path, cookies: cookiesOf(sent) };
  }
  async function signIn(account: string, given: TestAccount = {}, returnTo?: string) {
    there.accounts.set(account, { groups: ['staff'], ...given });
    const { path, cookies } = await comeBack(account, returnTo);
    return get(path, cookies);
  }
  const who = async (cookies: Record<string, string>) =>
    (await get('/api/v1/session', cookies)).json<unknown>();
  const create = (login: string | null, email: string, roles: Role[] = ['agent']) =>
    db.transaction((tx) =>
      people.createPerson(tx, { login, name: 'Anna Known', email, language: 'en', timeZone: 'UTC', roles }),
    );
  const audited = (action: string) =>
    db.sql<{ outcome: string; details: { why?: string } }>`
      select outcome, details from audit where action = ${action} order by at, id`;
  const count = async () => (await db.sql`select from people`).length;

  describe('nobody is let in', () => {
    test('with a replayed OAuth state', async () => {
      there.accounts.set('anna', { groups: ['staff'] });
      const { path, cookies } = await comeBack('anna');
      expect((await get(path, cookies)).statusCode).toBe(303);
      clock.advance({ milliseconds: 1 });
      const again = await get(path, cookies);
      expect(again.statusCode).toBe(400);
      expect(again.cookies.filter(({ name, value }) => name === 'fernwart_session' && value)).toEqual([]);
      expect(await audited('sign_in')).toMatchObject([
        { outcome: 'done' },
        { outcome: 'refused', details: { why: 'stale' } },
      ]);
    });

    test('in another browser than the one that set out, nor by an invented state', async () => {
      there.accounts.set('anna', { groups: ['staff'] });
      const { path, cookies } = await comeBack('anna');
      expect((await get(path)).statusCode).toBe(400);
      expect((await get(path, { ...cookies, fernwart_single_sign_on: 'another' })).statusCode).toBe(400);
      expect((await get(`${begin}/callback?state=invented&code=x`, cookies)).statusCode).toBe(400);
    });

    test('after ten minutes', async () => {
      there.accounts.set('anna', { groups: ['staff'] });
      const { path, cookies } = await comeBack('anna');
      clock.advance({ minutes: 10 });
      expect((await get(path, cookies)).statusCode).toBe(400);
    });

    test('with the code of another attempt: PKCE and nonce belong to one', async () => {
      there.accounts.set('anna', { groups: ['staff'] });
      there.accounts.set('mallory', { groups: ['admins'] });
      const hers = await comeBack('anna');
      const his = await comeBack('mallory');
      const code = new URL(his.path, publicUrl).searchParams.get('code') ?? '';
      const mixed = new URL(hers.path, publicUrl);
      mixed.searchParams.set('code', code);
      expect((await get(mixed.pathname + mixed.search, hers.cookies)).statusCode).toBe(403);
      expect(await count()).toBe(0);
    });

    test('whom the provider refuses', async () => {
      there.deny(true);
      expect((await signIn('anna')).statusCode).toBe(403);
      expect(await audited('sign_in')).toMatchObject([{ details: { why: 'provider_refused' } }]);
    });

    test.each([[[]], [['guests']], [['constructor', '__proto__', 'toString']]])(
      'without a role: %o',
      async (groups) => {
        const answer = await signIn('anna', { groups });
        expect(answer.statusCode).toBe(403);
        expect(await audited('sign_in')).toMatchObject([{ details: { why: 'no_role' } }]);
        expect(await count()).toBe(0);
      },
    );

    test('who is disabled here', async () => {
      const id = await create(null, 'anna@example.org');
      await db.transaction((tx) => people.setActive(tx, id, false));
      const answer = await signIn('anna', { email: 'anna@example.org', email_verified: true });
      expect(answer.statusCode).toBe(403);
      expect(await audited('sign_in')).toMatchObject([{ details: { why: 'disabled' } }]);
    });

    test('as one of two people with the same address', async () => {
      await create('one', 'anna@example.org');
      await create('two', 'Anna@example.org');
      expect((await signIn('anna', { email: 'anna@example.org', email_verified: true })).statusCode).toBe(
        403,
      );
    });

    test('while the provider does not answer', async () => {
      there.be('unreachable');
      expect((await get(begin)).statusCode).toBe(503);
    });
  });

  test.each([false, undefined])('an address that is not verified (%s) links to nobody', async (verified) => {
    const known = await create('anna', 'anna@example.org', ['administrator']);
    const answer = await signIn('mallory', {
      email: 'anna@example.org',
      ...(verified === undefined ? {} : { email_verified: verified }),
    });
    expect(await who(cookiesOf(answer))).toMatchObject({ email: null, roles: ['agent', 'requester'] });
    expect(await who(cookiesOf(answer))).not.toMatchObject({ id: known });
  });

  test('a verified address links to the person who has it, once; then the subject counts, not the address', async () => {
    const known = await create('anna', 'Anna@Example.org');
    const first = await signIn('anna', { email: 'anna@example.org', email_verified: true });
    expect(await who(cookiesOf(first))).toMatchObject({ id: known, name: 'Anna Known' });
    const second = await signIn('anna', { email: 'other@example.org', email_verified: true });
    expect(await who(cookiesOf(second))).toMatchObject({ id: known });
    const third = await signIn('mallory', { email: 'anna@example.org', email_verified: true });
    expect(await who(cookiesOf(third))).not.toMatchObject({ id: known });
    expect(await audited('person.link_identity')).toHaveLength(1);
  });

  test('somebody new is made with roles and teams of the claim, which are followed at every sign-in', async () => {
    const account = { name: 'Anna New', email: 'anna@example.org', email_verified: true };
    const first = await signIn('anna', { ...account, groups: ['staff', 'first'] });
    expect(first.headers.location).toBe('/');
    expect(await who(cookiesOf(first))).toMatchObject({
      name: 'Anna New',
      email: 'anna@example.org',
      roles: ['agent', 'requester'],
      teams: [{ name: 'First level' }],
    });
    const second = await signIn('anna', { ...account, groups: ['admins', 'second'] });
    expect(await who(cookiesOf(second))).toMatchObject({
      roles: ['administrator'],
      teams: [{ name: 'Second level' }],
    });
    expect(await count()).toBe(1);
  });

  test.each([
    ['/activities/1?tab=2', '/activities/1?tab=2'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example', '/'],
    ['javascript:alert(1)', '/'],
  ])('coming back from %s ends at %s', async (asked, reached) => {
    expect((await signIn('anna', {}, asked)).headers.location).toBe(reached);
  });

  test('the way there carries PKCE, nonce and state, and nothing of them is kept in the clear', async () => {
    const sent = await get(begin);
    const { searchParams } = new URL(String(sent.headers.location));
    expect(searchParams.get('code_challenge_method')).toBe('S256');
    const rows = JSON.stringify(await db.sql`select * from single_sign_ons`);
    for (const name of ['state', 'nonce']) expect(rows).not.toContain(searchParams.get(name));
    expect(sent.cookies[0]).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
  });

  describe('somebody whom the provider disables', () => {
    test('is out within five minutes, and the sign-in is gone', async () => {
      const cookies = cookiesOf(await signIn('anna'));
      there.accounts.delete('anna');
      clock.advance({ minutes: 5 });
      expect(await who(cookies)).toMatchObject({ code: 'not_signed_in' });
      expect(await db.sql`select from sign_ins`).toEqual([]);
      expect(await audited('sign_in.end')).toMatchObject([{ details: { why: 'provider_refused' } }]);
    });

    test('is out where the provider does not answer for so long, and back when it does', async () => {
      const cookies = cookiesOf(await signIn('anna'));
      there.be('unreachable');
      clock.advance({ minutes: 4 });
      expect(await who(cookies)).toMatchObject({ roles: ['agent', 'requester'] });
      clock.advance({ minutes: 1 });
      expect(await who(cookies)).toMatchObject({ code: 'not_signed_in' });
      there.be('reachable');
      expect(await who(cookies)).toMatchObject({ roles: ['agent', 'requester'] });
    });

    test('is out after five minutes where the provider gives nothing to ask with, used or not', async () => {
      there.giveRefreshTokens(false);
      const cookies = cookiesOf(await signIn('anna'));
      clock.advance({ minutes: 4 });
      expect(await who(cookies)).toMatchObject({ roles: ['agent', 'requester'] });
      clock.advance({ minutes: 1 });
      expect(await who(cookies)).toMatchObject({ code: 'not_signed_in' });
    });

    test('loses roles as the provider takes them', async () => {
      const cookies = cookiesOf(await signIn('anna', { groups: ['staff', 'admins'] }));
      await create('admin', 'admin@example.org', ['administrator']);
      there.accounts.set('anna', { groups: ['staff'] });
      clock.advance({ minutes: 3 });
      expect(await who(cookies)).toMatchObject({ roles: ['agent', 'requester'] });
    });
  });

  test('twenty calls at once ask the provider once, and stay signed in', async () => {
    const cookies = cookiesOf(await signIn('anna'));
    for (const minutes of [4, 6]) {
      clock.advance({ minutes });
      const before = there.tokenCalls();
      const answers = await Promise.all(Array.from({ length: 20 }, () => get('/api/v1/session', cookies)));
      expect(new Set(answers.map((answer) => answer.statusCode))).toEqual(new Set([200]));
      expect(there.tokenCalls() - before).toBe(1);
    }
  });

  test('the last administrator stays one, whatever the provider says', async () => {
    const cookies = cookiesOf(await signIn('anna', { groups: ['admins'] }));
    there.accounts.set('anna', { groups: ['staff'] });
    clock.advance({ minutes: 3 });
    expect(await who(cookies)).toMatchObject({ roles: ['administrator', 'agent', 'requester'] });
  });
});
