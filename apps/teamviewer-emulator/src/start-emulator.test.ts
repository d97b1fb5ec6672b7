import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hostMap, startEmulator } from './index.ts';
import { ArgumentError, readArguments } from './read-arguments.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulator-test-'));
});
afterAll(() => rm(folder, { recursive: true }));

const email = 'service@muster-logistik.example';

async function play(origin: string, body: object): Promise<Record<string, unknown>> {
  const answer = await fetch(`${origin}/emulator/api/play`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await answer.json()) as Record<string, unknown>;
}

test('with a state file, apps, tokens and sessions outlive a restart', async () => {
  const stateFile = join(folder, 'state.json');
  const first = await startEmulator({ port: 0, stateFile });
  const app = await play(first.origin, { action: 'create-app', email, name: 'A', redirectUri: 'http://x/' });
  const { token } = await play(first.origin, { action: 'script-token', email });
  const saved = await readFile(stateFile, 'utf8');
  expect(saved).toContain(token as string);
  await first.close();

  const second = await startEmulator({ port: 0, stateFile });
  expect(second.state.apps.has(app['clientId'] as string)).toBe(true);
  const groups = await fetch(`${second.origin}/api/v1/groups`, {
    headers: { authorization: `Bearer ${token as string}` },
  });
  expect(groups.status).toBe(200);
  await second.close();
});

test('a start without a seed of its own has the invented company; a seed that leads nowhere is refused', async () => {
  const emulator = await startEmulator({ port: 0 });
  expect([...emulator.state.companies.values()].map(({ name }) => name)).toEqual(['Muster Logistik GmbH']);
  await emulator.close();
  const seed = {
    companies: [
      {
        name: 'X',
        users: [{ name: 'A', email: 'a@x.example', password: 'p' }],
        groups: [{ name: 'G', owner: 'nobody@x.example' }],
      },
    ],
  };
  await expect(startEmulator({ port: 0, seed })).rejects.toThrow('nobody@x.example');
});

test('over TLS it is trusted through the certificate it writes, and through nothing else', async () => {
  const writeCaTo = join(folder, 'ca.crt');
  const emulator = await startEmulator({ port: 0, tls: { writeCaTo } });
  const ask = (ca?: string) =>
    new Promise<number>((resolve, reject) => {
      get(`${emulator.origin}/api/v1/ping`, ca ? { ca } : {}, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      }).on('error', reject);
    });
  expect(emulator.origin).toMatch(/^https:/);
  expect(await ask(await readFile(writeCaTo, 'utf8'))).toBe(200);
  await expect(ask()).rejects.toThrow();
  await emulator.close();
});

test('closing does not wait for planned silence', async () => {
  const emulator = await startEmulator({ port: 0 });
  for (const fault of [
    { endpoint: 'GET /ping', kind: 'half-open-socket', count: 1 },
    { endpoint: 'GET /ping', kind: 'effect-after-timeout', ms: 600_000, count: 1, skip: 1 },
  ]) {
    await fetch(`${emulator.origin}/emulator/api/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fault),
    });
  }
  const silent = [1, 2].map(() =>
    fetch(`${emulator.origin}/api/v1/ping`).then(
      () => 'answered',
      () => 'broken',
    ),
  );
  await expect
    .poll(async () => {
      const calls = await fetch(`${emulator.origin}/emulator/api/calls`);
      return ((await calls.json()) as { calls: unknown[] }).calls.length;
    })
    .toBe(2);
  await emulator.close();
  expect(await Promise.all(silent)).not.toContain('answered');
});

test('the example of a seed is one', async () => {
  const path = join(import.meta.dirname, '../example-seed.json');
  const asked = readArguments(['--port', '0', '--seed', path]);
  if (!('options' in asked)) throw new Error('no options');
  const emulator = await startEmulator(asked.options);
  expect(emulator.state.companies.size).toBe(2);
  expect(emulator.state.managedDevices.size).toBe(1);
  await emulator.close();
});

test('every real origin has its stand-in', () => {
  expect(hostMap('http://h:1')).toMatchObject({
    'https://webapi.teamviewer.com': 'http://h:1',
    'https://start.teamviewer.com': 'http://h:1/start',
    'https://getpilot.teamviewer.com': 'http://h:1/getpilot',
  });
});

test('arguments: what is wrong is said all at once', () => {
  const wrong = ['--port', 'x', '--seed', '/nowhere.json', '--switch', 'quotas=maybe'];
  expect(() => readArguments(wrong)).toThrow(ArgumentError);
  expect(() => readArguments(wrong)).toThrow(/--port[^]*nowhere[^]*quotas/);
  expect(() => readArguments(['--colour'])).toThrow(ArgumentError);
  const right = readArguments([
    '--port',
    '0',
    '--switch',
    'quotas=off',
    '--switch',
    'managedPageSize=7',
    '--tls',
    'f',
  ]);
  expect(right).toMatchObject({
    options: { port: 0, switches: { quotas: 'off', managedPageSize: 7 }, tls: { writeCaTo: 'f' } },
  });
  expect(readArguments(['--help'])).toHaveProperty('help');
});
