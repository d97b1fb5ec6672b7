import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { formatText } from '../format-text.ts';
import type { Host, HttpRequest, HttpResponse, NewRun } from '../host.ts';
import type { Manifest, Permission } from '../manifest.ts';
import { Secret } from '../secret.ts';
import type { HarnessClock } from './harness-clock.ts';
import { type HarnessDatabase, sqlOn, withoutDatabase } from './harness-database.ts';
import type { HarnessDesk, HarnessRun } from './harness-state.ts';
import { openEffects } from './harness-transaction.ts';

export interface HarnessAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}
/** The network edge: the one thing that tests stand in for. A request that nobody expects must throw. */
export type HarnessNetwork = (request: HttpRequest) => HarnessAnswer | Promise<HarnessAnswer>;

export interface HarnessHostParts {
  readonly manifest: Manifest;
  readonly strings: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly desk: HarnessDesk;
  readonly clock: HarnessClock;
  readonly database: HarnessDatabase | null;
  readonly network: () => HarnessNetwork;
  readonly newRun: (run: NewRun) => HarnessRun;
}

const origin = 'https://desk.example.org';

/** A host in memory that keeps the real one's rules: permissions, declared hosts, nothing outgoing inside a transaction. */
export function createHarnessHost(parts: HarnessHostParts): Host {
  const { manifest, desk, clock, database } = parts;
  const { id, version } = manifest;
  const inside = new AsyncLocalStorage<true>();
  let looks = 0;

  function allow(permission: Permission): void {
    if (manifest.permissions.includes(permission)) return;
    throw rejection('permission_missing', `the manifest does not ask for "${permission}"`);
  }
  function outside(what: string): void {
    if (inside.getStore()) throw rejection('inside_transaction', `${what} inside a transaction`);
  }
  /** A read of the desk. */
  async function read<T>(permission: Permission, value: () => T): Promise<T> {
    allow(permission);
    outside('a root call');
    return value();
  }
  const log =
    (level: 'info' | 'warn' | 'error') =>
    (message: string, fields: Record<string, unknown> = {}) =>
      void desk.logged.push({ level, message, fields });

  return {
    package: { id, version },
    publicUrl: origin,
    languages: ['de', 'en'],
    callbackUrl: (configurationId) => `${origin}/callback/${id}/${configurationId}`,
    linkUrl: (link, subject) => `/open/${id}/${link}/${subject.type}/${subject.id}`,
    text: (language, key, values) => formatText(parts.strings[language]?.[key] ?? key, values),
    activities: { get: (of) => read('activities.read', () => desk.activities.get(of) ?? null) },
    assets: {
      get: (of) => read('assets.read', () => desk.assets.get(of) ?? null),
      ofActivity: (of) =>
        read('assets.read', () =>
          (desk.activities.get(of)?.assetIds ?? []).flatMap((asset) => desk.assets.get(asset) ?? []),
        ),
      page: (after, limit) =>
        read('assets.read', () =>
          [...desk.assets.values()]
            .sort((a, b) => (a.id < b.id ? -1 : 1))
            .filter((asset) => after === null || asset.id > after)
            .slice(0, Math.min(limit, 5000)),
        ),
      // A harness does not sum up: never twice the same, so that a package always looks for itself.
      fingerprint: async () => String((looks += 1)),
    },
    people: {
      get: (of) => read('people.read', () => desk.people.get(of) ?? null),
      administrators: () =>
        read('people.read', () =>
          [...desk.people.values()].filter(
            (person) => person.active && person.roles.includes('administrator'),
          ),
        ),
    },
    configurations: {
      list: (type) =>
        read('configurations', () => [...desk.configurations.values()].filter((each) => each.type === type)),
      get: (of) => read('configurations', () => desk.configurations.get(of) ?? null),
      default: (type) =>
        read(
          'configurations',
          () =>
            [...desk.configurations.values()].find((each) => each.type === type && each.isDefault) ?? null,
        ),
    },
    secrets: {
      seal: (plain, purpose) =>
        read(
          'secrets',
          () => `sealed.${Buffer.from(JSON.stringify([purpose, plain.reveal()])).toString('base64url')}`,
        ),
      open: (sealed, purpose) => read('secrets', () => opened(sealed, purpose)),
    },
    sql: async (strings, ...values) => {
      allow('database');
      outside('host.sql');
      return sqlOn(database ?? withoutDatabase())(strings, ...values);
    },
    async transaction<T>(work: Parameters<Host['transaction']>[0]): Promise<T> {
      outside('a transaction');
      const run = async (sql: ReturnType<typeof sqlOn>) => {
        const { transaction, commit } = openEffects(desk, sql, allow, parts.newRun);
        const result = await inside.run(true, () => work(transaction));
        return { result: result as T, commit };
      };
      const done = database
        ? await database.transaction((on) => run(sqlOn(on)))
        : await run(async () => withoutDatabase());
      if (!done) throw new Error('the transaction rolled back');
      done.commit();
      return done.result;
    },
    databaseNow: () => read('database', () => clock.now()),
    async fetch(request) {
      allow('network');
      outside('an outgoing call');
      const { origin: asked } = new URL(request.url);
      if (!manifest.hosts.includes(asked)) throw rejection('host_not_allowed', `${asked} is not declared`);
      desk.requests.push(request);
      return response(await parts.network()(request));
    },
    clock,
    log: { info: log('info'), warn: log('warn'), error: log('error') },
    audit: async (note) => {
      outside('host.audit');
      desk.audited.push(note);
    },
    random: (bytes) => randomBytes(bytes).toString('base64url'),
  };
}

function opened(sealed: string, purpose: string): Secret {
  const [sealedFor, plain] = JSON.parse(
    Buffer.from(sealed.replace('sealed.', ''), 'base64url').toString(),
  ) as [string, string];
  if (sealedFor !== purpose) throw rejection('unsealable', 'sealed for another purpose');
  return new Secret(plain);
}

function response({ status, headers = {}, body = '' }: HarnessAnswer): HttpResponse {
  const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return {
    status,
    header: (name) => lower.get(name.toLowerCase()),
    body: (async function* () {
      yield new TextEncoder().encode(body);
    })(),
  };
}

export function rejection(code: string, message: string): Error & { code: string } {
  return Object.assign(new Error(message), { code });
}
