import { expect } from 'vitest';
import { conformance } from './conform.ts';
import { at, call, textAt } from './http.ts';
import { admin, email, scriptToken } from './target.ts';

const conform = conformance();

conform('TV-3.6', 'emulator', 'the quota counts per function and token', async ({ emulator, ...target }) => {
  if (!emulator) return;
  await admin(emulator, 'PUT', 'switches', { quotaPerWindow: 3 });
  const token = await scriptToken(emulator);
  const status = async (path: string, used: string) =>
    (await call(target, 'GET', path, undefined, used)).status;
  for (const expected of [200, 200, 200, 403]) expect(await status('/groups', token)).toBe(expected);
  expect(await status('/devices', token)).toBe(200);
  expect(await status('/groups', await scriptToken(emulator))).toBe(200);
  const other = (code: string) => call(target, 'GET', `/sessions/${code}`, undefined, token);
  const paths = ['s11-111-111', 's22-222-222', 's33-333-333', 's44-444-444'];
  const statuses: number[] = [];
  for (const code of paths) statuses.push((await other(code)).status);
  expect(statuses).toEqual([404, 404, 404, 403]);
  await admin(emulator, 'PUT', 'switches', { quotaPerWindow: null });
});

conform(
  'TV-3.7',
  'emulator',
  'beyond it the answer is 403 rate_limit_reached, or 429 with Retry-After by switch',
  async (target) => {
    const { emulator } = target;
    if (!emulator) return;
    await admin(emulator, 'PUT', 'switches', { quotaPerWindow: 1 });
    const token = await scriptToken(emulator);
    await call(target, 'GET', '/groups', undefined, token);
    const plain = await call(target, 'GET', '/groups', undefined, token);
    expect([plain.status, at(plain, 'error'), plain.headers.get('retry-after')]).toEqual([
      403,
      'rate_limit_reached',
      null,
    ]);
    await admin(emulator, 'PUT', 'switches', { rateLimitStatus: 429, rateLimitRetryAfter: true });
    const other = await call(target, 'GET', '/groups', undefined, token);
    expect(other.status).toBe(429);
    expect(Number(other.headers.get('retry-after'))).toBeGreaterThan(0);
    await admin(emulator, 'PUT', 'switches', {
      quotaPerWindow: null,
      rateLimitStatus: 403,
      rateLimitRetryAfter: false,
    });
  },
);

conform(
  'TV-3.6',
  'emulator',
  'a free licence gets 300 calls an hour, and more in the next',
  async ({ emulator, ...target }) => {
    if (!emulator) return;
    const owner = { name: 'Freie Nutzerin', email: 'frei@frei.example', password: 'frei-frei' };
    const seed = {
      companies: [
        {
          name: 'Frei',
          licence: { type: 'Free' },
          users: [owner],
          scriptTokens: [{ owner: owner.email, token: '900001-FreeFreeFreeFreeFree' }],
        },
      ],
    };
    await admin(emulator, 'POST', 'seed', seed);
    const once = async () =>
      (await call(target, 'GET', '/groups', undefined, '900001-FreeFreeFreeFreeFree')).status;
    // To the start of an hour, so that the window does not turn in the middle.
    await admin(emulator, 'POST', 'clock', { set: '2027-03-01T10:00:00Z' });
    for (let index = 0; index < 300; index += 1) expect(await once()).toBe(200);
    expect(await once()).toBe(403);
    await admin(emulator, 'POST', 'clock', { advance: 'PT1H' });
    expect(await once()).toBe(200);
  },
);

conform(
  'TV-3.5',
  'emulator',
  'the licence’s number of open sessions is a 400 that says so',
  async ({ emulator, ...target }) => {
    if (!emulator) return;
    const owner = { name: 'Klein', email: 'klein@klein.example', password: 'klein-klein' };
    const seed = {
      companies: [
        {
          name: 'Klein',
          licence: { type: 'Business', simultaneousSessions: 1 },
          users: [owner],
          groups: [{ id: 'g77', name: 'Klein', owner: owner.email }],
          scriptTokens: [{ owner: owner.email, token: '900002-KleinKleinKleinKlein' }],
        },
      ],
    };
    await admin(emulator, 'POST', 'seed', seed);
    const create = () => call(target, 'POST', '/sessions', { groupid: 'g77' }, '900002-KleinKleinKleinKlein');
    const first = await create();
    expect(first.status).toBe(200);
    const second = await create();
    expect([second.status, second.text.includes('license limitations')]).toEqual([400, true]);
    await call(
      target,
      'PUT',
      `/sessions/${textAt(first, 'code')}`,
      { state: 'closed' },
      '900002-KleinKleinKleinKlein',
    );
    expect((await create()).status).toBe(200);
  },
);

conform(
  'TV-3.4',
  'emulator',
  'an expired token is named as such, a revoked one is invalid',
  async ({ emulator, ...target }) => {
    if (!emulator) return;
    const redirectUri = 'http://localhost:9/cb';
    const app = await admin(emulator, 'POST', 'play', {
      action: 'create-app',
      email,
      name: 'X',
      redirectUri,
    });
    const { code } = await admin(emulator, 'POST', 'play', {
      action: 'allow',
      email,
      clientId: app['clientId'],
    });
    const grant = {
      grant_type: 'authorization_code',
      code,
      client_id: app['clientId'],
      client_secret: app['clientSecret'],
    };
    const token = textAt(await call(target, 'POST', '/oauth2/token', grant, null), 'access_token');
    await admin(emulator, 'POST', 'play', { action: 'expire-access-tokens', clientId: app['clientId'] });
    const late = await call(target, 'GET', '/groups', undefined, token);
    expect([late.status, at(late, 'error'), at(late, 'error_code')]).toEqual([401, 'token_expired', 1]);
    await admin(emulator, 'POST', 'play', { action: 'revoke-tokens', clientId: app['clientId'] });
    expect(at(await call(target, 'GET', '/groups', undefined, token), 'error')).toBe('invalid_token');
  },
);
