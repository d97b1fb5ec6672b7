import { expect } from 'vitest';
import { conformance } from './conform.ts';
import { at, call, rows } from './http.ts';
import { admin } from './target.ts';

const conform = conformance();

conform(
  'TV-1.2',
  'read-only',
  'a call without a token is refused with 401 and WWW-Authenticate',
  async (target) => {
    const answer = await call(target, 'GET', '/groups', undefined, null);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/i);
  },
);

conform('TV-1.3', 'read-only', 'JSON comes back when nothing special is asked for', async (target) => {
  const answer = await call(target, 'GET', '/groups');
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
});

conform('TV-1.4', 'read-only', 'paths are matched in any case', async (target) => {
  expect((await call(target, 'GET', '/PING')).status).toBe(200);
});

conform(
  'TV-1.8',
  'emulator',
  'strict mode refuses parameters nobody documented, tolerance is the default',
  async (target) => {
    expect((await call(target, 'GET', '/groups?limit=5')).status).toBe(200);
    if (target.emulator) await admin(target.emulator, 'PUT', 'switches', { unknownParameters: 'refused' });
    const answer = await call(target, 'GET', '/groups?limit=5');
    if (target.emulator) await admin(target.emulator, 'PUT', 'switches', { unknownParameters: 'tolerated' });
    expect([answer.status, at(answer, 'error')]).toEqual([400, 'invalid_request']);
  },
);

conform(
  'TV-3.1',
  'read-only',
  'an error body names the error, describes it and numbers it',
  async (target) => {
    const answer = await call(target, 'GET', '/groups', undefined, '1-nonsense');
    expect(answer.status).toBe(401);
    expect(at(answer, 'error')).toBeTypeOf('string');
    expect(at(answer, 'error_description')).toBeTypeOf('string');
    expect(at(answer, 'error_code')).toBeTypeOf('number');
  },
);

conform('TV-4.1', 'read-only', 'ping says that a valid token is valid', async (target) => {
  const answer = await call(target, 'GET', '/ping');
  expect([answer.status, answer.json]).toEqual([200, { token_valid: true }]);
});

conform('TV-4.1', 'read-only', 'ping denies a bad token by 200 and false or by 401', async (target) => {
  const answer = await call(target, 'GET', '/ping', undefined, '1-nonsense');
  expect(answer.status === 401 || at(answer, 'token_valid') === false).toBe(true);
});

conform('TV-1.1', 'emulator', 'the US host serves the same state', async (target) => {
  const us = { ...target, base: `${target.emulator?.origin ?? ''}/us/api/v1` };
  expect(rows(await call(us, 'GET', '/groups'), 'groups')).toHaveLength(
    rows(await call(target, 'GET', '/groups'), 'groups').length,
  );
});
