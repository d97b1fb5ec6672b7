import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '@fernwart/addon-kit';
import type { Role } from '@fernwart/contract';
import { type RunningServer, type ServerConfig, type StartOverrides, startServer } from '@fernwart/server';
import { publisher } from '../../apps/server/testing/package-nodes.ts';
import { sampleAddon } from './sample-addon.ts';

export const callers = ['nobody', 'requester', 'agent', 'administrator', 'auditor'] as const;
export type Caller = (typeof callers)[number];
/** Everybody's. */
export const password = 'correct horse battery';

/** The whole server on an embedded database, with one person of each role, a stranger, and a package. */
export interface World {
  readonly server: RunningServer;
  readonly ids: Readonly<Record<Role | 'stranger', string>>;
  readonly teamId: string;
  /** Sends a call in the name of a caller; redirects are not followed. */
  send(caller: Caller, call: Call): Promise<Response>;
  stop(): Promise<void>;
}

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

export async function openWorld(
  config: Partial<ServerConfig> = {},
  overrides: StartOverrides = {},
): Promise<World> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'fernwart-rights-'));
  const server = await startServer(
    {
      role: 'all',
      dataFolder,
      database: { kind: 'embedded' },
      http: {
        host: '127.0.0.1',
        port: 0,
        publicUrl: null,
        trustedProxies: [],
        anonymousPerMinute: 1_000_000,
        personPerMinute: 1_000_000,
        consoleFolder: join(dataFolder, 'no-console'),
      },
      keys: null,
      hosts: {},
      publishers: { [publisher.keyId]: { name: 'Fernwart', publicKey: publisher.publicKey } },
      allowUnsigned: [],
      mail: { smtpUrl: null, from: { name: 'Desk', address: 'desk@example.org' } },
      timeZone: 'Europe/Berlin',
      logLevel: 'silent',
      ...config,
    },
    overrides,
  );
  const { people, db, packages } = server.parts;
  const passwordHash = await people.hashPassword(new Secret(password));
  const person = (login: string, role: Role) =>
    db.transaction((tx) =>
      people.createPerson(tx, {
        login,
        name: `${login} Example`,
        email: `${login}@example.org`,
        language: 'en',
        timeZone: 'Europe/Berlin',
        roles: [role],
        passwordHash,
      }),
    );
  const ids = {
    requester: await person('requester', 'requester'),
    agent: await person('agent', 'agent'),
    administrator: await person('administrator', 'administrator'),
    auditor: await person('auditor', 'auditor'),
    stranger: await person('stranger', 'requester'),
  };
  const teamId = await db.transaction((tx) =>
    people.createTeam(tx, { name: 'First', memberIds: [ids.agent] }),
  );
  await packages.installPackage(await sampleAddon(), { id: null, name: 'Test' });

  const cookies = new Map<Caller, string>();
  async function cookieOf(caller: Caller): Promise<Record<string, string>> {
    if (caller === 'nobody') return {};
    const known = cookies.get(caller);
    if (known !== undefined) return { cookie: known };
    const answer = await fetch(`${server.origin}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: caller, password }),
    });
    if (answer.status !== 200) throw new Error(`signing in as ${caller} answered ${answer.status}`);
    const cookie = answer.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
    cookies.set(caller, cookie);
    return { cookie };
  }

  return {
    server,
    ids,
    teamId,
    async send(caller, { method, path, headers, body }) {
      return fetch(server.origin + path, {
        method,
        redirect: 'manual',
        headers: { ...(await cookieOf(caller)), ...headers },
        ...(body === undefined ? {} : { body }),
      });
    },
    async stop() {
      await server.stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
