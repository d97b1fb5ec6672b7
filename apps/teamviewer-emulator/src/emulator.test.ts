import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from './index.ts';

const email = 'service@muster-logistik.example';
const redirectUri = 'http://localhost:9/callback';
let emulator: Emulator;

beforeEach(async () => {
  emulator = await startEmulator({ port: 0 });
});
afterEach(() => emulator.close());

type Json = Record<string, unknown>;

/** A value deep inside an answer, by its path: `at(answer, 'records.0.code')`. */
function at(json: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], json);
}

const text = (json: unknown, path: string) => at(json, path) as string;

async function call(method: string, path: string, token?: string, body?: unknown) {
  const answer = await fetch(`${emulator.origin}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  let json: Json = {};
  try {
    json = JSON.parse(text) as Json;
  } catch {
    // Pages and empty answers are no JSON; `text` has them.
  }
  return { status: answer.status, headers: answer.headers, text, json };
}

const play = async (body: unknown) => (await call('POST', '/emulator/api/play', undefined, body)).json;

function form(path: string, fields: Record<string, string> | [string, string][], cookie = '') {
  return fetch(`${emulator.origin}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: cookie ? { cookie } : {},
    body: new URLSearchParams(fields),
  });
}

async function scriptToken(permissions?: string[]): Promise<string> {
  return text(await play({ action: 'script-token', email, permissions }), 'token');
}

