import type { Sql } from '@fernwart/addon-kit';
import { z } from 'zod';
import { readTrouble, type Trouble } from '../shared/trouble.ts';
import type { ConnectionState } from './model.ts';

export interface Connection {
  readonly configurationId: string;
  readonly kind: 'oauth' | 'script';
  readonly state: ConnectionState;
  readonly generation: number;
  /** Sealed. */
  readonly accessToken: string | null;
  /** Sealed; null for script tokens. */
  readonly refreshToken: string | null;
  readonly tokenStart: string | null;
  readonly obtainedAt: Temporal.Instant | null;
  readonly expiresAt: Temporal.Instant | null;
  readonly connectedSince: Temporal.Instant | null;
  readonly trouble: Trouble | null;
  readonly troubleSince: Temporal.Instant | null;
  readonly lastGoodAt: Temporal.Instant | null;
  readonly accountName: string | null;
  readonly reportsPerDay: number | null;
  /** Per permission what was found: by the probe, or by a call that was refused. */
  readonly permissions: Readonly<Record<string, RightState>>;
  readonly permissionsAt: Temporal.Instant | null;
  readonly groups: readonly { readonly id: string; readonly name: string }[];
}

/** `covered`: there, itself or within a right that contains it; which of the two TeamViewer does not tell. */
export type RightState = 'granted' | 'covered' | 'missing' | 'not_licensed' | 'at_first_use' | 'unknown';

const permissionsSchema = z.record(
  z.string(),
  z.enum(['granted', 'covered', 'missing', 'not_licensed', 'at_first_use', 'unknown']),
);
const groupsSchema = z.array(z.object({ id: z.string(), name: z.string() }));

interface ConnectionRow extends Omit<Connection, 'trouble' | 'permissions' | 'groups'> {
  readonly trouble: unknown;
  readonly permissions: unknown;
  readonly groups: unknown;
}

export async function findConnection(sql: Sql, configurationId: string): Promise<Connection | null> {
  const [row] = await sql<ConnectionRow>`
    select configuration_id as "configurationId", kind, state, generation, access_token as "accessToken",
      refresh_token as "refreshToken", token_start as "tokenStart", obtained_at as "obtainedAt", expires_at as "expiresAt",
      connected_since as "connectedSince", trouble, trouble_since as "troubleSince", last_good_at as "lastGoodAt",
      account_name as "accountName", reports_per_day as "reportsPerDay",
      permissions, permissions_at as "permissionsAt", groups
    from connections where configuration_id = ${configurationId}`;
  if (row === undefined) return null;
  return {
    ...row,
    trouble: readTrouble(row.trouble),
    permissions: permissionsSchema.safeParse(row.permissions).data ?? {},
    groups: groupsSchema.safeParse(row.groups).data ?? [],
  };
}

export async function connectedIds(sql: Sql): Promise<string[]> {
  const rows = await sql<{ id: string }>`
    select configuration_id as id from connections where state = 'connected' order by configuration_id`;
  return rows.map((row) => row.id);
}

/** Takes the right to refresh this generation, in the database's own time; false when somebody else has it. */
export async function takeLease(
  sql: Sql,
  configurationId: string,
  generation: number,
  holder: string,
  lease: Temporal.Duration,
): Promise<boolean> {
  const rows = await sql`
    update connections
    set lease_holder = ${holder}, lease_until = clock_timestamp() + make_interval(secs => ${lease.total('seconds')})
    where configuration_id = ${configurationId} and generation = ${generation} and state = 'connected'
      and (lease_until is null or lease_until < clock_timestamp())
    returning 1`;
  return rows.length > 0;
}

export async function releaseLease(sql: Sql, configurationId: string, holder: string): Promise<void> {
  await sql`
    update connections set lease_holder = null, lease_until = null
    where configuration_id = ${configurationId} and lease_holder = ${holder}`;
}

/** A sealed pair, ready to be stored. */
export interface SealedPair {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly tokenStart: string;
  readonly obtainedAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant | null;
}

/**
 * Stores a refreshed pair if the connection still has the generation that was refreshed. Only that counts, not the
 * lease: whoever holds the newest pair in hand must be able to store it, however late.
 */
export async function storeRefreshed(
  sql: Sql,
  configurationId: string,
  generation: number,
  pair: SealedPair,
): Promise<boolean> {
  const rows = await sql`
    update connections
    set access_token = ${pair.accessToken}, refresh_token = ${pair.refreshToken}, token_start = ${pair.tokenStart},
      obtained_at = ${pair.obtainedAt}, expires_at = ${pair.expiresAt}, generation = generation + 1, state = 'connected',
      trouble = null, trouble_since = null, last_good_at = ${pair.obtainedAt}, lease_holder = null, lease_until = null
    where configuration_id = ${configurationId} and generation = ${generation} and state <> 'disconnected'
    returning 1`;
  return rows.length > 0;
}

