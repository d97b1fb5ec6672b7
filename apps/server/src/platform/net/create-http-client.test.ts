import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpResponse } from '@fernwart/addon-kit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { insideTransaction } from '../db/transaction-guard.ts';
import { createHttpClient } from './create-http-client.ts';
import type { HttpClient } from './http-client.ts';
import { privateAddresses } from './private-addresses.ts';

const real = 'https://webapi.teamviewer.com';
const allowed = [real];

let server: Server;
let client: HttpClient;
const seen: string[] = [];
beforeEach(async () => {
  seen.length = 0;
  server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers.host}`);
    if (request.url?.includes('silent')) return;
    if (request.url?.includes('moved')) {
      response.writeHead(302, { location: 'http://127.0.0.1/elsewhere' }).end();
      return;
    }
    if (request.url?.includes('drip')) {
      response.write('x');
      return;
    }
    response.setHeader('x-kind', 'stand-in');
    response.end(request.url?.includes('long') ? 'x'.repeat(5000) : 'hello');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  client = createHttpClient({ hosts: { [real]: `http://127.0.0.1:${port}/webapi/` } });
});
afterEach(async () => {
  await client.close();
  server.closeAllConnections();
  server.close();
});

const get = (path: string, limits: { deadline?: Temporal.Duration; maxBytes?: number } = {}) =>
  client.fetch({ method: 'GET', url: `${real}${path}` }, { allowed, ...limits });

async function text({ body }: HttpResponse): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe('is refused', () => {
  test.each([
    ['an unlisted host', 'https://evil.example/'],
    ['a listed host’s neighbour', 'https://webapi.teamviewer.com.evil.example/'],
    ['another port', 'https://webapi.teamviewer.com:8443/'],
    ['another scheme', 'http://webapi.teamviewer.com/'],
    ['an address with a user', 'https://user:password@webapi.teamviewer.com/'],
    ['no address', 'webapi.teamviewer.com'],
    ['a file', 'file:///etc/passwd'],
  ])('%s', async (_, url) => {
    const refusal = { code: 'host_not_allowed' };
    await expect(client.fetch({ method: 'GET', url }, { allowed })).rejects.toMatchObject(refusal);
    expect(() => client.linkTarget(url, allowed)).toThrow(expect.objectContaining(refusal));
    expect(seen).toEqual([]);
  });

  test.each([
    'https://127.0.0.1',
    'https://[::1]',
    'https://10.1.2.3',
    'https://localhost',
    'http://192.0.2.1',
  ])('a listed host that is private or plain: %s', async (origin) => {
    const call = client.fetch({ method: 'GET', url: `${origin}/x` }, { allowed: [origin] });
    await expect(call).rejects.toMatchObject({ code: 'host_not_allowed' });
  });

  test('a call inside a transaction', async () => {
    const call = insideTransaction(() => get('/ping'));
    await expect(call).rejects.toMatchObject({ code: 'inside_transaction' });
    expect(seen).toEqual([]);
  });
});

describe('is bounded', () => {
  test('in its answer’s size', async () => {
    const answer = await get('/long', { maxBytes: 4999 });
    await expect(text(answer)).rejects.toMatchObject({ code: 'response_too_large' });
    expect(await text(await get('/long', { maxBytes: 5000 }))).toHaveLength(5000);
  });

  test('in time, before the answer and within it', async () => {
    const deadline = Temporal.Duration.from({ milliseconds: 50 });
    await expect(get('/silent', { deadline })).rejects.toMatchObject({ code: 'timeout' });
    await expect(get('/drip', { deadline }).then(text)).rejects.toMatchObject({ code: 'timeout' });
  });

  test('also where nobody reads the answer', async () => {
    const answer = await get('/drip', { deadline: Temporal.Duration.from({ milliseconds: 50 }) });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(answer.status).toBe(200);
  });

  test('by the caller’s own signal, whose reason comes back', async () => {
    const stop = new AbortController();
    const call = client.fetch({ method: 'GET', url: `${real}/silent`, signal: stop.signal }, { allowed });
    stop.abort(new Error('enough'));
    await expect(call).rejects.toThrow('enough');
  });
});

test('an unreachable host is a matter of the network', async () => {
  const gone = createHttpClient({ hosts: { [real]: 'http://127.0.0.1:1' } });
  const call = gone.fetch({ method: 'GET', url: `${real}/ping` }, { allowed });
  await expect(call).rejects.toMatchObject({ code: 'network' });
  await gone.close();
});

test('a real host’s stand-in is called under its path', async () => {
  const answer = await client.fetch(
    { method: 'POST', url: `${real}/api/v1/ping?a=1`, headers: { 'content-type': 'text/plain' }, body: 'x' },
    { allowed },
  );
  expect(answer.status).toBe(200);
  expect(answer.header('X-Kind')).toBe('stand-in');
  expect(await text(answer)).toBe('hello');
  expect(seen[0]).toMatch(/^POST \/webapi\/api\/v1\/ping\?a=1 127\.0\.0\.1:\d+$/);
});

test('a redirect is answered, never followed', async () => {
  const answer = await get('/moved');
  expect(answer.status).toBe(302);
  expect(seen).toHaveLength(1);
});

test('a link leads to the stand-in where there is one', () => {
  const standIn = client.linkTarget(`${real}/x?y=1#z`, allowed);
  expect(standIn).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/webapi\/x\?y=1#z$/);
  const start = 'https://start.teamviewer.com/123456789';
  expect(client.linkTarget(start, ['https://start.teamviewer.com'])).toBe(start);
});

test.each([
  ['127.0.0.1', true],
  ['169.254.169.254', true],
  ['100.64.0.1', true],
  ['::1', true],
  ['::ffff:10.0.0.1', true],
  ['fd00::1', true],
  ['not an address', true],
  ['93.184.216.34', false],
  ['::ffff:93.184.216.34', false],
  ['2606:2800:220:1::1', false],
])('%s is private: %s', (address, expected) => {
  expect(privateAddresses()(address)).toBe(expected);
});
