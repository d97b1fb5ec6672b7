import type { Sql } from '@fernwart/addon-kit';

/** Remembers for a moment which of several assets somebody chose for an activity. */
export async function storeChoice(
  sql: Sql,
  choice: { personId: string; activityId: string; assetId: string; at: Temporal.Instant },
): Promise<void> {
  await sql`
    insert into connect_choices (person_id, activity_id, asset_id, chosen_at)
    values (${choice.personId}, ${choice.activityId}, ${choice.assetId}, ${choice.at})
    on conflict (person_id, activity_id) do update set asset_id = excluded.asset_id, chosen_at = excluded.chosen_at`;
}

/** The asset that somebody chose a moment ago; null: none. */
export async function recentChoice(
  sql: Sql,
  personId: string,
  activityId: string,
  since: Temporal.Instant,
): Promise<string | null> {
  const [row] = await sql<{ assetId: string }>`
    select asset_id as "assetId" from connect_choices
    where person_id = ${personId} and activity_id = ${activityId} and chosen_at >= ${since}`;
  return row?.assetId ?? null;
}

/** Who opened a connection to which asset, for which activity, and when. */
export interface DeviceOpening {
  readonly id: string;
  readonly activityId: string;
  readonly activityNumber: string;
  readonly assetId: string;
  readonly assetName: string;
  readonly teamviewerId: string;
  readonly personId: string;
  readonly personName: string;
  readonly openedAt: Temporal.Instant;
}

export async function insertDeviceOpening(sql: Sql, opening: DeviceOpening): Promise<void> {
  await sql`
    insert into device_openings (id, activity_id, activity_number, asset_id, asset_name, teamviewer_id, person_id,
      person_name, opened_at)
    values (${opening.id}, ${opening.activityId}, ${opening.activityNumber}, ${opening.assetId}, ${opening.assetName},
      ${opening.teamviewerId}, ${opening.personId}, ${opening.personName}, ${opening.openedAt})`;
}

export async function openingsOfAsset(sql: Sql, assetId: string, limit: number): Promise<DeviceOpening[]> {
  return sql<DeviceOpening>`
    select id, activity_id as "activityId", activity_number as "activityNumber", asset_id as "assetId",
      asset_name as "assetName", teamviewer_id as "teamviewerId", person_id as "personId", person_name as "personName",
      opened_at as "openedAt"
    from device_openings where asset_id = ${assetId} order by opened_at desc, id limit ${limit}`;
}
