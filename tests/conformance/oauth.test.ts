import { expect } from 'vitest';
import { conformance } from './conform.ts';
import { at, call, textAt } from './http.ts';
import { admin, email, play, type Target } from './target.ts';

const conform = conformance();
const redirectUri = 'http://localhost:9/callback';

async function app(target: Target): Promise<{ client_id: string; client_secret: string }> {
  if (!target.emulator) throw new Error('needs the emulator');
  const made = await play(target.emulator, { action: 'create-app', email, name: 'App', redirectUri });
  return { client_id: String(made['clientId']), client_secret: String(made['clientSecret']) };
}

async function code(target: Target, clientId: string): Promise<string> {
  if (!target.emulator) throw new Error('needs the emulator');
  return String((await play(target.emulator, { action: 'allow', email, clientId }))['code']);
}

const token = (target: Target, body: object) => call(target, 'POST', '/oauth2/token', body, null);

conform(
  'TV-2.11',
  'emulator',
  'a code becomes a pair, by form and by JSON, and is told not to be stored',
  async (target) => {
    const client = await app(target);
    const grant = { grant_type: 'authorization_code', redirect_uri: redirectUri, ...client };
    const byForm = await token(
      target,
      new URLSearchParams({ ...grant, code: await code(target, client.client_id) }),
    );
    expect(byForm.json).toMatchObject({ token_type: 'bearer', expires_in: 86_400 });
    expect(byForm.headers.get('cache-control')).toBe('no-store');
    expect(byForm.headers.get('pragma')).toBe('no-cache');
    const byJson = await token(target, {
      ...grant,
      grant_type: 0,
      code: await code(target, client.client_id),
    });
    expect(byJson.status).toBe(200);
  },
);

conform(
  'TV-2.6',
  'emulator',
  'a code works once, only for its app, and not after ten minutes',
  async (target) => {
    const client = await app(target);
    const other = await app(target);
    const grant = { grant_type: 'authorization_code', redirect_uri: redirectUri };
    const first = await code(target, client.client_id);
    expect(at(await token(target, { ...grant, ...other, code: first }), 'error')).toBe('invalid_grant');
    expect((await token(target, { ...grant, ...client, code: first })).status).toBe(200);
    expect(at(await token(target, { ...grant, ...client, code: first }), 'error')).toBe('invalid_grant');
    const late = await code(target, client.client_id);
    if (target.emulator) await admin(target.emulator, 'POST', 'clock', { advance: 'PT10M' });
    expect(at(await token(target, { ...grant, ...client, code: late }), 'error')).toBe('invalid_grant');
  },
);

conform('TV-2.16', 'emulator', 'a wrong secret and an unknown client are invalid_client', async (target) => {
  const client = await app(target);
  const grant = { grant_type: 'refresh_token', refresh_token: 'x' };
  const wrong = await token(target, { ...grant, ...client, client_secret: 'no' });
  expect([wrong.status, at(wrong, 'error')]).toEqual([401, 'invalid_client']);
  const unknown = await token(target, { ...grant, client_id: '1-x', client_secret: 'no' });
  expect(at(unknown, 'error')).toBe('invalid_client');
  expect(at(await token(target, { ...client }), 'error')).toBe('invalid_request');
});

conform('TV-2.12', 'emulator', 'of two refreshes with the same token one wins', async (target) => {
  const client = await app(target);
  const pair = await token(target, {
    grant_type: 'authorization_code',
    code: await code(target, client.client_id),
    ...client,
  });
  const refresh = { grant_type: 'refresh_token', refresh_token: textAt(pair, 'refresh_token'), ...client };
  const answers = await Promise.all([token(target, refresh), token(target, refresh)]);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 400)).toHaveLength(1);
  const old = await call(target, 'GET', '/ping', undefined, textAt(pair, 'access_token'));
  expect(old.json).toEqual({ token_valid: true });
});

conform('TV-2.13', 'emulator', 'revoking kills the access token and its refresh token', async (target) => {
  const client = await app(target);
  const grant = { grant_type: 'authorization_code', code: await code(target, client.client_id), ...client };
  const pair = await token(target, grant);
  const revoked = await call(target, 'POST', '/oauth2/revoke', undefined, textAt(pair, 'access_token'));
  expect([200, 204]).toContain(revoked.status);
  expect((await call(target, 'GET', '/groups', undefined, textAt(pair, 'access_token'))).status).toBe(401);
  const refresh = { grant_type: 'refresh_token', refresh_token: textAt(pair, 'refresh_token'), ...client };
  expect((await token(target, refresh)).status).toBe(400);
});

conform(
  'TV-2.8',
  'emulator',
  'an unknown client or a wrong redirect address is never redirected to',
  async (target) => {
    const client = await app(target);
    const origin = target.emulator?.origin ?? '';
    const ask = (query: Record<string, string>) =>
      fetch(
        `${origin}/oauth2/authorize?${new URLSearchParams({ response_type: 'code', ...query }).toString()}`,
        {
          redirect: 'manual',
        },
      );
    for (const query of [
      { client_id: '1-x', redirect_uri: redirectUri },
      { client_id: client.client_id, redirect_uri: 'https://evil.example/' },
      { client_id: client.client_id, redirect_uri: `${redirectUri}/more` },
    ]) {
      const answer = await ask(query);
      expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
    }
  },
);

conform('TV-2.5', 'emulator', 'both authorize addresses lead to the sign-in', async (target) => {
  const client = await app(target);
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: client.client_id,
    redirect_uri: redirectUri,
  });
  for (const path of ['/oauth2/authorize', '/api/v1/oauth2/authorize']) {
    const answer = await fetch(`${target.emulator?.origin ?? ''}${path}?${query.toString()}`);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('type="password"');
  }
});
