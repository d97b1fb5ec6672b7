import type { RunningServer } from '@fernwart/server';
import { Agent, request } from 'undici';

type Database = RunningServer['parts']['db'];

/** A device as TeamViewer lists it. */
export interface FleetRow {
  readonly id: string;
  readonly name: string;
  readonly teamviewerId: number;
  readonly isOnline?: boolean;
  readonly last_seen?: string;
}

const chunk = 5000;

/** What anybody would write first: follow the token, parse, collect. */
export async function download(origin: string, token: string): Promise<{ rows: FleetRow[]; pages: number }> {
  const agent = new Agent({ connections: 1 });
  const rows = new Map<string, FleetRow>();
  let pages = 0;
  async function walk(path: string, each: (record: FleetRow) => void): Promise<void> {
    for (let next: string | null = ''; next !== null; ) {
      const query = next === '' ? '' : `?paginationToken=${encodeURIComponent(next)}`;
      const { body } = await request(`${origin}/api/v1${path}${query}`, {
        dispatcher: agent,
        headers: { authorization: `Bearer ${token}` },
      });
      const page = (await body.json()) as { resources: FleetRow[]; nextPaginationToken?: string | null };
      pages += 1;
      for (const record of page.resources) each(record);
      next = page.nextPaginationToken ?? null;
    }
  }
  try {
    const groups: string[] = [];
    await walk('/managed/groups', ({ id }) => void groups.push(id));
    const collect = (row: FleetRow) => void rows.set(row.id, row);
    for (const id of groups) await walk(`/managed/groups/${id}/devices`, collect);
    await walk('/managed/devices', collect);
    return { rows: [...rows.values()], pages };
  } finally {
    await agent.close();
  }
}

/**
 * Tables of the same shape and with the same indexes and constraints as those that a first synchronisation fills. A copy
 * of a table has no foreign keys by itself, though each row that is written has to pass them.
 */
export async function createFloorTables(db: Database, rows: readonly FleetRow[]): Promise<void> {
  await db.script(`
    create table bench_narrow (id text primary key, name text not null, teamviewer_id text not null);
    create table bench_devices (like pkg_teamviewer.devices including all);
    create table bench_changes (like pkg_teamviewer.sync_changes including all);
    create table bench_history (like pkg_teamviewer.id_history including all);
    create table bench_attributes (like asset_attributes including all);
    create table bench_assets (id uuid primary key);
    alter table bench_attributes add foreign key (asset_id) references bench_assets on delete cascade;`);
  if (rows.length > 0)
    await db.sql`insert into bench_assets select unnest(${rows.map((row) => row.id)}::text[])::uuid`;
}

/** Before the same rows are written once more. */
export async function emptyFloorTables(db: Database): Promise<void> {
  await db.script('truncate bench_devices, bench_changes, bench_history, bench_attributes');
}

export async function dropFloorTables(db: Database): Promise<void> {
  await db.script(
    'drop table bench_narrow, bench_devices, bench_changes, bench_history, bench_attributes, bench_assets',
  );
}

/** The three columns that were downloaded, and nothing else. */
export async function insertNarrow(db: Database, rows: readonly FleetRow[]): Promise<void> {
  for (let at = 0; at < rows.length; at += chunk) {
    const { ids, names, numbers } = columns(rows.slice(at, at + chunk));
    await db.sql`
      insert into bench_narrow select * from unnest(${ids}::text[], ${names}::text[], ${numbers}::text[])`;
  }
}

/**
 * The rows that a first synchronisation leaves behind: the device, the asset's ID, the ID's history and what was
 * changed and why.
 */
export async function insertSame(db: Database, rows: readonly FleetRow[]): Promise<void> {
  for (let at = 0; at < rows.length; at += chunk) {
    const { ids, names, numbers } = columns(rows.slice(at, at + chunk));
    await db.sql`
      insert into bench_devices (configuration_id, device_id, source, teamviewer_id, name, group_name, online,
        first_seen_at, asset_id, rule, linked_at)
      select 'bench', id, 'managed', number, name, 'group', 'offline', now(), id, 'name', now()
      from unnest(${ids}::text[], ${names}::text[], ${numbers}::text[]) as new (id, name, number)`;
    await db.sql`
      insert into bench_attributes (asset_id, package_id, attribute, value, origin, updated_at)
      select id::uuid, 'teamviewer', 'teamviewerId', number, 'synchronised', now()
      from unnest(${ids}::text[], ${numbers}::text[]) as new (id, number)`;
    await db.sql`
      insert into bench_history (asset_id, teamviewer_id, origin, from_at)
      select id, number, 'synchronised', now()
      from unnest(${ids}::text[], ${numbers}::text[]) as new (id, number)`;
    await db.sql`
      insert into bench_changes (sync_id, asset_id, asset_name, kind, after, rule, device_name)
      select 'bench', id, name, 'assign', number, 'name', name
      from unnest(${ids}::text[], ${names}::text[], ${numbers}::text[]) as new (id, name, number)`;
  }
}

/** An asset for every device, each under a name that no other one has as far as the fleet's names allow it. */
export async function fillAssets(db: Database, rows: readonly FleetRow[]): Promise<void> {
  for (let at = 0; at < rows.length; at += chunk) {
    const { names } = columns(rows.slice(at, at + chunk));
    await db.sql`
      insert into assets (id, name, kind, created_at, updated_at)
      select gen_random_uuid(), name, 'computer', now(), now() from unnest(${names}::text[]) as name`;
  }
}

function columns(rows: readonly FleetRow[]) {
  return {
    ids: rows.map((row) => row.id),
    names: rows.map((row) => row.name),
    numbers: rows.map((row) => String(row.teamviewerId)),
  };
}
