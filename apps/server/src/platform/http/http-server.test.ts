import { problem, problemKinds } from '@fernwart/contract';
import type { InjectOptions } from 'fastify';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openTestServer, type TestServer, testActor } from '../../../testing/http.ts';
import { drivenClock } from '../clock/driven-clock.ts';
import { systemClock } from '../clock/system-clock.ts';
import { Problem } from './problem.ts';

const agent = testActor(['agent']);
const german = testActor(['administrator'], { language: 'de' });
const asAgent = { 'x-test-actor': 'agent' };
const json = { 'content-type': 'application/json' };

let server: TestServer;
afterEach(() => server.stop());

async function open(options: Parameters<typeof openTestServer>[0] = {}): Promise<void> {
  server = await openTestServer({ actors: [agent, german], ...options });
  const things = z.object({ name: z.string().max(20), count: z.number().default(1) });
  server.router.add({
    method: 'POST',
    path: '/api/v1/things',
    summary: 'Make a thing',
    who: 'agent',
    body: things,
    answer: things,
    status: 201,
    handle: async ({ body }) => body,
  });
  server.router.add({
    method: 'GET',
    path: '/api/v1/things/:id',
    summary: 'One thing',
    who: 'signed_in',
    params: z.object({ id: z.uuid() }),
    answer: things,
    handle: async () => {
      throw new Error('the shelf fell down: password=hunter2');
    },
  });
  server.router.add({
    method: 'POST',
    path: '/api/v1/archives',
    summary: 'Take an archive',
    who: 'agent',
    accepts: 'application/zip',
    bodyLimit: 3 * 1024 * 1024,
    answer: z.object({ bytes: z.number() }),
    handle: async ({ request }) => ({ bytes: (request.body as Buffer).byteLength }),
  });
  server.router.add({
    method: 'GET',
    path: '/api/v1/limited',
    summary: 'Refuses with a time',
    who: 'anybody',
    raw: true,
    handle: async () => {
      throw new Problem('too_many_requests', {
        retryAfter: Temporal.Duration.from({ seconds: 30 }),
        detail: { de: 'Langsam.', en: 'Slowly.' },
      });
    },
  });
}

async function refused(
  call: InjectOptions,
): Promise<z.infer<typeof problem> & { headers: Record<string, unknown> }> {
  const answer = await server.app.inject(call);
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  const document = problem.parse(answer.json());
  expect(document.status).toBe(answer.statusCode);
  expect(document.type).toBe(`/problems/${document.code}`);
  expect(document.instance).toBe(answer.headers['x-request-id']);
  return { ...document, headers: answer.headers };
}

describe('a refused call', () => {
  test('without a sign-in', async () => {
    await open();
    const document = await refused({ method: 'POST', url: '/api/v1/things', payload: { name: 'x' } });
    expect(document).toMatchObject({ code: 'not_signed_in', status: 401, turn: 'yours' });
    expect(server.refusals).toMatchObject([{ actor: null, method: 'POST', path: '/api/v1/things' }]);
  });

  test('without the role, before its body is read', async () => {
    await open();
    const document = await refused({
      method: 'POST',
      url: '/api/v1/things?secret=1',
      headers: { ...json, 'x-test-actor': 'administrator' },
      payload: '{"name":',
    });
    expect(document).toMatchObject({ code: 'not_allowed', status: 403 });
    expect(server.refusals[0]).toMatchObject({ actor: german, path: '/api/v1/things' });
  });

  test('stands even where its record cannot be written', async () => {
    await open({ onRefusal: () => Promise.reject(new Error('no space')) });
    expect(await refused({ method: 'POST', url: '/api/v1/things' })).toMatchObject({ code: 'not_signed_in' });
    expect(server.logged).toContainEqual(
      expect.objectContaining({ message: 'A refused call could not be recorded' }),
    );
  });

  test('without a sign-in, once an address has made too many', async () => {
    await open({ config: { anonymousPerMinute: 2 } });
    const url = '/api/v1/things/1';
    for (const code of ['not_signed_in', 'not_signed_in'])
      expect(await refused({ url })).toMatchObject({ code });
    const document = await refused({ url });
    expect(document.code).toBe('too_many_requests');
    expect(Number(document.headers['retry-after'])).toBeGreaterThan(0);
    expect(await refused({ url, headers: asAgent })).toMatchObject({ code: 'not_found' });
    expect(await refused({ url, remoteAddress: '192.0.2.7' })).toMatchObject({ code: 'not_signed_in' });
  });
});

