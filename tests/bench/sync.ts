import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Secret } from '@fernwart/addon-kit';
import { demoConfig } from '@fernwart/dev-env';
import { type RunningServer, startServer } from '@fernwart/server';
import { hostMap } from '@fernwart/teamviewer-emulator';
import { Agent, request } from 'undici';
import { installAddon } from '../../packages/dev-env/src/install-addon.ts';
import { loadSampleDesk } from '../../packages/dev-env/src/sample/load-sample-desk.ts';
import { throwawayPostgres } from '../../tools/test/throwaway-postgres.ts';
import { type SyncRun, synchronise } from '../devices/sync-client.ts';
import { type DeskClient, signedIn } from '../support/desk-client.ts';
import type { BenchResult } from './bench-result.ts';
import { startEmulatorThread } from './emulator-thread.ts';

const GROUPS = 200;
const PAGE_SIZE = 500;

interface Row {
  readonly id: string;
  readonly name: string;
  readonly teamviewerId: number;
}

/**
 * Synchronises managed devices in 200 device groups onto as many assets on PostgreSQL, twice, against the floor: a bare
 * download of the same pages and a bulk insert of the same rows, measured before it on the same server.
 */
export async function syncBench(devices = 100_000): Promise<BenchResult> {
  const postgres = await throwawayPostgres();
  const dataFolder = await mkdtemp(join(tmpdir(), 'fernwart-bench-'));
  await using emulator = await startEmulatorThread({ quotas: 'off', managedPageSize: PAGE_SIZE });
  const { token } = await admin<{ token: string }>(emulator.origin, 'play', {
    action: 'script-token',
    email: 'service@muster-logistik.example',
    level: 'company',
  });
  const fleet = {
    groups: GROUPS,
    devicesPerGroup: devices / GROUPS,
    kind: 'managed',
    twins: 0,
    duplicates: 0,
  };
  await admin(emulator.origin, 'fleet', fleet);
  const options = {
    dataFolder,
    port: 0,
    blank: false,
    database: { kind: 'postgres' as const, url: new Secret(postgres.url) },
  };
  const server = await startServer(demoConfig(options, hostMap(emulator.origin), 'smtp://127.0.0.1:1'), {});
  const agent = new Agent({ connections: 1 });
  try {
    await loadSampleDesk(server.parts);
    await installAddon(server.parts);
    const client = await signedIn(server.origin, 'admin');
    await connect(client, server, token);

    await download(emulator.origin, token, agent);
    const floor = await measured(() => download(emulator.origin, token, agent));
    const rows = [...floor.value.rows.values()];
    const insert = await measured(() => bulkInsert(server, rows));
    await fillAssets(server, rows);

    const memory = watchMemory();
    const first = await measured(() => synchronise(client));
    const second = await measured(() => synchronise(client));
    const peak = memory.stop();
    return judged({
      devices: rows.length,
      pages: floor.value.pages,
      downloadSeconds: floor.seconds,
      insertSeconds: insert.seconds,
      firstSeconds: first.seconds,
      secondSeconds: second.seconds,
      firstRatio: first.seconds / (floor.seconds + insert.seconds),
      secondRatio: second.seconds / floor.seconds,
      firstWritten: count(first.value, 'written'),
      secondWritten: count(second.value, 'written'),
      processMegabytes: peak,
    });
  } finally {
    await agent.close();
    await server.stop();
    await postgres.stop();
    await rm(dataFolder, { recursive: true, force: true });
  }
}

function judged(exact: Record<string, number>): BenchResult {
  const figures = Object.fromEntries(
    Object.entries(exact).map(([name, value]) => [name, Math.round(value * 100) / 100]),
  );
  const { firstRatio = Number.NaN, secondRatio = Number.NaN, secondWritten = Number.NaN } = exact;
  return {
    name: `synchronisation: ${exact['devices']} managed devices onto as many assets on PostgreSQL`,
    figures,
    goals: [
      { figure: 'firstRatio', atMost: 1.5, met: firstRatio <= 1.5 },
      { figure: 'secondRatio', atMost: 1.3, met: secondRatio <= 1.3 },
      { figure: 'secondWritten', exactly: 0, met: secondWritten === 0 },
    ],
  };
}

