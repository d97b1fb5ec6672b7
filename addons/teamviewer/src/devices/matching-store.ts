import type { Sql } from '@fernwart/addon-kit';

/**
 * Matching in sets (design §7 *Devices*): first everything that could belong together by each rule, then the rules in
 * their order. A TeamViewer ID is one machine, however many entries bear it. Whatever is not unique on both sides stays
 * open and is reported.
 */
export async function matchStaged(
  sql: Sql,
  syncId: string,
  readConfigurationIds: readonly string[],
  now: Temporal.Instant,
): Promise<void> {
  await sql`delete from candidates where sync_id = ${syncId}`;
  await sql`delete from matches where sync_id = ${syncId}`;
  await findCandidates(sql, syncId);
  await matchDecided(sql, syncId);
  await matchHeld(sql, syncId);
  await matchSameDevice(sql, syncId);
  for (const rule of ['name', 'number'] as const)
    await matchUnique(sql, syncId, rule, readConfigurationIds, now);
}

/** A name or number that so many bear tells nobody apart; such devices are reported as unmatched. */
const mostAssets = 10;
const mostDevices = 50;

async function findCandidates(sql: Sql, syncId: string): Promise<void> {
  await sql`
    insert into candidates (sync_id, rule, teamviewer_id, asset_id)
    select distinct ${syncId}, 'decision', d.teamviewer_id, decided.asset_id
    from decisions decided
    join staged_devices d on d.sync_id = ${syncId} and d.configuration_id = decided.configuration_id
      and d.device_id = decided.device_id and d.teamviewer_id is not null
    join staged_assets a on a.sync_id = ${syncId} and a.asset_id = decided.asset_id
    where decided.kind = 'link'`;
  await sql`
    insert into candidates (sync_id, rule, teamviewer_id, asset_id)
    select distinct ${syncId}, 'held', d.teamviewer_id, a.asset_id
    from staged_devices d join staged_assets a on a.sync_id = ${syncId} and a.teamviewer_id = d.teamviewer_id
    where d.sync_id = ${syncId}`;
  await sql`
    insert into candidates (sync_id, rule, teamviewer_id, asset_id)
    select distinct ${syncId}, 'same_device', d.teamviewer_id, a.asset_id
    from devices known
    join staged_devices d on d.sync_id = ${syncId} and d.configuration_id = known.configuration_id
      and d.device_id = known.device_id and d.teamviewer_id is not null
    join staged_assets a on a.sync_id = ${syncId} and a.asset_id = known.asset_id
      and a.teamviewer_id is distinct from d.teamviewer_id`;
  await sql`
    insert into candidates (sync_id, rule, teamviewer_id, asset_id)
    select distinct ${syncId}, 'name', d.teamviewer_id, a.asset_id
    from staged_devices d
    join staged_assets a on a.sync_id = ${syncId} and a.host_key = d.host_key
      and (a.domain_key = d.domain_key or a.domain_key = '' or d.domain_key = '')
    where d.sync_id = ${syncId} and d.host_key <> '' and d.teamviewer_id is not null
      and d.host_key not in (
        select host_key from staged_assets where sync_id = ${syncId} group by 1 having count(*) > ${mostAssets})
      and d.host_key not in (
        select host_key from staged_devices where sync_id = ${syncId} group by 1 having count(*) > ${mostDevices})`;
  await sql`
    insert into candidates (sync_id, rule, teamviewer_id, asset_id)
    with numbered as (
      select d.teamviewer_id, number from staged_devices d, unnest(d.numbers) as number
      where d.sync_id = ${syncId} and d.teamviewer_id is not null and d.numbers <> '{}'
    ), telling as (
      select number from numbered group by number having count(*) <= ${mostDevices}
    )
    select ${syncId}, 'number', numbered.teamviewer_id, a.asset_id
    from numbered join telling using (number)
    join staged_assets a on a.sync_id = ${syncId} and a.serial_key = numbered.number
    union
    select ${syncId}, 'number', numbered.teamviewer_id, a.asset_id
    from numbered join telling using (number)
    join staged_assets a on a.sync_id = ${syncId} and a.inventory_key = numbered.number`;
}

/** What somebody decided, unless an ID set by hand stands against it. */
async function matchDecided(sql: Sql, syncId: string): Promise<void> {
  await sql`
    insert into matches (sync_id, teamviewer_id, asset_id, rule)
    select ${syncId}, c.teamviewer_id, c.asset_id, 'decision'
    from candidates c join staged_assets a on a.sync_id = ${syncId} and a.asset_id = c.asset_id
    where c.sync_id = ${syncId} and c.rule = 'decision'
      and not (a.by_hand and a.teamviewer_id is distinct from c.teamviewer_id)
      and not exists (select 1 from staged_assets other where other.sync_id = ${syncId} and other.by_hand
        and other.teamviewer_id = c.teamviewer_id and other.asset_id <> c.asset_id)
      and 1 = (select count(*) from candidates same where same.sync_id = ${syncId} and same.rule = 'decision'
        and same.teamviewer_id = c.teamviewer_id)
      and 1 = (select count(*) from candidates same where same.sync_id = ${syncId} and same.rule = 'decision'
        and same.asset_id = c.asset_id)`;
}