describe('another site', () => {
  test.each([
    ['by Sec-Fetch-Site', { 'sec-fetch-site': 'cross-site' }],
    ['by Sec-Fetch-Site of a neighbour', { 'sec-fetch-site': 'same-site', origin: 'http://localhost' }],
    ['by Origin', { origin: 'https://evil.example' }],
    ['by an opaque Origin', { origin: 'null' }],
  ])('cannot change anything, %s', async (_, headers) => {
    await open();
    const call = { method: 'POST' as const, url: '/api/v1/things', payload: { name: 'x' } };
    const document = await refused({ ...call, headers: { ...asAgent, ...headers } });
    expect(document).toMatchObject({ code: 'cross_site', status: 403 });
    expect(server.refusals).toMatchObject([{ actor: agent }]);
  });

  test('may link here', async () => {
    await open();
    const headers = { ...asAgent, 'sec-fetch-site': 'cross-site' };
    expect(await refused({ url: '/api/v1/things/1', headers })).toMatchObject({ code: 'not_found' });
  });

  test.each([
    ['this site by Sec-Fetch-Site', { 'sec-fetch-site': 'same-origin' }],
    ['this site by Origin', { origin: 'http://localhost:80', host: 'localhost:80' }],
    ['this site by its public address', { origin: 'https://desk.example.org' }],
    ['a program that is no browser', {}],
  ])('%s is let in', async (_, headers) => {
    await open({ config: { publicUrl: 'https://desk.example.org' } });
    const call = { method: 'POST' as const, url: '/api/v1/things', payload: { name: 'x' } };
    const answer = await server.app.inject({ ...call, headers: { ...asAgent, ...headers } });
    expect(answer.statusCode).toBe(201);
  });
});

describe('bad input', () => {
  const post = (headers: Record<string, string>, payload: string | Buffer) =>
    refused({ method: 'POST', url: '/api/v1/things', headers: { ...asAgent, ...headers }, payload });

  test.each([
    ['cut off', '{"name":'],
    ['empty', ''],
    ['with a poisoned prototype', '{"__proto__":{"admin":true},"name":"x"}'],
    ['with a poisoned constructor', '{"constructor":{"prototype":{"x":1}},"name":"x"}'],
  ])('JSON %s', async (_, payload) => {
    await open();
    expect(await post(json, payload)).toMatchObject({ code: 'malformed_json', status: 400 });
  });

  test('a body beyond the limit', async () => {
    await open();
    const payload = JSON.stringify({ name: 'x'.repeat(1024 * 1024) });
    expect(await post(json, payload)).toMatchObject({ code: 'too_large', status: 413 });
  });

  test.each([
    ['text/plain'],
    ['application/xml'],
    ['application/x-www-form-urlencoded'],
    ['application/zip'],
    ['multipart/form-data; boundary=x'],
  ])('%s where JSON is expected', async (type) => {
    await open();
    expect(await post({ 'content-type': type }, 'name=x')).toMatchObject({
      code: 'unsupported_media_type',
      status: 415,
    });
  });

  test('a body of no stated kind', async () => {
    await open();
    expect(await post({}, 'name')).toMatchObject({ code: 'unsupported_media_type' });
  });

  test('members of the wrong kind, each named in the reader’s language', async () => {
    await open();
    const payload = JSON.stringify({ name: 'a name of far too many letters', count: 'many' });
    const document = await post(json, payload);
    expect(document).toMatchObject({ code: 'invalid_input', status: 400 });
    expect(document.errors?.map((error) => error.path)).toEqual(['name', 'count']);
  });

  test.each([
    ['de', 'Höchstens 20 Zeichen sind möglich, hier stehen 10.000.'],
    ['en', 'At most 20 characters are possible, here are 10,000.'],
  ] as const)('a text that is too long, in a sentence (%s)', async (language, sentence) => {
    await open({ actors: [testActor(['agent'], { language })] });
    const payload = JSON.stringify({ name: 'W'.repeat(10_000) });
    const { errors } = await refused({
      method: 'POST',
      url: '/api/v1/things',
      headers: { ...asAgent, ...json },
      payload,
    });
    expect(errors).toEqual([{ path: 'name', message: sentence }]);
  });

  test('an id of the wrong shape', async () => {
    await open();
    const url = '/api/v1/things/..%2f..%2fetc';
    expect(await refused({ url, headers: asAgent })).toMatchObject({ code: 'not_found', status: 404 });
  });

  test('an address that cannot be decoded', async () => {
    await open();
    expect(await refused({ url: '/api/v1/things/%E0%A4%A', headers: asAgent })).toMatchObject({
      code: 'not_found',
    });
  });

  test('an unknown route, and a method that a known one does not have', async () => {
    await open();
    expect(await refused({ url: '/api/v1/nothing' })).toMatchObject({ code: 'not_found', status: 404 });
    const document = await refused({ method: 'DELETE', url: '/api/v1/things/7' });
    expect(document).toMatchObject({ code: 'method_not_allowed', status: 405 });
    expect(document.headers.allow).toBe('GET');
  });
});

