import { Secret } from '@fernwart/addon-kit';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type ConnectedDesk,
  configurationId,
  connectedDesk,
  emptyDesk,
} from '../../testing/connected-desk.ts';
import {
  emptyPackageDatabase,
  openPackageDatabase,
  type PackageDatabase,
} from '../../testing/package-database.ts';
import addon from '../server.ts';
import { findConnection } from './store.ts';

const subject = { type: 'configuration', id: configurationId } as const;

let database: PackageDatabase;
let desk: ConnectedDesk;
beforeAll(async () => {
  database = await openPackageDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await emptyPackageDatabase(database);
  desk = emptyDesk(database);
  desk.person('ben', { name: 'Ben Admin', roles: ['administrator'] });
  desk.teamviewer.code = 'a1b2c3d4';
});

const context = (person: string, browserSession?: string) => ({
  ...desk.context(person, subject),
  ...(browserSession === undefined ? {} : { browserSession }),
});

async function pressUrl(person = 'admin', browserSession?: string): Promise<URL> {
  const opened = await addon.links?.['authorize']?.open(context(person, browserSession), desk.host);
  if (opened?.kind !== 'redirect') throw new Error(opened?.text ?? 'no link');
  return new URL(opened.url);
}

async function comeBack(
  query: Record<string, string>,
  by: { person?: string | null; browserSession?: string | null } = {},
) {
  const { person = 'admin', browserSession = null } = by;
  const answer = await addon.callback?.(
    {
      viewer: person === null ? null : (desk.people.get(person) ?? null),
      language: 'en',
      configuration: desk.configurations.get(configurationId) ?? expect.fail(),
      query,
      browserSession,
      t: desk.context('admin').t,
    },
    desk.host,
  );
  await desk.work();
  return answer;
}

const paste = async (code: string, person = 'admin') => {
  const outcome = await addon.forms?.['paste-code']?.submit(
    { ...context(person), input: {} },
    { code },
    desk.host,
  );
  await desk.work();
  return outcome;
};
const connection = () => findConnection(desk.host.sql, configurationId);
const stateOf = (url: URL) => url.searchParams.get('state') ?? '';

describe('the authorization URL', () => {
  test('leads to TeamViewer with state, PKCE and our callback', async () => {
    const url = await pressUrl();
    expect(url.origin + url.pathname).toBe('https://login.teamviewer.com/oauth2/authorize');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: '123456-AbCdEfGhIjKlMnOpQrSt',
      redirect_uri: `https://desk.example.org/callback/teamviewer/${configurationId}`,
      display: 'popup',
      code_challenge_method: 'S256',
    });
    expect(stateOf(url)).toHaveLength(43);
  });

  test('is for administrators alone', async () => {
    await expect(pressUrl('kim')).rejects.toThrow('Only administrators');
  });

  test('names what is missing, in the panel and at the link', async () => {
    desk.configurations.set(configurationId, {
      ...(desk.configurations.get(configurationId) ?? expect.fail()),
      values: { clientId: '123456-AbCdEfGhIjKlMnOpQrSt' },
      secrets: {},
    });
    await expect(pressUrl()).rejects.toThrow('Still missing: ClientSecret, Redirect URL.');
    expect(await desk.isOffered('authorize', 'admin', subject)).toBe(false);
    const panel = JSON.stringify(await desk.blocks('connection', 'admin', subject));
    expect(panel).toContain('Still missing: ClientSecret, Redirect URL.');
  });

  test('can go without PKCE', async () => {
    desk = emptyDesk(database, { pkce: false });
    expect((await pressUrl()).searchParams.has('code_challenge')).toBe(false);
  });
});