function count(run: SyncRun, name: string): number {
  if (run.state !== 'succeeded')
    throw new Error(`the synchronisation ended as ${run.state} ${run.errorCode}`);
  return run.result?.[name] ?? Number.NaN;
}

async function connect(client: DeskClient, server: RunningServer, token: string): Promise<void> {
  const { id } = await client.post<{ id: string }>('/configurations', {
    package: 'teamviewer',
    type: 'configuration',
    name: 'TeamViewer',
    values: { scriptToken: token, syncMode: 'group', licence: 'corporate' },
  });
  for (let look = 0; look < 100; look += 1) {
    const rows = await server.parts.db.sql`
      select 1 from pkg_teamviewer.connections where configuration_id = ${id} and state = 'connected'`;
    if (rows.length > 0) return;
    await setTimeout(100);
  }
  throw new Error('the configuration did not get connected');
}

/** What anybody would write first: follow the token, parse, collect. */
async function download(
  origin: string,
  token: string,
  agent: Agent,
): Promise<{ rows: Map<string, Row>; pages: number }> {
  const rows = new Map<string, Row>();
  let pages = 0;
  async function walk(path: string, each: (record: Row) => void): Promise<void> {
    for (let next: string | null = ''; next !== null; ) {
      const query = next === '' ? '' : `?paginationToken=${encodeURIComponent(next)}`;
      const { body } = await request(`${origin}/api/v1${path}${query}`, {
        dispatcher: agent,
        headers: { authorization: `Bearer ${token}` },
      });
      const page = (await body.json()) as { resources: Row[]; nextPaginationToken?: string | null };
      pages += 1;
      for (const record of page.resources) each(record);
      next = page.nextPaginationToken ?? null;
    }
  }
  const groups: string[] = [];
  await walk('/managed/groups', ({ id }) => void groups.push(id));
  const collect = (row: Row) => void rows.set(row.id, row);
  for (const id of groups) await walk(`/managed/groups/${id}/devices`, collect);
  await walk('/managed/devices', collect);
  return { rows, pages };
}

async function bulkInsert(server: RunningServer, rows: readonly Row[]): Promise<void> {
  const { db } = server.parts;
  await db.script(
    'create table bench_devices (id text primary key, name text not null, teamviewer_id text not null)',
  );
  for (let at = 0; at < rows.length; at += 5000) {
    const part = rows.slice(at, at + 5000);
    await db.sql`
      insert into bench_devices select * from unnest(${part.map((row) => row.id)}::text[],
        ${part.map((row) => row.name)}::text[], ${part.map((row) => String(row.teamviewerId))}::text[])`;
  }
}

/** An asset for every device, each under a name that no other one has as far as the fleet's names allow it. */
async function fillAssets(server: RunningServer, rows: readonly Row[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 5000) {
    const names = rows.slice(at, at + 5000).map((row) => row.name);
    await server.parts.db.sql`
      insert into assets (id, name, kind, created_at, updated_at)
      select gen_random_uuid(), name, 'computer', now(), now() from unnest(${names}::text[]) as name`;
  }
}

async function measured<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const start = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - start) / 1000 };
}

/** Peak of the whole process in MB: the server, the emulator's thread and this measurement together. */
function watchMemory(): { stop(): number } {
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss() / 1024 / 1024);
  }, 200);
  return {
    stop() {
      clearInterval(timer);
      return peak;
    },
  };
}

async function admin<T>(origin: string, path: string, body: unknown): Promise<T> {
  const { body: answer } = await request(`${origin}/emulator/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await answer.json()) as T;
}
