import type { Sql } from '@fernwart/addon-kit';
import { z } from 'zod';
import { readTrouble, type Trouble } from '../shared/trouble.ts';

/** `apply` does what a preview showed, if the world is still the same. */
export type SyncMode = 'sync' | 'preview' | 'apply';
export type SyncPhase =
  | 'reading'
  | 'matching'
  | 'applying'
  | 'done'
  | 'previewed'
  | 'braked'
  | 'failed'
  | 'replaced';

const countsSchema = z.record(z.string(), z.number());
export type Counts = z.output<typeof countsSchema>;

export interface Sync {
  readonly id: string;
  readonly active: boolean;
  readonly mode: SyncMode;
  readonly previewId: string | null;
  readonly phase: SyncPhase;
  readonly startedAt: Temporal.Instant;
  readonly finishedAt: Temporal.Instant | null;
  readonly counts: Counts;
  readonly digest: string | null;
  readonly trouble: Trouble | null;
  /** What was matched; a synchronisation that is done left it behind. */
  readonly world: string | null;
  /** The desk's assets as they were read, moved by what was written onto them since. */
  readonly assetsFingerprint: string | null;
  readonly applying: 'removals' | 'others' | null;
  /** The last asset whose change is made. */
  readonly appliedThrough: string;
}

interface SyncRow extends Omit<Sync, 'counts' | 'trouble'> {
  readonly counts: unknown;
  readonly trouble: unknown;
}

function read(row: SyncRow): Sync {
  return {
    ...row,
    counts: countsSchema.safeParse(row.counts).data ?? {},
    trouble: readTrouble(row.trouble),
  };
}

export async function findSync(sql: Sql, id: string): Promise<Sync | null> {
  const [row] = await sql<SyncRow>`
    select id, coalesce(active, false) as active, mode, preview_id as "previewId", phase, started_at as "startedAt",
      finished_at as "finishedAt", counts, digest, trouble, world, assets_fingerprint as "assetsFingerprint", applying,
      applied_through as "appliedThrough"
    from syncs where id = ${id}`;
  return row === undefined ? null : read(row);
}

/** The newest synchronisations first. */
export async function listSyncs(sql: Sql, limit: number): Promise<Sync[]> {
  const rows = await sql<SyncRow>`
    select id, coalesce(active, false) as active, mode, preview_id as "previewId", phase, started_at as "startedAt",
      finished_at as "finishedAt", counts, digest, trouble, world, assets_fingerprint as "assetsFingerprint", applying,
      applied_through as "appliedThrough"
    from syncs order by started_at desc, id desc limit ${limit}`;
  return rows.map(read);
}

/** The last one that wrote what it found, as long as no later one was stopped in the middle of writing. */
export async function lastDone(sql: Sql): Promise<Sync | null> {
  const [row] = await sql<SyncRow>`
    select id, false as active, mode, preview_id as "previewId", phase, started_at as "startedAt",
      finished_at as "finishedAt", counts, digest, trouble, world, assets_fingerprint as "assetsFingerprint", applying,
      applied_through as "appliedThrough"
    from syncs where active is null and (phase = 'done' or applying is not null)
    order by started_at desc, id desc limit 1`;
  return row === undefined || row.phase !== 'done' ? null : read(row);
}

/** The synchronisation at work, and whether it has shown a sign of life within the last minutes. */
export async function lockActiveSync(sql: Sql): Promise<{ id: string; alive: boolean } | null> {
  const [row] = await sql<{ id: string; alive: boolean }>`
    select id, touched_at > clock_timestamp() - interval '3 minutes' as alive from syncs where active for update`;
  return row ?? null;
}

/** Begins a synchronisation; rejects with the database's code 23505 where another one has just begun. */
export async function insertSync(
  sql: Sql,
  sync: { id: string; mode: SyncMode; previewId: string | null; startedAt: Temporal.Instant },
): Promise<void> {
  await sql`
    insert into syncs (id, active, mode, preview_id, phase, started_at, touched_at)
    values (${sync.id}, true, ${sync.mode}, ${sync.previewId}, 'reading', ${sync.startedAt}, clock_timestamp())`;
}

/** Before a synchronisation: what was changed, and what was read, is kept for the newest ones. */
export async function clearChanges(sql: Sql, keep: number): Promise<void> {
  await sql`
    delete from sync_parts where sync_id in (
      select id from syncs where active is null order by started_at desc, id desc offset ${keep})`;
  await sql`
    delete from sync_changes where sync_id in (
      select id from syncs where active is null order by started_at desc, id desc offset ${keep})`;
}

/** A sign of life; `ahead` reaches over a pause. False: another synchronisation has taken its place. */
export async function touchSync(sql: Sql, id: string, ahead = 0): Promise<boolean> {
  const rows = await sql`
    update syncs set touched_at = clock_timestamp() + make_interval(secs => ${ahead}) where id = ${id} and active
    returning 1`;
  return rows.length > 0;
}

export async function setPhase(sql: Sql, id: string, phase: SyncPhase): Promise<void> {
  await sql`update syncs set phase = ${phase}, touched_at = clock_timestamp() where id = ${id} and active`;
}

export async function addCounts(sql: Sql, id: string, counts: Counts): Promise<void> {
  await sql`update syncs set counts = counts || ${JSON.stringify(counts)}::jsonb where id = ${id}`;
}

/** What it is matched from. */
export async function setWorld(sql: Sql, id: string, world: string): Promise<void> {
  await sql`update syncs set world = ${world} where id = ${id}`;
}

export async function setFingerprint(sql: Sql, id: string, fingerprint: string): Promise<void> {
  await sql`update syncs set assets_fingerprint = ${fingerprint} where id = ${id}`;
}

/** How far the changes are made; `shift`: how far they moved the desk's assets. */
export async function noteApplied(
  sql: Sql,
  id: string,
  at: { readonly applying: 'removals' | 'others'; readonly through: string; readonly shift: string },
): Promise<void> {
  await sql`
    update syncs set applying = ${at.applying}, applied_through = ${at.through},
      assets_fingerprint = mod(mod(assets_fingerprint::numeric + ${at.shift}::numeric, 18446744073709551616)
        + 18446744073709551616, 18446744073709551616)::text
    where id = ${id}`;
}

export async function setDigest(sql: Sql, id: string, digest: string): Promise<void> {
  await sql`update syncs set digest = ${digest} where id = ${id}`;
}

export async function endSync(
  sql: Sql,
  id: string,
  phase: SyncPhase,
  at: Temporal.Instant,
  trouble: Trouble | null = null,
): Promise<void> {
  await sql`
    update syncs set active = null, phase = ${phase}, finished_at = ${at},
      trouble = ${trouble === null ? null : JSON.stringify(trouble)}::jsonb
    where id = ${id} and active`;
}