async function signIn(): Promise<string> {
  const answer = await form('/sign-in', { email, password: 'fernwart-demo', next: '/profile' });
  expect(answer.status).toBe(303);
  return (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
}

describe('code flow by plain HTTP', () => {
  test('sign-in, app, consent, token with PKCE, rotation, single use, revoke', async () => {
    const cookie = await signIn();
    const made = await form(
      '/profile/apps/new',
      [
        ['name', 'Fernwart'],
        ['redirect_uri', redirectUri],
        ['permission', 'Sessions.Create'],
        ['permission', 'Groups.Read'],
      ],
      cookie,
    );
    const appPage = await fetch(new URL(made.headers.get('location') ?? '', emulator.origin), {
      headers: { cookie },
    });
    const page = await appPage.text();
    const clientId = /id="client-id">([^<]+)/.exec(page)?.[1] ?? '';
    const clientSecret = /id="client-secret">([^<]+)/.exec(page)?.[1] ?? '';
    expect(clientId).toMatch(/^\d{6}-\w{20}$/);

    const verifier = 'v'.repeat(50);
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      state: 'a b&c',
      display: 'popup',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
    const denied = await form(`/oauth2/authorize?${query.toString()}`, { decision: 'deny' }, cookie);
    expect(new URL(denied.headers.get('location') ?? '').searchParams.get('error')).toBe('access_denied');
    const allowed = await form(`/api/v1/oauth2/authorize?${query.toString()}`, { decision: 'allow' }, cookie);
    const back = new URL(allowed.headers.get('location') ?? '');
    expect(back.searchParams.get('state')).toBe('a b&c');
    const grant = {
      grant_type: 'authorization_code',
      code: back.searchParams.get('code') ?? '',
      redirect_uri: redirectUri,
      client_id: clientId,
      client_secret: clientSecret,
    };

    const without = await form('/api/v1/oauth2/token', grant);
    expect([without.status, ((await without.json()) as Json)['error']]).toEqual([400, 'invalid_grant']);
    const first = await form('/api/v1/oauth2/token', { ...grant, code_verifier: verifier });
    const pair = (await first.json()) as Json;
    expect(pair).toMatchObject({ token_type: 'bearer', expires_in: 86_400 });
    expect(first.headers.get('cache-control')).toBe('no-store');
    expect((await form('/api/v1/oauth2/token', { ...grant, code_verifier: verifier })).status).toBe(400);

    const refresh = {
      grant_type: 1,
      refresh_token: pair['refresh_token'],
      client_id: clientId,
      client_secret: clientSecret,
    };
    const second = await call('POST', '/api/v1/OAuth2/Token', undefined, refresh);
    expect(second.status).toBe(200);
    expect((await call('POST', '/api/v1/oauth2/token', undefined, refresh)).json['error']).toBe(
      'invalid_grant',
    );
    const token = text(second.json, 'access_token');
    expect((await call('GET', '/api/v1/ping', token)).json).toEqual({ token_valid: true });
    expect((await call('GET', '/api/v1/account', token)).status).toBe(403);
    expect((await call('POST', '/api/v1/oauth2/revoke', token)).status).toBe(200);
    expect((await call('GET', '/api/v1/ping', token)).json).toEqual({ token_valid: false });
    const last = await call('POST', '/api/v1/oauth2/token', undefined, {
      ...refresh,
      refresh_token: second.json['refresh_token'],
    });
    expect(last.status).toBe(400);
  });

  test('a wrong redirect address is told on a page and never redirected to', async () => {
    const clientId = text(await play({ action: 'create-app', email, name: 'X', redirectUri }), 'clientId');
    const answer = await call(
      'GET',
      `/oauth2/authorize?response_type=code&client_id=${clientId}&redirect_uri=https://evil.example/`,
    );
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
  });

  test('an access token dies after a day, a code after ten minutes', async () => {
    const app = await play({ action: 'create-app', email, name: 'X', redirectUri });
    const { code } = await play({ action: 'allow', email, clientId: app['clientId'] });
    await call('POST', '/emulator/api/clock', undefined, { advance: 'PT10M' });
    const grant = {
      grant_type: 'authorization_code',
      client_id: app['clientId'],
      client_secret: app['clientSecret'],
    };
    expect((await call('POST', '/api/v1/oauth2/token', undefined, { ...grant, code })).status).toBe(400);
    const again = await play({ action: 'allow', email, clientId: app['clientId'] });
    const token = (await call('POST', '/api/v1/oauth2/token', undefined, { ...grant, code: again['code'] }))
      .json;
    await call('POST', '/emulator/api/clock', undefined, { advance: 'P1D' });
    const late = await call('GET', '/api/v1/groups', text(token, 'access_token'));
    expect([
      late.status,
      late.json['error'],
      late.json['error_code'],
      late.headers.get('www-authenticate'),
    ]).toEqual([401, 'token_expired', 1, 'Bearer']);
  });
});

describe('a session from creation to report', () => {
  test('created, joined by both by plain HTTP, ended after twelve minutes, reported', async () => {
    const token = await scriptToken();
    const groupid = text((await call('GET', '/api/v1/groups', token)).json, 'groups.0.id');
    const made = (
      await call('POST', '/api/v1/sessions', token, {
        groupid,
        description: 'INC-1 <b>',
        custom_api: 'key-1',
        end_customer: { name: 'Erika' },
      })
    ).json;
    expect(made['code']).toMatch(/^s\d{2,3}-\d{3}-\d{3}$/);
    const bare = text(made, 'code').replaceAll('-', '');
    expect(made['end_customer_link']).toBe(`https://get.teamviewer.com/v15/${bare}`);
    const customer = new URL(text(made, 'end_customer_link')).pathname;
    const supporter = new URL(text(made, 'supporter_link')).pathname;
    const browser = new URL(text(made, 'webclient_supporter_link'));
    expect((await call('GET', customer)).status).toBe(200);
    expect((await call('GET', `${customer}-aaaaaaaaaaaa`)).status).toBe(403);
    await form(customer, { name: 'Erika' });
    expect((await call('GET', `/api/v1/sessions/${text(made, 'code')}`, token)).json['online']).toBe(true);
    expect((await form(`${browser.pathname}${browser.search}`, { action: 'join' })).status).toBe(303);
    expect((await call('GET', supporter)).text).not.toContain('INC-1 <b>');
    await form(supporter, { action: 'end', minutes: '12', rating: '4', comment: 'gut', notes: 'Toner' });
    const path = `/api/v1/reports/connections?session_code=${text(made, 'code')}`;
    const report = at((await call('GET', path, token)).json, 'records.0');
    expect(report).toMatchObject({
      session_code: made['code'],
      custom_api: 'key-1',
      session_note: 'INC-1 <b>',
      notes: 'Toner',
      feedback: { session_rating: 4, user_comment: 'gut' },
    });
    expect(Date.parse(text(report, 'end_date')) - Date.parse(text(report, 'start_date'))).toBe(720_000);
  });

  test('the list hides closed ones, filters and refuses what a permission does not cover', async () => {
    const token = await scriptToken();
    const groupid = text((await call('GET', '/api/v1/groups', token)).json, 'groups.0.id');
    const one = (await call('POST', '/api/v1/sessions', token, { groupid })).json;
    const two = (await call('POST', '/api/v1/sessions', token, { groupid })).json;
    expect(
      (await call('PUT', `/api/v1/sessions/${text(one, 'code')}`, token, { state: 'Closed' })).status,
    ).toBe(204);
    const open = (await call('GET', '/api/v1/sessions?full_list=true', token)).json['sessions'] as Json[];
    expect(open.map((s) => s['code'])).toEqual([two['code']]);
    const both = (await call('GET', '/api/v1/sessions?state=open,closed', token)).json['sessions'] as Json[];
    expect(both).toHaveLength(2);
    const weak = await scriptToken(['Groups.Read']);
    expect((await call('POST', '/api/v1/sessions', weak, { groupid })).status).toBe(403);
    expect((await call('GET', '/api/v1/sessions/s00-000-000', token)).status).toBe(404);
  });
});

describe('faults', () => {
  test('each kind does what its name says', async () => {
    const token = await scriptToken();
    const groupid = text((await call('GET', '/api/v1/groups', token)).json, 'groups.0.id');
    const plan = (fault: Json) =>
      call('POST', '/emulator/api/faults', undefined, { endpoint: 'POST /sessions', count: 1, ...fault });
    const create = () => call('POST', '/api/v1/sessions', token, { groupid });
    const size = () => emulator.state.sessions.size;

    await plan({ kind: 'lose-answer-after-effect' });
    await expect(create()).rejects.toThrow();
    expect(size()).toBe(1);
    await plan({ kind: 'refuse-before-effect' });
    expect((await create()).status).toBe(503);
    await plan({ kind: 'rate-limit-403' });
    expect((await create()).json['error']).toBe('rate_limit_reached');
    await plan({ kind: 'rate-limit-429', retryAfterSeconds: 7 });
    expect((await create()).headers.get('retry-after')).toBe('7');
    await plan({ kind: 'status', status: 502 });
    expect((await create()).status).toBe(502);
    expect(size()).toBe(1);
    await plan({ kind: 'truncated-body' });
    await expect(create()).rejects.toThrow();
    await plan({ kind: 'non-json-body' });
    expect((await create()).text).toContain('<html>');
    expect(size()).toBe(3);
    await plan({ kind: 'expire-token' });
    expect((await create()).json['error']).toBe('token_expired');
  });

  test('an effect after the timeout of the client still takes place, a half-open socket stays silent', async () => {
    const token = await scriptToken();
    const groupid = text((await call('GET', '/api/v1/groups', token)).json, 'groups.0.id');
    await call('POST', '/emulator/api/faults', undefined, [
      { endpoint: 'POST /sessions', kind: 'effect-after-timeout', ms: 150, count: 1 },
      { endpoint: 'GET /groups', kind: 'half-open-socket', count: 1 },
    ]);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const impatient = fetch(`${emulator.origin}/api/v1/sessions`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ groupid }),
      signal: AbortSignal.timeout(50),
    });
    await expect(impatient).rejects.toThrow();
    expect(emulator.state.sessions.size).toBe(0);
    await expect.poll(() => emulator.state.sessions.size).toBe(1);
    const silent = fetch(`${emulator.origin}/api/v1/groups`, { headers, signal: AbortSignal.timeout(50) });
    await expect(silent).rejects.toThrow();
    expect((await call('GET', '/api/v1/groups', token)).status).toBe(200);
  });
});
