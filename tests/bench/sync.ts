import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Secret } from '@fernwart/addon-kit';
import { demoConfig } from '@fernwart/dev-env';
import { type RunningServer, startServer } from '@fernwart/server';
import { hostMap } from '@fernwart/teamviewer-emulator';
import { request } from 'undici';
import { installAddon } from '../../packages/dev-env/src/install-addon.ts';
import { loadSampleDesk } from '../../packages/dev-env/src/sample/load-sample-desk.ts';
import { throwawayPostgres } from '../../tools/test/throwaway-postgres.ts';
import { activate, finished, type SyncRun } from '../devices/sync-client.ts';
import { type DeskClient, signedIn } from '../support/desk-client.ts';
import { startNodeProcess } from '../support/node-process.ts';
import { atRest } from './at-rest.ts';
import type { BenchResult } from './bench-result.ts';
import { type EmulatorProcess, startEmulatorProcess } from './emulator-process.ts';
import {
  createFloorTables,
  download,
  dropFloorTables,
  emptyFloorTables,
  fillAssets,
  insertNarrow,
  insertSame,
} from './sync-floor.ts';

const GROUPS = 200;
const PAGE_SIZE = 500;

type Kind = 'PostgreSQL' | 'PGlite';
type Figures = Record<string, number>;

/**
 * Synchronises managed devices in 200 device groups onto as many assets, twice, against the floor measured just before
 * on the same database: a bare download of the same pages, and a bulk insert of the rows that the first run leaves
 * behind. The server has a process of its own. On PGlite the figures are reported without a goal.
 */
export async function syncBench(devices = 100_000, kind: Kind = 'PostgreSQL'): Promise<BenchResult> {
  const figures = await measureSync(devices, kind);
  const name = `synchronisation: ${devices} managed devices onto as many assets on ${kind}`;
  if (kind === 'PGlite') return { name, figures, goals: [] };
  const goal = (figure: string, atMost: number) => {
    return { figure, atMost, met: (figures[figure] ?? Number.NaN) <= atMost };
  };
  const same = (figure: string, exactly: number) => {
    return { figure, exactly, met: figures[figure] === exactly };
  };
  return {
    name,
    figures,
    goals: [
      goal('firstRatio', 1.5),
      goal('secondRatio', 1.3),
      goal('serverMegabytes', 400),
      same('secondWritten', 0),
      same('secondRowsTouched', 0),
      same('firstCalls', figures['pages'] ?? Number.NaN),
      same('secondCalls', figures['pages'] ?? Number.NaN),
    ],
  };
}

/** From a tenth to the whole: no faster than in proportion, and a fifth. */
export async function syncGrowthBench(devices = 100_000): Promise<BenchResult> {
  const small = await measureSync(devices / 10, 'PostgreSQL');
  const large = await measureSync(devices, 'PostgreSQL');
  const growth = (name: string) => (large[name] ?? Number.NaN) / (small[name] ?? Number.NaN);
  const figures = {
    firstGrowth: rounded(growth('firstSeconds')),
    secondGrowth: rounded(growth('secondSeconds')),
  };
  return {
    name: `synchronisation: from ${devices / 10} to ${devices} devices`,
    figures,
    goals: Object.entries(figures).map(([figure, value]) => ({ figure, atMost: 12, met: value <= 12 })),
  };
}

async function measureSync(devices: number, kind: Kind): Promise<Figures> {
  const postgres = kind === 'PostgreSQL' ? await throwawayPostgres() : null;
  const dataFolder = await mkdtemp(join(tmpdir(), 'fernwart-bench-'));
  await using emulator = await startEmulatorProcess({ quotas: 'off', managedPageSize: PAGE_SIZE });
  const database =
    postgres === null
      ? ({ kind: 'embedded' } as const)
      : ({ kind: 'postgres', url: new Secret(postgres.url) } as const);
  const config = demoConfig(
    { dataFolder, port: 0, blank: false, database },
    hostMap(emulator.origin),
    'smtp://127.0.0.1:1',
  );
  try {
    const floor = await prepare(await startServer(config, {}), emulator, devices);
    const { database: _database, mail: _mail, keys: _keys, ...plain } = config;
    const node = await startNodeProcess({
      ...plain,
      databaseUrl: postgres?.url ?? null,
      smtpUrl: 'smtp://127.0.0.1:1',
    });
    try {
      const client = await signedIn(node.origin, 'admin');
      const calls = () => countCalls(emulator);
      const first = await timed(client, calls);
      const before = await touched(node);
      const second = await timed(client, calls);
      const after = await touched(node);
      const { downloadSeconds = 0, insertSeconds = 0, narrowInsertSeconds = 0 } = floor;
      return roundedAll({
        ...floor,
        firstSeconds: first.seconds,
        secondSeconds: second.seconds,
        firstRatio: first.seconds / (downloadSeconds + insertSeconds),
        firstRatioToNarrow: first.seconds / (downloadSeconds + narrowInsertSeconds),
        secondRatio: second.seconds / downloadSeconds,
        firstWritten: count(first.value, 'written'),
        secondWritten: count(second.value, 'written'),
        secondRowsTouched: after - before,
        firstCalls: first.calls,
        secondCalls: second.calls,
        serverMegabytes: peakMegabytes(node.pid),
      });
    } finally {
      await node.stop();
    }
  } finally {
    await postgres?.stop();
    await rm(dataFolder, { recursive: true, force: true });
  }
}

