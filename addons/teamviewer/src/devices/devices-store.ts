import type { Sql } from '@fernwart/addon-kit';

/** A device as it was last read, and which asset it belongs to. */
export interface KnownDevice {
  readonly configurationId: string;
  readonly deviceId: string;
  readonly source: 'legacy' | 'managed';
  readonly teamviewerId: string | null;
  readonly name: string;
  readonly groupName: string | null;
  readonly online: string | null;
  readonly onlineAt: Temporal.Instant | null;
  readonly lastSeen: Temporal.Instant | null;
  readonly notSeenSince: Temporal.Instant | null;
  readonly assetId: string | null;
  readonly rule: string | null;
  readonly linkedAt: Temporal.Instant | null;
}

/**
 * Takes over what was read, as far as it differs from what is known. Vanished devices stay, marked; an entry whose ID is
 * there under another entry (the other synchronisation mode, another group) goes.
 */
export async function rememberDevices(
  sql: Sql,
  readConfigurationIds: readonly string[],
  now: Temporal.Instant,
): Promise<void> {
  await sql`
    update devices d
    set teamviewer_id = s.teamviewer_id, name = s.name, group_name = s.group_name, online = s.online, last_seen = s.last_seen,
      source = s.source, not_seen_since = null, asset_id = m.asset_id,
      rule = case when d.asset_id is distinct from m.asset_id then m.rule else d.rule end,
      linked_at = case when d.asset_id is distinct from m.asset_id then ${now} else d.linked_at end
    from staged_devices s left join matches m on m.teamviewer_id = s.teamviewer_id
    where d.configuration_id = s.configuration_id and d.device_id = s.device_id and not s.twin
      and (d.teamviewer_id, d.name, d.group_name, d.online, d.last_seen, d.source, d.not_seen_since, d.asset_id)
        is distinct from (s.teamviewer_id, s.name, s.group_name, s.online, s.last_seen, s.source, null::timestamptz, m.asset_id)`;
  await sql`
    delete from devices d
    where d.configuration_id = any(${readConfigurationIds}::text[])
      and not exists (select 1 from staged_devices s
        where s.configuration_id = d.configuration_id and s.device_id = d.device_id)
      and exists (select 1 from staged_devices s where s.teamviewer_id = d.teamviewer_id)`;
  await sql`
    update devices d set not_seen_since = ${now}
    where d.not_seen_since is null and d.configuration_id = any(${readConfigurationIds}::text[])
      and not exists (select 1 from staged_devices s where s.configuration_id = d.configuration_id and s.device_id = d.device_id)`;
  await sql`
    insert into devices (configuration_id, device_id, source, teamviewer_id, name, group_name, online, last_seen,
      first_seen_at, asset_id, rule, linked_at)
    select s.configuration_id, s.device_id, s.source, s.teamviewer_id, s.name, s.group_name, s.online, s.last_seen, ${now},
      m.asset_id, m.rule, case when m.asset_id is null then null else ${now}::timestamptz end
    from staged_devices s left join matches m on m.teamviewer_id = s.teamviewer_id
    where not s.twin and not exists (
      select 1 from devices d where d.configuration_id = s.configuration_id and d.device_id = s.device_id)
    order by s.configuration_id, s.device_id`;
  await sql`analyze devices (configuration_id, device_id, teamviewer_id, asset_id, not_seen_since)`;
}

/** Takes over who is there and who was seen last, where nothing else has changed; what a page brought anew, or what was looked at since. */
export async function refreshOnline(sql: Sql, since: Temporal.Instant): Promise<void> {
  await sql`
    update devices d set online = s.online, last_seen = s.last_seen
    from staged_devices s
    where d.configuration_id = s.configuration_id and d.device_id = s.device_id and not s.twin
      and (d.online, d.last_seen) is distinct from (s.online, s.last_seen)
      and (d.online_at >= ${since} or exists (
        select 1 from read_pages p where p.configuration_id = s.configuration_id and p.part = s.part
          and p.page = s.page and p.fresh))`;
}

/** Whether a device is missing for so short a time that the next night may judge it otherwise. */
export async function hasRecentlyVanished(sql: Sql, since: Temporal.Instant): Promise<boolean> {
  const rows = await sql`select 1 from devices where not_seen_since > ${since} limit 1`;
  return rows.length > 0;
}

/** Every entry of an ID, those that are there and were seen last first. */
export async function devicesOfId(sql: Sql, teamviewerId: string): Promise<KnownDevice[]> {
  return sql<KnownDevice>`
    select configuration_id as "configurationId", device_id as "deviceId", source, teamviewer_id as "teamviewerId", name,
      group_name as "groupName", online, online_at as "onlineAt", last_seen as "lastSeen", not_seen_since as "notSeenSince",
      asset_id as "assetId", rule, linked_at as "linkedAt"
    from devices where teamviewer_id = ${teamviewerId}
    order by not_seen_since is not null, last_seen desc nulls first, device_id limit 20`;
}

export async function noteOnline(
  sql: Sql,
  device: { readonly configurationId: string; readonly deviceId: string },
  online: string,
  lastSeen: Temporal.Instant | null,
  at: Temporal.Instant,
): Promise<void> {
  await sql`
    update devices set online = ${online}, last_seen = coalesce(${lastSeen}, last_seen), online_at = ${at}
    where configuration_id = ${device.configurationId} and device_id = ${device.deviceId}`;
}

export interface DeviceQuery {
  readonly search: string;
  readonly state: string;
  readonly after: { readonly name: string; readonly key: string } | null;
  readonly limit: number;
}

export interface DeviceLine extends KnownDevice {
  readonly key: string;
}

export async function listDevices(sql: Sql, query: DeviceQuery): Promise<DeviceLine[]> {
  const like = `%${query.search.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return sql<DeviceLine>`
    select configuration_id || ' ' || device_id as key, configuration_id as "configurationId", device_id as "deviceId", source,
      teamviewer_id as "teamviewerId", name, group_name as "groupName", online, online_at as "onlineAt",
      last_seen as "lastSeen", not_seen_since as "notSeenSince", asset_id as "assetId", rule, linked_at as "linkedAt"
    from devices
    where (${query.search} = '' or name ilike ${like} or teamviewer_id like ${like} or group_name ilike ${like})
      and (${query.state} = '' or (${query.state} = 'linked' and asset_id is not null and not_seen_since is null)
        or (${query.state} = 'unlinked' and asset_id is null and not_seen_since is null)
        or (${query.state} = 'vanished' and not_seen_since is not null))
      and (${query.after === null}::boolean
        or (name, configuration_id || ' ' || device_id) > (${query.after?.name ?? ''}::text, ${query.after?.key ?? ''}::text))
    order by name, configuration_id || ' ' || device_id limit ${query.limit}`;
}

export async function countDevices(
  sql: Sql,
): Promise<{ linked: number; unlinked: number; vanished: number }> {
  const [row] = await sql<{ linked: number; unlinked: number; vanished: number }>`
    select count(*) filter (where not_seen_since is null and asset_id is not null) as linked,
      count(*) filter (where not_seen_since is null and asset_id is null) as unlinked,
      count(*) filter (where not_seen_since is not null) as vanished
    from devices`;
  return row ?? { linked: 0, unlinked: 0, vanished: 0 };
}

/** How many devices of a configuration assets stand for at present. */
export async function countLinkedDevices(sql: Sql, configurationId: string): Promise<number> {
  const [row] = await sql<{ count: number }>`
    select count(*) as count from devices
    where configuration_id = ${configurationId} and asset_id is not null and not_seen_since is null`;
  return row?.count ?? 0;
}
