import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '../testing/databases.ts';

const fernwart = fileURLToPath(new URL('../../../fernwart', import.meta.url));

let folder: string;
const running = new Set<ChildProcess>();
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'command-'));
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
});
afterAll(() => rm(folder, { recursive: true }));

function start(args: readonly string[], env: Record<string, string> = {}, program = fernwart) {
  const child = spawn(program, args, {
    env: { PATH: process.env.PATH, PORT: '0', FERNWART_DATA: path.join(folder, 'data'), ...env },
  });
  running.add(child);
  let out = '';
  let err = '';
  const arrivals = new Set<() => void>();
  child.stdout.on('data', (chunk) => {
    out += String(chunk);
    for (const arrival of arrivals) arrival();
  });
  child.stderr.on('data', (chunk) => {
    err += String(chunk);
  });
  const ended = new Promise<{ code: number | null; signal: string | null; out: string; err: string }>(
    (resolve) => {
      child.on('close', (code, signal) => {
        running.delete(child);
        resolve({ code, signal, out, err });
      });
    },
  );
  const origin = new Promise<string>((resolve, reject) => {
    const look = () => {
      const address = /ready at (http:\S+)/.exec(out)?.[1];
      if (address) resolve(address);
    };
    arrivals.add(look);
    void ended.then(() => reject(new Error(`it ended: ${err}`)));
  });
  origin.catch(() => undefined);
  return { child, ended, origin };
}

describe('the start is refused in one sentence with code 1', () => {
  const refusal = async (env: Record<string, string>) => {
    const { code, out, err } = await start(['serve'], env).ended;
    expect(code).toBe(1);
    expect(out).toBe('');
    const lines = err.split('\n').filter((line) => line !== '' && !line.startsWith('{'));
    expect(lines).toHaveLength(1);
    return lines[0];
  };

  test('for a data folder that is none', async () => {
    const file = path.join(folder, 'file');
    await writeFile(file, '');
    expect(await refusal({ FERNWART_DATA: file })).toBe(
      `${file} is no folder: choose a folder with FERNWART_DATA.`,
    );
  });

  test('for a database that does not answer', async () => {
    expect(await refusal({ DATABASE_URL: 'postgres://user:hunter2@127.0.0.1:1/desk' })).toMatch(
      /^The database at DATABASE_URL cannot be used \(.*ECONNREFUSED.*\): start the database, or correct its address\.$/,
    );
  });

  test('for a migration that fails', async () => {
    const { url, drop } = await createTestDatabase();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('create table people (id integer)');
    await client.end();
    expect(await refusal({ DATABASE_URL: url })).toMatch(
      /^The migration 0002_people\.sql could not be applied \(relation "people" already exists\), and nothing was changed: .+\.$/,
    );
    await drop();
  });

  test('for a second process on the same data, and for a taken port', async () => {
    const first = start(['serve']);
    const port = new URL(await first.origin).port;
    expect(await refusal({})).toContain('Another Fernwart process is using the data in');
    expect(await refusal({ FERNWART_DATA: path.join(folder, 'other'), PORT: port })).toBe(
      `Port ${port} on 127.0.0.1 is taken by another program: end that program, or set PORT to a free port.`,
    );
  });
});

test('configuration problems are all said at once', async () => {
  const { code, err } = await start(['serve'], { PORT: 'x', FERNWART_LOG_LEVEL: 'loud' }).ended;
  expect(code).toBe(1);
  expect(err.trimEnd().split('\n')).toEqual([
    'The configuration has problems:',
    '  PORT: "x" is no port. Use a number from 0 to 65535.',
    '  FERNWART_LOG_LEVEL: "loud" is no level. Use one of debug, info, warn, error, silent.',
  ]);
});

test.each([['serve', '--role', 'boss'], ['nothing'], []])(
  'arguments that mean nothing end with code 1: %s',
  async (...args) => {
    expect(await start(args).ended).toMatchObject({ code: 1, out: '' });
  },
);

describe('a server', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'ends cleanly at %s, with idle connections open',
    async (signal) => {
      const server = start(['serve']);
      const origin = await server.origin;
      expect((await fetch(`${origin}/health/live`)).status).toBe(200);
      server.child.kill(signal);
      expect(await server.ended).toMatchObject({ code: 0, signal: null });
      await expect(fetch(`${origin}/health/live`)).rejects.toThrow();
    },
  );

  test('prints the first administrator’s link while there is none', async () => {
    const server = start(['serve'], {}, await linked());
    await server.origin;
    server.child.kill('SIGTERM');
    const { out } = await server.ended;
    const link = /http:\S+\/first-administrator\/[\w-]{43}/.exec(out)?.[0];
    expect(link).toBeDefined();
  });
});

test('the doctor finds a migrated database well', async () => {
  const env = { FERNWART_DATA: path.join(folder, 'examined') };
  // It changes nothing: a folder without a database can still take a backup.
  const before = await start(['doctor'], env).ended;
  expect(before).toMatchObject({ code: 0, out: expect.stringContaining('note  There is no database in') });
  expect(await readdir(env.FERNWART_DATA)).toEqual([]);
  const migrated = await start(['migrate'], env).ended;
  expect(migrated).toMatchObject({ code: 0, err: '' });
  expect(migrated.out).toContain('Applied 0001_platform.sql\n');
  expect((await start(['migrate'], env).ended).out).toBe('Nothing to do.\n');
  const { code, out } = await start(['doctor'], env).ended;
  expect(code).toBe(0);
  expect(out).toContain('ok    Every migration is applied.\n');
  expect(out).toContain('note  No mail server is set');
});

test.each([
  ['a wrong configuration', { PORT: 'x' }, 'FAILS The configuration has problems:'],
  [
    'a database that is away',
    { DATABASE_URL: 'postgres://user:x@127.0.0.1:1/desk' },
    'FAILS The database at DATABASE_URL',
  ],
])('the doctor says %s with code 1', async (_, env, sentence) => {
  const { code, out, err } = await start(['doctor'], env).ended;
  expect(code).toBe(1);
  expect(out).toContain(sentence);
  expect(err).toBe('');
});

/** Operators put the command on their path. */
async function linked(): Promise<string> {
  const link = path.join(folder, 'fernwart');
  await symlink(fernwart, link);
  return link;
}