/** A desk with an asset for each device and a working connection, and the floor measured on its database. */
async function prepare(server: RunningServer, emulator: EmulatorProcess, devices: number): Promise<Figures> {
  try {
    const { db } = server.parts;
    const { token } = await admin<{ token: string }>(emulator, 'POST', 'play', {
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
    await admin(emulator, 'POST', 'fleet', fleet);
    await loadSampleDesk(server.parts);
    await installAddon(server.parts);
    await connect(await signedIn(server.origin, 'admin'), server, token);

    const { rows, pages } = await download(emulator.origin, token);
    const downloadSeconds = await medianOfThree(() => download(emulator.origin, token));
    await createFloorTables(db, rows);
    const narrow = await measured(() => insertNarrow(db, rows));
    const insertSeconds = await medianOfThree(
      () => insertSame(db, rows),
      async () => {
        await emptyFloorTables(db);
        await atRest(db);
      },
    );
    await fillAssets(db, rows);
    await dropFloorTables(db);
    await atRest(db);
    return {
      devices: rows.length,
      pages,
      downloadSeconds,
      insertSeconds,
      narrowInsertSeconds: narrow.seconds,
    };
  } finally {
    await server.stop();
  }
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

/**
 * Rows written so far in the tables that hold devices, links, IDs and what a synchronisation staged. Sessions that have
 * nothing to do report what they wrote after ten seconds.
 */
async function touched(node: Awaited<ReturnType<typeof startNodeProcess>>): Promise<number> {
  await setTimeout(12_000);
  const [row] = await node.query<{ rows: number }>(`
    select sum(n_tup_ins + n_tup_upd + n_tup_del)::int as rows from pg_stat_user_tables
    where (schemaname = 'pkg_teamviewer'
        and relname not in ('syncs', 'sync_parts', 'call_windows', 'connections', 'health'))
      or relname in ('assets', 'asset_attributes')`);
  return row?.rows ?? Number.NaN;
}

async function countCalls(emulator: EmulatorProcess): Promise<number> {
  const { counters } = await admin<{ counters: Record<string, { calls: number }> }>(emulator, 'GET', 'calls');
  return Object.values(counters).reduce((sum, { calls }) => sum + calls, 0);
}

/** From the press of the button to the end of the run, as the run itself tells it. */
async function timed(
  client: DeskClient,
  calls: () => Promise<number>,
): Promise<{ value: SyncRun; seconds: number; calls: number }> {
  const before = await calls();
  const value = await finished(client, await activate(client), 300);
  const run = await client.get<{ createdAt: string; finishedAt: string }>(`/runs/${value.id}`);
  const [from, to] = [run.createdAt, run.finishedAt].map((at) => Temporal.Instant.from(at).epochMilliseconds);
  const seconds = ((to ?? Number.NaN) - (from ?? Number.NaN)) / 1000;
  return { value, seconds, calls: (await calls()) - before };
}

async function measured<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const start = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - start) / 1000 };
}

/** Seconds that some work takes, begun afresh each time: a single measure of so short a floor differs by half. */
async function medianOfThree(
  work: () => Promise<unknown>,
  afresh: () => Promise<void> = async () => undefined,
): Promise<number> {
  const seconds: number[] = [];
  for (let time = 0; time < 3; time += 1) {
    await afresh();
    seconds.push((await measured(work)).seconds);
  }
  return seconds.toSorted((one, other) => one - other)[1] ?? Number.NaN;
}

/** The most memory that the server's process ever held. */
function peakMegabytes(pid: number): number {
  const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}

function roundedAll(exact: Figures): Figures {
  return Object.fromEntries(Object.entries(exact).map(([name, value]) => [name, rounded(value)]));
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

async function admin<T>(
  emulator: EmulatorProcess,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
): Promise<T> {
  const { body: answer } = await request(`${emulator.origin}/emulator/api/${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return (await answer.json()) as T;
}