describe('problems', () => {
  test('of our own making say nothing but that they were logged', async () => {
    await open();
    const url = '/api/v1/things/018f3c1e-7c0a-7b6e-9a51-0c5c3b1f2a77';
    const document = await refused({ url, headers: asAgent });
    expect(document).toMatchObject({ code: 'internal', status: 500, turn: 'ours' });
    expect(JSON.stringify(document)).not.toContain('shelf');
    const line = server.logged.find((entry) => entry.requestId === document.instance);
    expect(line).toMatchObject({ level: 'error', route: '/api/v1/things/:id' });
    expect(JSON.stringify(line)).toContain('the shelf fell down');
    expect(JSON.stringify(server.logged)).not.toContain('hunter2');
  });

  test('say when to come again', async () => {
    await open();
    const document = await refused({ url: '/api/v1/limited' });
    expect(document).toMatchObject({ code: 'too_many_requests', detail: 'Slowly.' });
    expect(document.headers['retry-after']).toBe('30');
  });

  test.each([
    ['the person’s', { 'x-test-actor': 'administrator', 'accept-language': 'en' }, 'de'],
    ['the browser’s', { 'accept-language': 'fr-FR, de-AT;q=0.8, en;q=0.5' }, 'de'],
    ['English', { 'accept-language': 'fr' }, 'en'],
  ] as const)('speak %s language', async (_, headers, language) => {
    await open();
    const document = await refused({ url: '/api/v1/things/1', headers });
    const code = document.code as keyof typeof problemKinds;
    expect(document.title).toBe(problemKinds[code].title[language]);
  });
});

describe('what is let in', () => {
  test('an archive, up to the route’s own limit', async () => {
    await open();
    const call = { method: 'POST' as const, url: '/api/v1/archives' };
    const headers = { ...asAgent, 'content-type': 'application/zip' };
    const big = Buffer.alloc(2 * 1024 * 1024);
    const answer = await server.app.inject({ ...call, headers, payload: big });
    expect(answer.json()).toEqual({ bytes: big.byteLength });
    const tooBig = Buffer.alloc(3 * 1024 * 1024 + 1);
    expect(await refused({ ...call, headers, payload: tooBig })).toMatchObject({ code: 'too_large' });
  });

  test('is answered with strict headers and kept nowhere', async () => {
    await open({ config: { publicUrl: 'https://desk.example.org' } });
    const call = { method: 'POST' as const, url: '/api/v1/things', headers: asAgent, payload: { name: 'x' } };
    const { headers } = await server.app.inject(call);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe-inline');
    expect(headers).toMatchObject({
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'strict-transport-security': expect.stringContaining('max-age=31536000'),
      'permissions-policy': expect.stringContaining('camera=()'),
      'cache-control': 'no-store',
    });
  });

  test('is observed by its pattern, never by its address', async () => {
    const seen: { route: string; status: number }[] = [];
    await open({ observe: (request) => seen.push(request) });
    await server.app.inject({ url: '/api/v1/things/1', headers: asAgent });
    await server.app.inject({ url: '/api/v1/nothing' });
    expect(seen).toMatchObject([
      { route: '/api/v1/things/:id', status: 404 },
      { route: 'unknown', status: 404 },
    ]);
  });
});

describe('a forged client address', () => {
  const headers = { 'x-forwarded-for': '203.0.113.9' };

  test('is not believed from just anybody', async () => {
    await open();
    await refused({ method: 'POST', url: '/api/v1/things', headers });
    expect(server.refusals[0]?.address).toBe('127.0.0.1');
  });

  test('is believed from a proxy on the list', async () => {
    await open({ config: { trustedProxies: ['127.0.0.1'] } });
    await refused({ method: 'POST', url: '/api/v1/things', headers });
    expect(server.refusals[0]?.address).toBe('203.0.113.9');
  });
});

test('a taken port is refused in one sentence', async () => {
  await open();
  const port = Number(new URL(await server.listen()).port);
  const second = await openTestServer({ config: { port } });
  await expect(second.listen()).rejects.toMatchObject({
    code: 'port_taken',
    message: `Port ${port} on 127.0.0.1 is taken by another program: end that program, or set PORT to a free port.`,
  });
  await second.stop();
});

describe('the end', () => {
  const clock = drivenClock(systemClock());
  /** A request that is under way when the server is told to end. */
  async function begun(): Promise<{ answer: Promise<Response>; release: () => void; ended: Promise<void> }> {
    await open({ clock });
    const arrived = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    server.router.add({
      method: 'GET',
      path: '/api/v1/slow',
      summary: 'Takes its time',
      who: 'anybody',
      answer: z.object({ done: z.boolean() }),
      async handle() {
        arrived.resolve();
        await gate.promise;
        return { done: true };
      },
    });
    const origin = await server.listen();
    await fetch(`${origin}/api/v1/slow-not-found`);
    const answer = fetch(`${origin}/api/v1/slow`);
    answer.catch(() => undefined);
    await arrived.promise;
    const ended = server.stop();
    await expect.poll(() => server.app.server.listening).toBe(false);
    return { answer, release: gate.resolve, ended };
  }

  test('waits for a request that is under way, whose connection is not kept', async () => {
    const { answer, release, ended } = await begun();
    clock.advance(Temporal.Duration.from({ seconds: 9 }));
    release();
    const { status, headers } = await answer;
    expect(status).toBe(200);
    expect(headers.get('connection')).toBe('close');
    await ended;
  });

  test('does not wait for ever', async () => {
    const { answer, ended } = await begun();
    clock.advance(Temporal.Duration.from({ seconds: 11 }));
    await ended;
    await expect(answer).rejects.toThrow();
  });
});