describe('our callback', () => {
  test('connects with nothing to copy, and the panel shows the green tick', async () => {
    const answer = await comeBack({ code: 'a1b2c3d4', state: stateOf(await pressUrl()) });
    expect(answer).toMatchObject({ tone: 'success', close: true });
    expect(await connection()).toMatchObject({ state: 'connected', kind: 'oauth', generation: 1 });
    const [run] = desk.runs.filter((one) => one.workflow === 'W_Team_getToken-UIActionWF');
    expect(run).toMatchObject({ state: 'succeeded', personId: 'admin' });
    expect(run?.log).toContain('info The token is stored.');
    const panel = JSON.stringify(await desk.blocks('connection', 'admin', subject));
    expect(panel).toContain('"tick":true');
    // Identified by its first characters, its end and its account (40), and by no more of it.
    expect(panel).toMatch(/480011-Acc… · valid until 2026-11-03 \d\d:\d\d UTC · account: \S/);
    expect(panel).not.toContain(desk.teamviewer.accessToken);
    expect(panel).toContain('"action":"get-token","label":"Renew now"');
  });

  test('refuses a replay', async () => {
    const state = stateOf(await pressUrl());
    await comeBack({ code: 'a1b2c3d4', state });
    desk.teamviewer.code = 'a1b2c3d4';
    expect(await comeBack({ code: 'a1b2c3d4', state })).toMatchObject({
      tone: 'danger',
      text: expect.stringContaining('used before'),
    });
    expect(await connection()).toMatchObject({ generation: 1 });
  });

  test('refuses another person, another browser, nobody, an old attempt and a foreign state; none of them spoils the attempt', async () => {
    const state = stateOf(await pressUrl('admin', 'browser-1'));
    const code = 'a1b2c3d4';
    const refused = async (by: Parameters<typeof comeBack>[1], query = { code, state }) =>
      (await comeBack(query, by))?.tone;
    expect(await refused({ person: 'ben', browserSession: 'browser-1' })).toBe('danger');
    expect(await refused({ browserSession: 'browser-2' })).toBe('danger');
    expect(await refused({ person: null })).toBe('danger');
    expect(await refused({}, { code, state: 'somebody-elses' })).toBe('danger');
    expect(await connection()).toBeNull();
    expect(await refused({ browserSession: 'browser-1' })).toBe('success');
    desk.teamviewer.code = code;
    const late = stateOf(await pressUrl());
    desk.clock.advance({ minutes: 10 });
    expect(await refused({}, { code, state: late })).toBe('danger');
    expect(
      desk.audited.map(({ outcome, personId, details }) => [outcome, personId, details?.['reason']]),
    ).toEqual([
      ['refused', 'ben', 'other_person'],
      ['refused', 'admin', 'other_browser'],
      ['refused', undefined, 'not_signed_in'],
      ['refused', 'admin', 'unknown_state'],
      ['done', 'admin', undefined],
      ['refused', 'admin', 'expired'],
    ]);
  });

  test('refuses a state that another configuration asked for', async () => {
    const state = stateOf(await pressUrl());
    await desk.host.sql`update authorize_attempts set configuration_id = 'another'`;
    expect(await comeBack({ code: 'a1b2c3d4', state })).toMatchObject({
      text: expect.stringContaining('another configuration'),
    });
  });

  test('explains a denial', async () => {
    const answer = await comeBack({ error: 'access_denied', state: stateOf(await pressUrl()) });
    expect(answer).toMatchObject({ tone: 'danger', text: expect.stringContaining('denied') });
    expect(desk.audited).toEqual([
      {
        action: 'authorize',
        outcome: 'refused',
        subject,
        personId: 'admin',
        details: { reason: 'denied' },
      },
    ]);
  });
});

describe('a pasted code', () => {
  beforeEach(() => {
    desk = emptyDesk(database, { redirectUrl: 'https://www.example.com' });
    desk.person('ben', { name: 'Ben Admin', roles: ['administrator'] });
    desk.teamviewer.code = 'a1b2c3d4';
  });

  test('is taken bare from the administrator who pressed the button', async () => {
    await pressUrl();
    expect(await paste('a1b2c3d4')).toMatchObject({ kind: 'run' });
    expect(await connection()).toMatchObject({ state: 'connected' });
  });

  test('is taken as a whole address', async () => {
    const state = stateOf(await pressUrl());
    expect(await paste(`https://www.example.com/?code=a1b2c3d4&state=${state}`)).toMatchObject({
      kind: 'run',
    });
  });

  test('is not taken from anybody else, without an attempt, or too late', async () => {
    expect(await paste('a1b2c3d4')).toMatchObject({ errors: { code: expect.stringContaining('first') } });
    await pressUrl();
    expect(await paste('a1b2c3d4', 'ben')).toMatchObject({ kind: 'errors' });
    expect(await paste('a1b2c3d4', 'kim')).toMatchObject({ kind: 'errors' });
    desk.clock.advance({ minutes: 10 });
    expect(await paste('a1b2c3d4')).toMatchObject({
      errors: { code: expect.stringContaining('ten minutes') },
    });
  });

  test('is checked for shape', async () => {
    await pressUrl();
    expect(await paste('  ')).toMatchObject({ kind: 'errors' });
    expect(await paste('not a code at all')).toMatchObject({ kind: 'errors' });
    expect(await paste('https://www.example.com/?error=access_denied')).toMatchObject({
      errors: { code: expect.stringContaining('denied') },
    });
  });

  test('that TeamViewer refuses leaves a working token alone, and says why (41)', async () => {
    await emptyPackageDatabase(database);
    desk = await connectedDesk(database, { redirectUrl: 'https://www.example.com' });
    await pressUrl();
    await paste('wrongcode');
    const run = desk.runs.find((one) => one.input['attempt'] !== undefined);
    expect(run?.error).toMatchObject({ code: 'code_refused' });
    expect(await connection()).toMatchObject({ state: 'connected', generation: 1 });
  });
});

