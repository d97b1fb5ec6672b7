import { expect, test } from 'vitest';
import type { TeamViewerErrorCode } from '../errors.ts';
import { NOON } from '../testing/fake-clock.ts';
import { apiFunction } from './api-function.ts';
import type { Answer, ApiFunction, Call } from './call.ts';
import { judge } from './judge.ts';

const READ = apiFunction('GET /sessions');
const WRITE = apiFunction('POST /sessions');
const BY_ID = apiFunction('GET /sessions/{code}', { unknownIdMayBe400: true });

function verdict(fn: ApiFunction, status: number, body: unknown, headers: Record<string, string> = {}) {
  const call: Call = {
    fn,
    priority: 'person',
    deadline: Temporal.Duration.from({ seconds: 30 }),
    stream: false,
  };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer: Answer = { status, text, header: (name) => headers[name] };
  return judge(call, answer, NOON);
}

const decisions: [status: number, body: unknown, code: TeamViewerErrorCode][] = [
  [400, { error: 'invalid_request', error_code: 2 }, 'bad_request'],
  [400, { error: 'invalid_client' }, 'bad_request'],
  [400, { error: 'invalid_token' }, 'bad_request'],
  [400, { error: 'token_expired' }, 'bad_request'],
  [400, 'You have reached the License Limitations', 'session_limit'],
  [400, { error: 'invalid_request', error_description: 'licence limitations' }, 'session_limit'],
  [400, { error: 'not_found' }, 'not_found'],
  [400, { error: 'rate_limit_reached' }, 'slow_down'],
  [401, { error: 'invalid_token' }, 'sign_in_again'],
  [401, { error: 'token_expired', error_code: 1 }, 'sign_in_again'],
  [401, '', 'sign_in_again'],
  [401, { error: 'wrong_credentials' }, 'sign_in_again'],
  [403, { error: 'token_expired' }, 'sign_in_again'],
  [403, { error: 'rate_limit_reached' }, 'slow_down'],
  [403, { error: 'RATE_LIMIT_REACHED' }, 'slow_down'],
  [403, { error: 'too_many_retries' }, 'slow_down'],
  [403, { error: 'blocked' }, 'try_later'],
  [403, { error: 'invalid_permission' }, 'missing_right'],
  [403, {}, 'missing_right'],
  [403, '<html>Forbidden</html>', 'missing_right'],
  [404, { error: 'not_found' }, 'not_found'],
  [404, 'nothing here', 'not_found'],
  [408, '', 'try_later'],
  [409, '', 'bad_request'],
  [415, '', 'bad_request'],
  [429, '', 'slow_down'],
  [429, { error: 'rate_limit_reached' }, 'slow_down'],
  [500, { error: 'internal_error' }, 'try_later'],
  [500, { error: 'not_found' }, 'try_later'],
  [502, 'bad gateway', 'try_later'],
  [503, '', 'try_later'],
  [504, '', 'try_later'],
  [302, '', 'our_fault'],
  [304, '', 'our_fault'],
];

test.each(decisions)('%i with %j means %s', (status, body, code) => {
  expect(verdict(READ, status, body)).toMatchObject({
    code,
    status,
    fn: 'GET /sessions',
    effectUnknown: false,
  });
});

test('says that the effect of a change is unknown after a server error or a redirect, and after nothing else', () => {
  for (const [status, body, code] of decisions) {
    const unknown = [500, 502, 503, 504, 408, 302, 304].includes(status);
    expect(verdict(WRITE, status, body)).toMatchObject({ code, effectUnknown: unknown });
  }
});

test('takes 400 for an unknown id where nothing else can be wrong', () => {
  expect(verdict(BY_ID, 400, { error: 'invalid_request' }).code).toBe('not_found');
});

test("names the missing permission in the words of TeamViewer's form", () => {
  const error = verdict(WRITE, 403, { error: 'invalid_permission' });
  expect(error.right).toMatchObject({
    key: 'sessions.create',
    group: { en: 'Session management', de: 'Session-Verwaltung' },
    entry: { en: 'Create sessions', de: 'Erstellen von Sessions' },
  });
});

test('names every permission that would do', () => {
  const { right, rights } = verdict(READ, 403, {});
  expect(right?.key).toBe('sessions.viewAll');
  expect(rights?.map(({ key }) => key)).toEqual(['sessions.viewAll', 'sessions.viewOwn']);
  expect(verdict(apiFunction('GET /account'), 403, {}).right).toBeUndefined();
});

test('obeys Retry-After in seconds and as a date, for no more than a day', () => {
  const until = (value: string) => verdict(READ, 429, '', { 'retry-after': value }).until?.toString();
  expect(until('90')).toBe('2026-01-15T12:01:30Z');
  expect(until('Thu, 15 Jan 2026 12:05:00 GMT')).toBe('2026-01-15T12:05:00Z');
  expect(until('Thu, 15 Jan 2026 11:00:00 GMT')).toBe('2026-01-15T12:00:00Z');
  expect(until('999999999')).toBe('2026-01-16T12:00:00Z');
  for (const nonsense of [
    'soon',
    '-5',
    '1.5',
    'Thu, 45 Jan 2026 12:05:00 GMT',
    'Thu, 15 Foo 2026 12:05:00 GMT',
  ]) {
    expect(until(nonsense)).toBeUndefined();
  }
  expect(verdict(READ, 503, '', { 'retry-after': '7' }).until?.toString()).toBe('2026-01-15T12:00:07Z');
});

test("keeps TeamViewer's error record, whatever it looks like", () => {
  const record = { error: 'x', error_description: 'y', error_code: 5, error_signature: 123 };
  expect(verdict(READ, 400, record).vendor).toEqual({ ...record, error_signature: '123' });
  expect(verdict(READ, 400, { IsSuccess: false, Error: record }).vendor?.error).toBe('x');
  expect(verdict(READ, 400, '"a JSON string"').vendor).toEqual({ error_description: 'a JSON string' });
  expect(verdict(READ, 400, 'plain').vendor).toEqual({ error_description: 'plain' });
  expect(verdict(READ, 400, { error: 7, error_code: 'x' }).vendor).toEqual({});
  expect(verdict(READ, 400, '[1]').vendor).toEqual({});
  expect(verdict(READ, 400, 'x'.repeat(100_000)).vendor?.error_description?.length).toBe(501);
});
