import type { ActivitySnapshot } from '@fernwart/addon-kit';
import type { Activity, ActivityKind, ActivityState, PersonRef, TeamRef } from '@fernwart/contract';
import { type Executor, fragment, type SqlFragment, type Tx } from '../../platform/db/database.ts';
import { storableText } from '../../platform/db/storable-text.ts';
import type { Situation } from './model.ts';

/** An activity as it is stored, with the names of those it refers to. */
export interface StoredActivity extends Situation {
  readonly id: string;
  readonly number: string;
  readonly kind: ActivityKind;
  readonly subject: string;
  readonly description: string;
  readonly priority: number;
  readonly urgency: number | null;
  readonly impact: number | null;
  readonly initiatorId: string | null;
  readonly initiatorName: string | null;
  readonly responsibleName: string | null;
  readonly teamName: string | null;
  readonly createdAt: Temporal.Instant;
  readonly updatedAt: Temporal.Instant;
  readonly version: number;
}

const columns = fragment`
  a.id, a.number, a.kind, a.subject, a.description, a.state, a.priority, a.urgency, a.impact, a.solution, a.version,
  a.initiator_id as "initiatorId", a.responsible_id as "responsibleId", a.team_id as "teamId",
  a.created_at as "createdAt", a.updated_at as "updatedAt", a.closed_at as "closedAt",
  (select name from people where id = a.initiator_id) as "initiatorName",
  (select name from people where id = a.responsible_id) as "responsibleName",
  (select name from teams where id = a.team_id) as "teamName"`;

export async function findActivity(on: Executor, id: string): Promise<StoredActivity | null> {
  return one(on, id, fragment``);
}