test('a lost answer to the exchange is asked for again as long as the attempt lives', async () => {
  const state = stateOf(await pressUrl());
  let lost = false;
  desk.teamviewer.fault = (call) => {
    if (call !== 'POST /oauth2/token' || lost) return undefined;
    lost = true;
    throw new Error('connection reset');
  };
  await comeBack({ code: 'a1b2c3d4', state });
  await desk.pass({ seconds: 6 });
  expect(await connection()).toMatchObject({ state: 'connected' });
});

test('disconnecting revokes at TeamViewer and forgets here', async () => {
  await comeBack({ code: 'a1b2c3d4', state: stateOf(await pressUrl()) });
  expect(await desk.press('disconnect', 'admin', subject)).toMatchObject({ tone: 'success' });
  expect(desk.teamviewer.accessToken).toBe('revoked');
  expect(await connection()).toMatchObject({ state: 'disconnected', accessToken: null, refreshToken: null });
  expect(await desk.press('disconnect', 'kim', subject)).toEqual({ kind: 'not_offered' });
});

test('a script token connects without a refresh, and its refusal needs an administrator', async () => {
  const before = desk.configurations.get(configurationId) ?? expect.fail();
  desk.configurations.set(configurationId, {
    ...before,
    secrets: { scriptToken: new Secret(desk.teamviewer.accessToken) },
  });
  await addon.configurationTypes?.['configuration']?.stored?.(configurationId, desk.host);
  await desk.work();
  expect(await connection()).toMatchObject({ kind: 'script', state: 'connected', expiresAt: null });
  expect(JSON.stringify(await desk.blocks('connection', 'admin', subject))).not.toContain('Renew now');
  desk.teamviewer.accessToken = 'deleted at TeamViewer';
  desk.person('kim', { name: 'Kim Lee' });
  await desk.press('create-session', 'kim');
  await desk.work();
  expect(await connection()).toMatchObject({ state: 'reconnect_needed' });
  expect(desk.teamviewer.refreshes).toBe(0);
});

test('a configuration is not deleted while sessions depend on it; deleting it revokes', async () => {
  await comeBack({ code: 'a1b2c3d4', state: stateOf(await pressUrl()) });
  const type = addon.configurationTypes?.['configuration'];
  const configuration = desk.configurations.get(configurationId) ?? expect.fail();
  const page = desk.context('admin');
  await desk.press('create-session', 'kim');
  await desk.work();
  expect(await type?.beforeDelete?.(configuration, page, desk.host)).toContain('One session that is open');
  await desk.press('end-session', 'kim');
  await desk.pass({ minutes: 11 });
  expect(await type?.beforeDelete?.(configuration, page, desk.host)).toBeNull();
  expect(await connection()).toMatchObject({ state: 'disconnected' });
});

test('the form for a copied code says until when it can be used', async () => {
  desk = emptyDesk(database, { redirectUrl: 'https://www.example.com' });
  const shown = async () => JSON.stringify(await desk.blocks('connection', 'admin', subject));
  expect(await shown()).toContain('"form":"paste-code"');
  expect(await shown()).not.toContain('"at":"2026-11-02T08:10:00Z"');
  await pressUrl();
  expect(await shown()).toContain('"at":"2026-11-02T08:10:00Z"');
});
