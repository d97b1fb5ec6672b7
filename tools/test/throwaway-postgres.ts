import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgres } from './find-postgres.ts';

export interface ThrowawayPostgres {
  /** `postgres://fernwart@127.0.0.1:<port>/postgres`, a superuser without password. */
  readonly url: string;
  /** Ends it at once, cutting every connection, and starts it again on the same port with the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** A crash of this server loses nothing that anybody needs, so it never waits for the disk. */
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  listen_addresses: '127.0.0.1',
};

/**
 * Starts a PostgreSQL server of its own in a temporary folder, on a free loopback port and a unix socket.
 * Rejects with a sentence when PostgreSQL is not installed or does not come up.
 */
export async function throwawayPostgres(): Promise<ThrowawayPostgres> {
  const programs = findPostgres();
  if (!programs)
    throw new Error('No PostgreSQL server programs (15 or newer). On Debian: apt-get install postgresql');
  const folder = mkdtempSync(join(tmpdir(), 'fernwart-postgres-'));
  const user = serverUser();
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const options = ['--auth=trust', '--username=fernwart', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'];
  execFileSync(join(programs, 'initdb'), [...options, '-D', data], { ...user, cwd: folder, stdio: 'pipe' });

  const port = await freePort();
  const flags = Object.entries({ ...settings, port, unix_socket_directories: folder });
  const program = join(programs, 'postgres');
  async function start(): Promise<ChildProcess> {
    const server = spawn(
      program,
      ['-D', data, ...flags.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    await readyToAccept(server);
    return server;
  }
  let server = await start();
  return {
    url: `postgres://fernwart@127.0.0.1:${port}/postgres`,
    async restart() {
      await end(server);
      server = await start();
    },
    async stop() {
      await end(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL's "fast shutdown": open connections are ended. */
async function end(server: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => server.once('exit', resolve));
  if (server.exitCode === null && server.signalCode === null && server.kill('SIGINT')) await ended;
}

/** PostgreSQL refuses to run as root; there it runs as Debian's `postgres`. */
function serverUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function readyToAccept(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = '';
    const failed = () => reject(new Error(`PostgreSQL did not start:\n${log}`));
    server.once('error', reject);
    server.once('exit', failed);
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      if (log.length < 20_000) log += text;
      if (!log.includes('ready to accept connections')) return;
      server.off('exit', failed);
      resolve();
    });
  });
}
