import { inspect } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TeamViewerErrorCode } from '../errors.ts';
import { secret } from '../secret.ts';
import { failureOf } from '../testing/client.ts';
import { createFakeClock, settled } from '../testing/fake-clock.ts';
import { createScript, type ScriptedAnswer, TEST_BASE } from '../testing/script.ts';
import { authorizeUrl } from './authorize-url.ts';
import { extractCode } from './pasted-code.ts';
import { exchangeCode, refreshTokens, revokeToken } from './token-endpoint.ts';

const PAIR = {
  access_token: '480011-access',
  token_type: 'bearer',
  expires_in: 86_400,
  refresh_token: '480011-refresh',
};
const CREDENTIALS = { clientId: '123456-abc', clientSecret: secret('s3cr3t') };

function endpoint(...answers: ScriptedAnswer[]) {
  const script = createScript(answers.map((answer) => ({ expect: 'POST /oauth2/token', answer })));
  const clock = createFakeClock();
  return { script, clock, deps: { transport: script.transport, clock, baseUrl: TEST_BASE } };
}

const refresh = (deps: Parameters<typeof refreshTokens>[0]) =>
  refreshTokens(deps, { ...CREDENTIALS, refreshToken: secret('old-refresh') });

test('the authorize address has what TeamViewer documents, and PKCE when asked for', () => {
  const url = new URL(
    authorizeUrl({
      clientId: '1-a',
      redirectUri: 'https://desk.example.org/cb?x=1',
      state: 'a&b',
      codeChallenge: 'ch',
    }),
  );
  expect(url.origin + url.pathname).toBe('https://login.teamviewer.com/oauth2/authorize');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    response_type: 'code',
    client_id: '1-a',
    redirect_uri: 'https://desk.example.org/cb?x=1',
    state: 'a&b',
    display: 'popup',
    code_challenge: 'ch',
    code_challenge_method: 'S256',
  });
  expect(authorizeUrl({ clientId: '1', redirectUri: 'https://a', state: 's' })).not.toContain(
    'code_challenge',
  );
});

test('trades a code as a form, without a bearer', async () => {
  const { deps, script } = endpoint({ json: PAIR });
  const pair = await exchangeCode(deps, {
    ...CREDENTIALS,
    code: 'abcd1234',
    redirectUri: 'https://desk/cb',
    codeVerifier: 'v',
  });
  expect(script.requests[0]?.headers).toEqual({
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
  });
  expect(Object.fromEntries(new URLSearchParams(script.requests[0]?.body))).toEqual({
    grant_type: 'authorization_code',
    code: 'abcd1234',
    redirect_uri: 'https://desk/cb',
    client_id: '123456-abc',
    client_secret: 's3cr3t',
    code_verifier: 'v',
  });
  expect([pair.accessToken.reveal(), pair.refreshToken.reveal()]).toEqual([
    '480011-access',
    '480011-refresh',
  ]);
  expect(pair.expiresAt.toString()).toBe('2026-01-16T12:00:00Z');
  expect(inspect(pair) + JSON.stringify(pair)).not.toContain('480011');
});

test('refreshes, and counts the life of the token from before the request', async () => {
  const { deps, clock, script } = endpoint({ json: { ...PAIR, expires_in: '3600' } });
  const transport: typeof script.transport = async (request) => {
    await clock.advance({ seconds: 10 });
    return script.transport(request);
  };
  const pair = await refresh({ ...deps, transport });
  expect(pair.expiresAt.toString()).toBe('2026-01-15T13:00:00Z');
  expect(script.requests[0]?.body).toContain('grant_type=refresh_token&refresh_token=old-refresh');
  script.finish();
});

test('keeps the refresh token where the answer brings none', async () => {
  const { deps } = endpoint({ json: { access_token: 'new', expires_in: 'soon' } });
  const pair = await refresh(deps);
  expect(pair.refreshToken.reveal()).toBe('old-refresh');
  expect(pair.expiresAt.toString()).toBe('2026-01-16T12:00:00Z');
});

const outcomes: [string, ScriptedAnswer, TeamViewerErrorCode, boolean][] = [
  ['400 invalid_grant', { status: 400, json: { error: 'invalid_grant' } }, 'sign_in_again', false],
  ['400 invalid_request', { status: 400, json: { error: 'invalid_request' } }, 'sign_in_again', false],
  ['400 rate_limit_reached', { status: 400, json: { error: 'rate_limit_reached' } }, 'sign_in_again', false],
  ['400 with license limitations', { status: 400, text: 'license limitations' }, 'sign_in_again', false],
  ['401 invalid_client', { status: 401, json: { error: 'invalid_client' } }, 'sign_in_again', false],
  ['401 without a body', { status: 401, text: '' }, 'sign_in_again', false],
  ['403 rate_limit_reached', { status: 403, json: { error: 'rate_limit_reached' } }, 'try_later', false],
  ['403 blocked', { status: 403, json: { error: 'blocked' } }, 'try_later', false],
  ['403 of an unknown kind', { status: 403, text: '' }, 'try_later', false],
  ['429', { status: 429, text: '' }, 'try_later', false],
  ['500', { status: 500, json: { error: 'internal_error' } }, 'try_later', true],
  ['503', { status: 503, text: '' }, 'try_later', true],
  ['a broken connection', { fail: new Error('reset') }, 'try_later', true],
  ['an answer cut short', { text: '{"access_token":"4800' }, 'try_later', true],
  ['404', { status: 404, text: '' }, 'not_found', false],
  ['a redirect', { status: 302, text: '' }, 'our_fault', true],
  ['an answer without a token', { json: { token_type: 'bearer' } }, 'our_fault', true],
  ['an answer that is no object', { json: 'ok' }, 'our_fault', true],
];

