import { randomBytes } from 'node:crypto';
import { type Addon, type ManifestInput, manifest, packageSchema, Secret } from '@fernwart/addon-kit';
import { activitySnapshot, lockActivity } from '../src/features/activities/snapshot.ts';
import { createAudit } from '../src/features/audit/service.ts';
import { createConfigurationSnapshots } from '../src/features/configurations/snapshots.ts';
import { type AddonHost, createAddonHost } from '../src/platform/addon-host/addon-host.ts';
import { type Deadlines, usualDeadlines } from '../src/platform/addon-host/calls.ts';
import type { DeskPorts } from '../src/platform/addon-host/desk-ports.ts';
import { createSealer } from '../src/platform/crypto/create-sealer.ts';
import type { Database } from '../src/platform/db/database.ts';
import type { Live } from '../src/platform/live/live.ts';
import { createHttpClient } from '../src/platform/net/create-http-client.ts';
import { testDesk } from './desk.ts';

const allPermissions = [
  'activities.read',
  'assets.read',
  'assets.attributes',
  'assets.create',
  'people.read',
  'journal.write',
  'mail.send',
  'runs.start',
  'secrets',
  'configurations',
  'database',
  'network',
  'live',
] as const;

/** A desk with an add-on host on a test database; what has no store of its own here is written down. */
export function testAddonDesk(db: Database, deadlines: Partial<Deadlines> = {}, push?: Live) {
  const desk = testDesk(db);
  const { clock, newId, journal } = desk;
  const live = push ?? desk.live;
  const sealer = createSealer([new Secret(randomBytes(32).toString('base64'))]);
  const http = createHttpClient({ hosts: { 'https://real.example.org': 'http://127.0.0.1:9/stand-in' } });
  const logged: { message: string; fields: Record<string, unknown> }[] = [];
  const line = (message: string, fields: Record<string, unknown> = {}) =>
    void logged.push({ message, fields });
  const log = { debug: line, info: line, warn: line, error: line, child: () => log };
  const mails: unknown[] = [];
  const runs: Parameters<DeskPorts['runs']['start']>[1][] = [];
  const attributes: unknown[] = [];
  const ports: DeskPorts = {
    db,
    clock,
    newId,
    live,
    log,
    http,
    sealer,
    journal,
    publicUrl: 'https://desk.example.org',
    audit: createAudit({ clock, newId }),
    activities: { get: (id) => activitySnapshot(db, id), lock: lockActivity },
    assets: {
      get: async () => null,
      ofActivity: async () => [],
      page: async () => [],
      fingerprint: async () => '0',
      setAttributes: async (_tx, packageId, writes) => {
        attributes.push({ packageId, writes });
        return { written: writes.length, keptByHand: [], shift: '0' };
      },
      create: async () => 'asset-1',
      withdraw: async () => true,
    },
    people: {
      async get(on, id) {
        const [row] = await on.sql<{ name: string }>`select name from people where id = ${id}`;
        return row
          ? {
              id,
              name: row.name,
              email: null,
              language: 'en',
              timeZone: 'Europe/Berlin',
              active: true,
              roles: [],
            }
          : null;
      },
      administrators: async () => [],
    },
    mails: { enqueue: async (_tx, mail) => void mails.push(mail) },
    runs: {
      async start(_tx, run) {
        runs.push(run);
        return newId();
      },
      bringForward: async () => false,
    },
    configurations: createConfigurationSnapshots({ db, sealer }),
    maySee: async (actor, subject) =>
      actor.roles.has('agent') || (await activitySnapshot(db, subject.id))?.initiatorId === actor.id,
  };
  const host = createAddonHost(ports, { ...usualDeadlines, ...deadlines });

  /** Puts a package into the database and lets it run here, past reader and signature. */
  async function run(
    addon: Addon,
    change: Partial<ManifestInput> = {},
    digest = newId(),
  ): Promise<AddonHost> {
    const declared = manifest.parse({
      id: 'sample',
      vendor: 'Fernwart',
      name: { de: 'Beispiel', en: 'Sample' },
      description: { de: '', en: '' },
      version: '1.0.0',
      platform: '1.0.0',
      languages: ['de', 'en'],
      permissions: [...allPermissions],
      hosts: ['https://real.example.org'],
      contributions: {},
      ...change,
    });
    const strings = { de: { title: 'Titel {name}' }, en: { title: 'Title {name}' } };
    await db.sql`
      insert into packages (id, version, manifest, strings, digest, archive, module, state, installed_at, installed_by)
      values (${declared.id}, ${declared.version}, ${JSON.stringify(declared)}::jsonb, ${JSON.stringify(strings)}::jsonb,
        ${digest}, ${new Uint8Array()}, '', 'active', ${clock.now()}, 'test')
      on conflict (id) do update set digest = excluded.digest, version = excluded.version`;
    await db.script(`create schema if not exists ${packageSchema(declared.id)};
      create table if not exists ${packageSchema(declared.id)}.things (id text primary key, made_at timestamptz)`);
    host.use(host.generation + 1, [
      ...host.packages.filter((each) => each.id !== declared.id),
      { id: declared.id, version: declared.version, digest, manifest: declared, strings, addon },
    ]);
    return host;
  }

  return { ...desk, ports, host, run, logged, mails, runs, attributes };
}
export type TestAddonDesk = ReturnType<typeof testAddonDesk>;