/** By their ids; those that are not there are left out. */
export async function findActivities(
  on: Executor,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StoredActivity>> {
  const rows = await on.sql<StoredActivity>`
    select ${columns} from activities a where a.id = any(${ids}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** Holds the activity's row until the end of the transaction. */
export async function findActivityForUpdate(tx: Tx, id: string): Promise<StoredActivity | null> {
  return one(tx, id, fragment`for update of a`);
}

async function one(on: Executor, id: string, lock: SqlFragment): Promise<StoredActivity | null> {
  const rows = await on.sql<StoredActivity>`
    select ${columns} from activities a where a.id = ${id}::uuid ${lock}`;
  return rows[0] ?? null;
}

/** With the assets that are linked to it, in one statement. */
export async function findActivityWithAssets(
  on: Executor,
  id: string,
): Promise<(StoredActivity & Pick<Activity, 'assets'>) | null> {
  const rows = await on.sql<StoredActivity & Pick<Activity, 'assets'>>`
    select ${columns}, coalesce((
      select jsonb_agg(
        jsonb_build_object('id', asset.id, 'name', asset.name, 'inventoryNumber', asset.inventory_number)
        order by lower(asset.name), asset.id)
      from activity_assets link join assets asset on asset.id = link.asset_id
      where link.activity_id = a.id), '[]') as assets
    from activities a where a.id = ${id}::uuid`;
  return rows[0] ?? null;
}

export async function linkedAssets(on: Executor, id: string): Promise<Activity['assets']> {
  return on.sql<Activity['assets'][number]>`
    select asset.id, asset.name, asset.inventory_number as "inventoryNumber"
    from activity_assets link join assets asset on asset.id = link.asset_id
    where link.activity_id = ${id}::uuid
    order by lower(asset.name), asset.id`;
}

export async function takeNumber(tx: Tx, kind: ActivityKind): Promise<number> {
  const rows = await tx.sql<{ count: number }>`select nextval(${`${kind}_numbers`}::regclass) as count`;
  return rows[0]?.count ?? 0;
}

export interface NewActivity extends Pick<Situation, 'state' | 'responsibleId' | 'teamId'> {
  readonly id: string;
  readonly number: string;
  readonly kind: ActivityKind;
  readonly subject: string;
  readonly description: string;
  readonly priority: number;
  readonly urgency: number | null;
  readonly impact: number | null;
  readonly initiatorId: string;
  readonly createdAt: Temporal.Instant;
}

/** Answers false when an activity with this id exists already. */
export async function insertActivity(tx: Tx, activity: NewActivity): Promise<boolean> {
  const rows = await tx.sql`
    insert into activities
      (id, number, kind, subject, description, state, priority, urgency, impact, initiator_id, responsible_id, team_id, created_at, updated_at)
    values (${activity.id}, ${activity.number}, ${activity.kind}, ${storableText(activity.subject)},
      ${storableText(activity.description)}, ${activity.state}, ${activity.priority},
      ${activity.urgency}, ${activity.impact}, ${activity.initiatorId}, ${activity.responsibleId},
      ${activity.teamId}, ${activity.createdAt}, ${activity.createdAt})
    on conflict (id) do nothing returning id`;
  return rows.length === 1;
}

/** Writes everything that can change and makes it a new version. The caller holds the row. */
export async function saveActivity(tx: Tx, activity: StoredActivity, at: Temporal.Instant): Promise<void> {
  await tx.sql`
    update activities set
      subject = ${storableText(activity.subject)}, description = ${storableText(activity.description)},
      state = ${activity.state}, priority = ${activity.priority}, urgency = ${activity.urgency},
      impact = ${activity.impact}, initiator_id = ${activity.initiatorId},
      responsible_id = ${activity.responsibleId}, team_id = ${activity.teamId},
      solution = ${activity.solution === null ? null : storableText(activity.solution)},
      closed_at = ${activity.closedAt}, updated_at = ${at}, version = version + 1
    where id = ${activity.id}`;
}

/** A comment brings the activity up in the lists; nobody's change becomes stale by it. */
export async function markUpdated(tx: Tx, id: string, at: Temporal.Instant): Promise<void> {
  await tx.sql`update activities set updated_at = greatest(updated_at, ${at}::timestamptz) where id = ${id}`;
}

/** Answers the assets that were not linked before, with their names. */
export async function linkAssets(
  tx: Tx,
  id: string,
  assetIds: readonly string[],
  at: Temporal.Instant,
): Promise<{ id: string; name: string }[]> {
  return tx.sql<{ id: string; name: string }>`
    with linked as (
      insert into activity_assets (activity_id, asset_id, linked_at)
      select ${id}::uuid, asset.id, ${at}::timestamptz from assets asset where asset.id = any(${assetIds}::uuid[])
      on conflict do nothing returning asset_id)
    select asset.id, asset.name from linked join assets asset on asset.id = linked.asset_id`;
}

/** Answers the asset's name; null when it was not linked. */
export async function unlinkAsset(tx: Tx, id: string, assetId: string): Promise<string | null> {
  const rows = await tx.sql<{ name: string }>`
    delete from activity_assets link using assets asset
    where link.activity_id = ${id} and link.asset_id = ${assetId} and asset.id = link.asset_id
    returning asset.name`;
  return rows[0]?.name ?? null;
}

export interface PersonFacts extends PersonRef {
  readonly active: boolean;
  readonly agent: boolean;
}

export async function findPerson(on: Executor, id: string): Promise<PersonFacts | null> {
  const rows = await on.sql<PersonFacts>`
    select id, name, active,
      exists (select 1 from person_roles where person_id = people.id and role = 'agent') as agent
    from people where id = ${id}`;
  return rows[0] ?? null;
}

export async function findTeam(on: Executor, id: string): Promise<(TeamRef & { archived: boolean }) | null> {
  const rows = await on.sql<TeamRef & { archived: boolean }>`
    select id, name, archived_at is not null as archived from teams where id = ${id}`;
  return rows[0] ?? null;
}

/** Which of these assets exist and, with an owner given, are that person's. */
export async function knownAssets(
  on: Executor,
  ids: readonly string[],
  owner: string | null,
): Promise<Set<string>> {
  const rows = await on.sql<{ id: string }>`
    select id from assets
    where id = any(${ids}::uuid[]) and (${owner}::uuid is null or owner_id = ${owner}::uuid)`;
  return new Set(rows.map((row) => row.id));
}

const snapshotColumns = fragment`
  a.id, a.number, a.kind, a.subject, a.state, a.initiator_id as "initiatorId",
  a.responsible_id as "responsibleId", a.team_id as "teamId", a.created_at as "createdAt", a.closed_at as "closedAt"`;

type SnapshotRow = Omit<ActivitySnapshot, 'assetIds' | 'state'> & { readonly state: ActivityState };

export async function findSnapshot(
  on: Executor,
  id: string,
  lock: 'unlocked' | 'locked',
): Promise<ActivitySnapshot | null> {
  if (lock === 'unlocked') return (await findUnlockedSnapshot(on, id)) ?? null;
  const [row] = await on.sql<SnapshotRow>`
    select ${snapshotColumns} from activities a where a.id = ${id}::uuid for update of a`;
  if (!row) return null;
  // Only now, so that what was linked while this waited for the row is seen.
  const assets = await linkedAssets(on, id);
  return { ...row, assetIds: assets.map((asset) => asset.id) };
}

async function findUnlockedSnapshot(on: Executor, id: string): Promise<ActivitySnapshot | undefined> {
  const [row] = await on.sql<SnapshotRow & { readonly assetIds: string[] }>`
    select ${snapshotColumns}, coalesce((
      select jsonb_agg(asset.id order by lower(asset.name), asset.id)
      from activity_assets link join assets asset on asset.id = link.asset_id
      where link.activity_id = a.id), '[]') as "assetIds"
    from activities a where a.id = ${id}::uuid`;
  return row;
}