test.each(outcomes)('a refresh that meets %s is never repeated', async (_, answer, code, effectUnknown) => {
  const { deps, script } = endpoint(answer);
  expect(await failureOf(refresh(deps))).toMatchObject({ code, effectUnknown });
  script.finish();
});

test('a refresh that runs into its deadline leaves the old token in doubt', async () => {
  const { deps, clock } = endpoint({ hang: true });
  const failure = failureOf(refresh(deps));
  await settled();
  await clock.advance({ seconds: 30 });
  expect(await failure).toMatchObject({ code: 'try_later', effectUnknown: true });
});

test('no error of the token endpoint holds a secret', async () => {
  for (const [, answer] of outcomes) {
    const { deps } = endpoint(answer);
    const shown = inspect(await failureOf(refresh(deps)), { depth: 10, showHidden: true });
    for (const value of ['s3cr3t', 'old-refresh']) expect(shown).not.toContain(value);
  }
});

test('revokes with the bearer; a token that is dead already is as good as revoked', async () => {
  const answers = [
    { text: '' },
    { status: 204, text: '' },
    { status: 401, json: { error: 'invalid_token' } },
    { status: 500, text: '' },
  ];
  const script = createScript(answers.map((answer) => ({ expect: 'POST /oauth2/revoke', answer })));
  const deps = { transport: script.transport, clock: createFakeClock(), baseUrl: TEST_BASE };
  for (let time = 0; time < 3; time += 1) await revokeToken(deps, { accessToken: secret('t') });
  expect((await failureOf(revokeToken(deps, { accessToken: 't' }))).code).toBe('try_later');
  expect(script.requests[0]?.headers?.['authorization']).toBe('Bearer t');
  expect(script.requests[0]?.body).toBeUndefined();
  script.finish();
});

test.each([
  ['ab12CD34', { ok: true, code: 'ab12CD34' }],
  ['  ab12CD34 \n', { ok: true, code: 'ab12CD34' }],
  ['„ab12CD34“', { ok: true, code: 'ab12CD34' }],
  ['https://www.tap.de/?code=ab12CD34&state=xyz', { ok: true, code: 'ab12CD34', state: 'xyz' }],
  ['<https://www.tap.de/?state=xyz&code=ab12CD34#top>', { ok: true, code: 'ab12CD34', state: 'xyz' }],
  ['https://www.tap.de/#code=ab12CD34', { ok: true, code: 'ab12CD34' }],
  ['www.tap.de/?code=ab12CD34&state=xyz', { ok: true, code: 'ab12CD34', state: 'xyz' }],
  ['?code=ab12CD34', { ok: true, code: 'ab12CD34' }],
  ['code=ab12CD34&state=', { ok: true, code: 'ab12CD34', state: '' }],
  ['', { ok: false, reason: 'empty' }],
  ['  "" ', { ok: false, reason: 'empty' }],
  ['https://www.tap.de/?error=access_denied&state=xyz', { ok: false, reason: 'denied' }],
  ['https://www.tap.de/?error=access_denied&code=ab12CD34', { ok: false, reason: 'denied' }],
  ['https://www.tap.de/', { ok: false, reason: 'no_code' }],
  ['https://www.tap.de/?state=xyz', { ok: false, reason: 'no_code' }],
  ['https://', { ok: false, reason: 'no_code' }],
  ['https://www.tap.de/?code=a&code=b', { ok: false, reason: 'malformed' }],
  ['https://www.tap.de/?code=', { ok: false, reason: 'malformed' }],
  ['https://www.tap.de/?code=<script>', { ok: false, reason: 'malformed' }],
  ['ab1', { ok: false, reason: 'malformed' }],
  ['two words', { ok: false, reason: 'malformed' }],
  ['x'.repeat(10_000), { ok: false, reason: 'malformed' }],
])('finds the code in %j', (pasted, found) => {
  expect(extractCode(pasted)).toEqual(found);
});

test('never throws at what somebody pastes, and never gives a code of another shape', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.webUrl({ withQueryParameters: true, withFragments: true }),
      ),
      (pasted) => {
        const found = extractCode(pasted);
        if (found.ok) expect(found.code).toMatch(/^[\w.~+/=-]{4,512}$/);
      },
    ),
    { numRuns: 2000 },
  );
});
