import { expect, test } from 'vitest';
import { failureOf } from '../testing/client.ts';
import { createFakeClock, settled } from '../testing/fake-clock.ts';
import { createScript, type ScriptedAnswer, TEST_BASE } from '../testing/script.ts';
import type { HttpRequest, Transport } from '../transport.ts';
import { apiFunction } from './api-function.ts';
import type { ApiFunction, Call } from './call.ts';
import { createRequest } from './request.ts';

const READ = apiFunction('GET /groups');
const WRITE = apiFunction('POST /sessions');

function callOf(fn: ApiFunction, more: Partial<Call> = {}): Call {
  return {
    fn,
    priority: 'person',
    deadline: Temporal.Duration.from({ seconds: 30 }),
    stream: false,
    ...more,
  };
}

function against(answer: ScriptedAnswer, expect = 'GET /groups') {
  const script = createScript([{ expect, answer }]);
  const clock = createFakeClock();
  return { clock, send: createRequest({ transport: script.transport, clock, baseUrl: TEST_BASE }), script };
}

test('returns any status with its text and headers', async () => {
  const { send } = against({ status: 418, headers: { 'X-Test': '1' }, text: 'Grüße' });
  const answer = await send(callOf(READ));
  expect([answer.status, answer.text, answer.header('x-test')]).toEqual([418, 'Grüße', '1']);
});

test('puts umlauts together that were split between chunks', async () => {
  const bytes = new TextEncoder().encode('{"name":"Jörg"}');
  const transport: Transport = async () => ({
    status: 200,
    header: () => undefined,
    body: (async function* () {
      for (const byte of bytes) yield Uint8Array.of(byte);
    })(),
  });
  const send = createRequest({ transport, clock: createFakeClock(), baseUrl: TEST_BASE });
  expect((await send(callOf(READ))).text).toBe('{"name":"Jörg"}');
});

test.each([
  ['a transport that never answers', { hang: true }],
  ['a half-open connection', { chunks: ['{"gro'], stalls: true }],
] as [string, ScriptedAnswer][])('gives up on %s when the deadline has passed', async (_, answer) => {
  const { clock, send } = against(answer);
  const failure = failureOf(send(callOf(READ)));
  await settled();
  await clock.advance({ seconds: 29 });
  await expect(Promise.race([failure, Promise.resolve('waiting')])).resolves.toBe('waiting');
  await clock.advance({ seconds: 1 });
  expect(await failure).toMatchObject({ code: 'try_later', effectUnknown: false });
});

test('aborts the request when the deadline has passed', async () => {
  let seen: HttpRequest | undefined;
  const clock = createFakeClock();
  const transport: Transport = (request) => {
    seen = request;
    return new Promise(() => undefined);
  };
  const failure = failureOf(createRequest({ transport, clock, baseUrl: TEST_BASE })(callOf(WRITE)));
  await settled();
  expect(seen?.signal?.aborted).toBe(false);
  await clock.advance({ seconds: 30 });
  expect(await failure).toMatchObject({ code: 'try_later', effectUnknown: true });
  expect(seen?.signal?.aborted).toBe(true);
});

test('tells network trouble by the kind of call, with its cause', async () => {
  const cause = new Error('ECONNRESET');
  const reading = against({ fail: cause });
  expect(await failureOf(reading.send(callOf(READ)))).toMatchObject({
    code: 'try_later',
    effectUnknown: false,
    cause,
  });
  const writing = against({ fail: cause }, 'POST /sessions');
  expect(await failureOf(writing.send(callOf(WRITE)))).toMatchObject({
    code: 'try_later',
    effectUnknown: true,
  });
});

test('a connection that breaks inside the body is network trouble', async () => {
  const { send } = against({ chunks: ['{"groups":['], breaks: true });
  expect((await failureOf(send(callOf(READ)))).code).toBe('try_later');
});

test('stops reading an answer that is too large', async () => {
  let chunksRead = 0;
  const transport: Transport = async () => ({
    status: 200,
    header: () => undefined,
    body: (async function* () {
      for (;;) {
        chunksRead += 1;
        yield new Uint8Array(64 * 1024);
      }
    })(),
  });
  const send = createRequest({ transport, clock: createFakeClock(), baseUrl: TEST_BASE });
  expect((await failureOf(send(callOf(READ)))).code).toBe('our_fault');
  expect(chunksRead).toBe(17);
});

test("a host's own refusals are our fault, not the network's", async () => {
  const refused = Object.assign(new Error('no'), { code: 'permission_missing' });
  const tooLarge = Object.assign(new Error('no'), { code: 'response_too_large' });
  expect(await failureOf(against({ fail: refused }, 'POST /sessions').send(callOf(WRITE)))).toMatchObject({
    code: 'our_fault',
    effectUnknown: false,
  });
  expect(await failureOf(against({ fail: tooLarge }, 'POST /sessions').send(callOf(WRITE)))).toMatchObject({
    code: 'our_fault',
    effectUnknown: true,
  });
});

test('a cancelled call is not sent, or its effect is unknown', async () => {
  const controller = new AbortController();
  const { send } = against({ hang: true }, 'POST /sessions');
  const failure = failureOf(send(callOf(WRITE, { signal: controller.signal })));
  await settled();
  controller.abort(new Error('closed the page'));
  expect(await failure).toMatchObject({ code: 'try_later', effectUnknown: true });

  const unused = createScript([]);
  const request = createRequest({
    transport: unused.transport,
    clock: createFakeClock(),
    baseUrl: TEST_BASE,
  });
  expect(await failureOf(request(callOf(WRITE, { signal: controller.signal })))).toMatchObject({
    code: 'try_later',
    effectUnknown: false,
  });
  unused.finish();
});

test('does not send once its time has passed', async () => {
  const unused = createScript([]);
  const clock = createFakeClock();
  const request = createRequest({ transport: unused.transport, clock, baseUrl: TEST_BASE });
  expect(await failureOf(request(callOf(WRITE, { notAfter: clock.now() })))).toMatchObject({
    effectUnknown: false,
  });
  unused.finish();
});

test('encodes ids and cursors, so that they stay on the chosen host and path', async () => {
  const script = createScript([
    {
      expect: 'GET /groups/../../x?y=1#z/devices?paginationToken=https://evil.test/a b',
      answer: { json: {} },
    },
  ]);
  const send = createRequest({
    transport: script.transport,
    clock: createFakeClock(),
    baseUrl: `${TEST_BASE}/`,
  });
  const fn = apiFunction('GET /groups/{id}/devices');
  await send(
    callOf(fn, {
      params: { id: '../../x?y=1#z' },
      query: { paginationToken: 'https://evil.test/a+b', no: undefined },
    }),
  ).catch(() => undefined);
  const url = new URL(script.requests[0]?.url ?? '');
  expect(url.origin).toBe('https://webapi.teamviewer.test');
  expect(url.pathname).toBe('/api/v1/groups/..%2F..%2Fx%3Fy%3D1%23z/devices');
  expect(url.searchParams.get('paginationToken')).toBe('https://evil.test/a+b');
  await expect(send(callOf(fn, { params: { id: '..' } }))).rejects.toThrow(TypeError);
});