/** The one asset that holds the ID. */
async function matchHeld(sql: Sql, syncId: string): Promise<void> {
  await sql`
    insert into matches (sync_id, teamviewer_id, asset_id, rule)
    select ${syncId}, teamviewer_id, min(asset_id), 'held' from candidates
    where sync_id = ${syncId} and rule = 'held' group by teamviewer_id having count(*) = 1
    on conflict do nothing`;
}

/** The same entry at TeamViewer as last time, under another ID now. */
async function matchSameDevice(sql: Sql, syncId: string): Promise<void> {
  await sql`
    insert into matches (sync_id, teamviewer_id, asset_id, rule)
    with free as (
      select c.teamviewer_id, c.asset_id, count(*) over (partition by c.teamviewer_id) as assets,
        count(*) over (partition by c.asset_id) as machines
      from candidates c
      join staged_assets a on a.sync_id = ${syncId} and a.asset_id = c.asset_id
      where c.sync_id = ${syncId} and c.rule = 'same_device' and not a.by_hand
        and not exists (select 1 from matches m where m.sync_id = ${syncId} and m.teamviewer_id = c.teamviewer_id)
        and not exists (select 1 from matches m where m.sync_id = ${syncId} and m.asset_id = c.asset_id)
        and not exists (select 1 from candidates held where held.sync_id = ${syncId} and held.rule = 'held'
          and held.teamviewer_id = c.teamviewer_id)
        and not exists (select 1 from staged_devices there where there.sync_id = ${syncId}
          and there.teamviewer_id = a.teamviewer_id)
    )
    select ${syncId}, teamviewer_id, asset_id, 'same_device' from free where assets = 1 and machines = 1
    on conflict do nothing`;
}

/**
 * The only asset for the machine and the only machine for the asset, with nothing against it: no ID set by hand, no ID
 * whose machine is still there or may still be there, no serial number that says otherwise.
 */
async function matchUnique(
  sql: Sql,
  syncId: string,
  rule: 'name' | 'number',
  readConfigurationIds: readonly string[],
  now: Temporal.Instant,
): Promise<void> {
  await sql`
    insert into matches (sync_id, teamviewer_id, asset_id, rule)
    with pairs as (
      select teamviewer_id, asset_id, count(*) over (partition by teamviewer_id) as assets,
        count(*) over (partition by asset_id) as machines
      from candidates where sync_id = ${syncId} and rule = ${rule}
    )
    select ${syncId}, p.teamviewer_id, p.asset_id, ${rule}
    from pairs p
    join staged_assets a on a.sync_id = ${syncId} and a.asset_id = p.asset_id
    where p.assets = 1 and p.machines = 1
      and (a.teamviewer_id is null or (not a.by_hand
        and not exists (select 1 from staged_devices there where there.sync_id = ${syncId}
          and there.teamviewer_id = a.teamviewer_id)
        and not exists (select 1 from devices known where known.teamviewer_id = a.teamviewer_id
          and known.configuration_id <> all(${readConfigurationIds}::text[]))
        and (not exists (select 1 from devices known where known.teamviewer_id = p.teamviewer_id)
          or not exists (select 1 from devices gone where gone.teamviewer_id = a.teamviewer_id
            and (gone.not_seen_since is null or gone.not_seen_since > ${now.subtract({ hours: 168 })})))))
      and not exists (select 1 from matches m where m.sync_id = ${syncId} and m.teamviewer_id = p.teamviewer_id)
      and not exists (select 1 from matches m where m.sync_id = ${syncId} and m.asset_id = p.asset_id)
      and not exists (select 1 from candidates held where held.sync_id = ${syncId} and held.rule = 'held'
        and held.teamviewer_id = p.teamviewer_id)
      and (not exists (select 1 from candidates other where other.sync_id = ${syncId}
          and other.teamviewer_id = p.teamviewer_id and other.rule <> ${rule})
        or exists (select 1 from candidates other where other.sync_id = ${syncId}
          and other.teamviewer_id = p.teamviewer_id and other.rule <> ${rule} and other.asset_id = p.asset_id))
    on conflict do nothing`;
}

export async function countMatches(sql: Sql, syncId: string): Promise<Record<string, number>> {
  const rows = await sql<{ rule: string; count: number }>`
    select rule, count(*) as count from matches where sync_id = ${syncId} group by rule`;
  return Object.fromEntries(rows.map((row) => [row.rule, row.count]));
}
