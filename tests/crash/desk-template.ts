import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '@fernwart/addon-kit';
import { startDevEnv } from '@fernwart/dev-env';
import pg from 'pg';

/** A demo desk that was set up once, stopped, and is copied for every run. */
export interface DeskTemplate {
  /** `nodes` folders with the same master key, one database, and what the emulator remembers. */
  copy(nodes: number): Promise<DeskCopy>;
  remove(): Promise<void>;
}

export interface DeskCopy {
  readonly folders: readonly string[];
  /** Null: embedded, in the first folder. */
  readonly databaseUrl: string | null;
  remove(): Promise<void>;
}

/** `server`: a PostgreSQL server to make databases on; null for the embedded one. */
export async function makeTemplate(server: string | null): Promise<DeskTemplate> {
  const folder = await temporaryFolder();
  const name = `template_${randomBytes(6).toString('hex')}`;
  if (server !== null) await onServer(server, `create database ${name}`);
  const desk = await startDevEnv({
    dataFolder: folder,
    database:
      server === null
        ? { kind: 'embedded' }
        : { kind: 'postgres', url: new Secret(databaseUrl(server, name)) },
    port: 0,
    blank: false,
  });
  // Copies of it are no copies of something that is at work: they are not paused.
  await desk.server.parts.db.query("delete from settings where name = 'home'");
  await desk.stop();
  return {
    async copy(nodes) {
      const folders = await Promise.all(
        Array.from({ length: nodes }, async () => {
          const copied = await temporaryFolder();
          await cp(folder, copied, { recursive: true });
          return copied;
        }),
      );
      const own = `run_${randomBytes(6).toString('hex')}`;
      if (server !== null) await onServer(server, `create database ${own} template ${name}`);
      return {
        folders,
        databaseUrl: server === null ? null : databaseUrl(server, own),
        async remove() {
          if (server !== null) await onServer(server, `drop database if exists ${own} with (force)`);
          await Promise.all(folders.map(removeFolder));
        },
      };
    },
    async remove() {
      if (server !== null) await onServer(server, `drop database if exists ${name} with (force)`);
      await removeFolder(folder);
    },
  };
}

function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

export async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

const temporaryFolder = () => mkdtemp(join(tmpdir(), 'fernwart-crash-'));
const removeFolder = (folder: string) => rm(folder, { recursive: true, force: true });