/** Stores the pair of a new grant, whatever was there before; answers the new generation. */
export async function storeGranted(
  sql: Sql,
  configurationId: string,
  kind: 'oauth' | 'script',
  pair: SealedPair,
): Promise<number> {
  const [row] = await sql<{ generation: number }>`
    insert into connections (configuration_id, kind, state, generation, access_token, refresh_token, token_start,
      obtained_at, expires_at, connected_since, last_good_at)
    values (${configurationId}, ${kind}, 'connected', 1, ${pair.accessToken}, ${pair.refreshToken}, ${pair.tokenStart},
      ${pair.obtainedAt}, ${pair.expiresAt}, ${pair.obtainedAt}, ${pair.obtainedAt})
    on conflict (configuration_id) do update
    set kind = excluded.kind, state = 'connected', generation = connections.generation + 1,
      access_token = excluded.access_token, refresh_token = excluded.refresh_token, token_start = excluded.token_start,
      obtained_at = excluded.obtained_at, expires_at = excluded.expires_at, connected_since = excluded.connected_since,
      last_good_at = excluded.last_good_at, trouble = null, trouble_since = null, account_name = null,
      permissions = null, permissions_at = null, groups = null, lease_holder = null, lease_until = null
    returning generation`;
  return row?.generation ?? 1;
}

/** The one place where a connection breaks: answers true to the first who says so for this generation. */
export async function markBroken(
  sql: Sql,
  configurationId: string,
  generation: number,
  trouble: Trouble,
  now: Temporal.Instant,
): Promise<boolean> {
  const rows = await sql`
    update connections
    set state = 'reconnect_needed', trouble = ${JSON.stringify(trouble)}::jsonb, trouble_since = ${now},
      lease_holder = null, lease_until = null
    where configuration_id = ${configurationId} and generation = ${generation} and state = 'connected'
    returning 1`;
  return rows.length > 0;
}

export async function markDisconnected(sql: Sql, configurationId: string): Promise<boolean> {
  const rows = await sql`
    update connections
    set state = 'disconnected', access_token = null, refresh_token = null, token_start = null, expires_at = null,
      trouble = null, trouble_since = null, generation = generation + 1, lease_holder = null, lease_until = null
    where configuration_id = ${configurationId} and state <> 'disconnected'
    returning 1`;
  return rows.length > 0;
}

/**
 * Remembers what a call showed; a passing trouble does not take away the connection. What it was first seen by stays until
 * it is over or another one: told by TeamViewer in turn with our own limiter, one trouble would change its words on every
 * page all the time.
 */
export async function noteTrouble(
  sql: Sql,
  configurationId: string,
  trouble: Trouble,
  now: Temporal.Instant,
): Promise<boolean> {
  const rows = await sql`
    update connections
    set trouble = ${JSON.stringify(trouble)}::jsonb,
      trouble_since = ${now}
    where configuration_id = ${configurationId} and state = 'connected'
      and trouble->>'code' is distinct from ${trouble.code}
    returning 1`;
  return rows.length > 0;
}

export async function noteGood(sql: Sql, configurationId: string, now: Temporal.Instant): Promise<boolean> {
  const rows = await sql<{ hadTrouble: boolean }>`
    update connections c
    set trouble = null, trouble_since = null, last_good_at = ${now}
    from connections before
    where c.configuration_id = ${configurationId} and before.configuration_id = c.configuration_id and c.state = 'connected'
      and (c.trouble is not null or c.last_good_at is null or c.last_good_at < ${now.subtract({ seconds: 30 })})
    returning before.trouble is not null as "hadTrouble"`;
  return rows[0]?.hadTrouble ?? false;
}

export async function storeAccountName(
  sql: Sql,
  configurationId: string,
  name: string | null,
): Promise<void> {
  await sql`update connections set account_name = ${name} where configuration_id = ${configurationId}`;
}

export async function storeReportsPerDay(sql: Sql, configurationId: string, perDay: number): Promise<void> {
  await sql`update connections set reports_per_day = ${perDay} where configuration_id = ${configurationId}`;
}

/** Remembers of one right whether it is there; answers whether that is news. */
export async function noteRight(
  sql: Sql,
  configurationId: string,
  right: string,
  state: RightState,
): Promise<boolean> {
  const rows = await sql`
    update connections set permissions = coalesce(permissions, '{}'::jsonb) || jsonb_build_object(${right}::text, ${state}::text)
    where configuration_id = ${configurationId} and (permissions ->> ${right}::text) is distinct from ${state}
    returning 1`;
  return rows.length > 0;
}

export async function storePermissions(
  sql: Sql,
  configurationId: string,
  permissions: Readonly<Record<string, RightState>>,
  now: Temporal.Instant,
): Promise<void> {
  await sql`
    update connections set permissions = coalesce(permissions, '{}'::jsonb) || ${JSON.stringify(permissions)}::jsonb,
      permissions_at = ${now}
    where configuration_id = ${configurationId}`;
}

export async function storeGroups(
  sql: Sql,
  configurationId: string,
  groups: readonly { readonly id: string; readonly name: string }[],
): Promise<void> {
  await sql`update connections set groups = ${JSON.stringify(groups)}::jsonb where configuration_id = ${configurationId}`;
}

/** Answers whether that is news. */
export async function markRecovering(
  sql: Sql,
  configurationId: string,
  recovering: boolean,
): Promise<boolean> {
  const rows = await sql`
    update connections set recovering = ${recovering}
    where configuration_id = ${configurationId} and recovering <> ${recovering} returning 1`;
  return rows.length > 0;
}
