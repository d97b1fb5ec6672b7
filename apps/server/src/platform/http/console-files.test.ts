import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTestServer, type TestServer } from '../../../testing/http.ts';

let folder: string;
let server: TestServer;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'console-'));
});
afterEach(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

async function openBuilt(): Promise<void> {
  const consoleFolder = path.join(folder, 'dist');
  await mkdir(path.join(consoleFolder, 'assets'), { recursive: true });
  await writeFile(path.join(folder, 'master.key'), 'secret');
  await writeFile(path.join(consoleFolder, 'index.html'), '<!doctype html><title>Fernwart</title>');
  await writeFile(path.join(consoleFolder, 'assets', 'index-BX3kQ9_a.js'), 'hello()');
  server = await openTestServer({ config: { consoleFolder } });
}

describe('without a build', () => {
  test.each([
    ['de', 'Sie wurde noch nicht gebaut.'],
    ['en', 'It has not been built yet.'],
  ])('every page says in %s how to make one', async (language, sentence) => {
    server = await openTestServer({ config: { consoleFolder: folder } });
    const answer = await server.app.inject({ url: '/activities', headers: { 'accept-language': language } });
    expect(answer.statusCode).toBe(503);
    expect(answer.body).toContain(sentence);
    expect(answer.body).toContain('npm run build:console');
  });
});

describe('the built console', () => {
  test.each([
    ['/../master.key'],
    ['/%2e%2e/master.key'],
    ['/..%2fmaster.key'],
    ['/assets/..%2f..%2fmaster.key'],
  ])('has nothing outside its folder: %s', async (url) => {
    await openBuilt();
    const answer = await server.app.inject({ url });
    expect(answer.statusCode).toBe(404);
    expect(answer.body).not.toContain('secret');
  });

  test.each([
    ['/'],
    ['/activities'],
    ['/assets'],
    ['/assets/'],
    ['/assets/018f3c1e-7c0a-7b6e-9a51-0c5c3b1f2a77'],
  ])('answers the page %s, to be asked for again each time', async (url) => {
    await openBuilt();
    const answer = await server.app.inject({ url });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'content-security-policy': expect.stringContaining("script-src 'self';"),
    });
  });

  test('answers files that bear their hash for good', async () => {
    await openBuilt();
    const answer = await server.app.inject({ url: '/assets/index-BX3kQ9_a.js' });
    expect(answer.body).toBe('hello()');
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  test.each([['/assets/index-gone1234.js'], ['/api/v1/nothing'], ['/open/nothing'], ['/metrics/nothing']])(
    'is no answer to %s',
    async (url) => {
      await openBuilt();
      const answer = await server.app.inject({ url });
      expect(answer.json()).toMatchObject({ code: 'not_found' });
    },
  );

  test('is no answer to a change', async () => {
    await openBuilt();
    const answer = await server.app.inject({ method: 'POST', url: '/activities' });
    expect(answer.json()).toMatchObject({ code: 'not_found' });
  });
});
