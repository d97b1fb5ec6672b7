import type { Sql } from '@fernwart/addon-kit';
import { sideBySide } from './side-by-side.ts';

/**
 * Matching in sets (design §7 *Devices*): first everything that could belong together by each rule, then the rules in
 * their order. A TeamViewer ID is one machine, however many entries bear it. Whatever is not unique on both sides stays
 * open and is reported.
 */
export async function matchStaged(
  sql: Sql,
  readConfigurationIds: readonly string[],
  now: Temporal.Instant,
): Promise<void> {
  await sql`delete from candidates`;
  await sql`delete from matches`;
  await findCandidates(sql);
  await matchDecided(sql);
  await matchHeld(sql);
  await sql`analyze matches`;
  if (await hasCandidates(sql, 'same_device')) await matchSameDevice(sql);
  for (const rule of ['name', 'number'] as const) {
    if (await hasCandidates(sql, rule)) await matchUnique(sql, rule, readConfigurationIds, now);
  }
  await sql`analyze matches`;
}

async function hasCandidates(sql: Sql, rule: 'same_device' | 'name' | 'number'): Promise<boolean> {
  return (await sql`select 1 from candidates where rule = ${rule} limit 1`).length > 0;
}

/** A name or number that so many bear tells nobody apart; such devices are reported as unmatched. */
const mostAssets = 10;
const mostDevices = 50;

async function findCandidates(sql: Sql): Promise<void> {
  await sideBySide(findByName(sql), findOthers(sql));
  await sql`analyze candidates`;
}

async function findOthers(sql: Sql): Promise<void> {
  await sql`
    insert into candidates (rule, teamviewer_id, asset_id, held_id, by_hand)
    select distinct 'decision', d.teamviewer_id, decided.asset_id, a.teamviewer_id, a.by_hand
    from decisions decided
    join staged_devices d on d.configuration_id = decided.configuration_id
      and d.device_id = decided.device_id and d.teamviewer_id is not null
    join staged_assets a on a.asset_id = decided.asset_id
    where decided.kind = 'link'`;
  await sql`
    insert into candidates (rule, teamviewer_id, asset_id, held_id, by_hand)
    select distinct 'held', d.teamviewer_id, a.asset_id, a.teamviewer_id, a.by_hand
    from staged_devices d join staged_assets a on a.teamviewer_id = d.teamviewer_id`;
  await sql`
    insert into candidates (rule, teamviewer_id, asset_id, held_id, by_hand)
    select distinct 'same_device', d.teamviewer_id, a.asset_id, a.teamviewer_id, a.by_hand
    from devices known
    join staged_devices d on d.configuration_id = known.configuration_id
      and d.device_id = known.device_id and d.teamviewer_id is not null
    join staged_assets a on a.asset_id = known.asset_id
      and a.teamviewer_id is distinct from d.teamviewer_id`;
  await sql`
    insert into candidates (rule, teamviewer_id, asset_id, held_id, by_hand)
    with numbered as (
      select d.teamviewer_id, number from staged_devices d, unnest(d.numbers) as number
      where d.teamviewer_id is not null and d.numbers <> '{}' and not d.twin
    ), telling as (
      select number from numbered group by number having count(*) <= ${mostDevices}
    )
    select 'number', numbered.teamviewer_id, a.asset_id, a.teamviewer_id, a.by_hand
    from numbered join telling using (number)
    join staged_assets a on a.serial_key = numbered.number
    union
    select 'number', numbered.teamviewer_id, a.asset_id, a.teamviewer_id, a.by_hand
    from numbered join telling using (number)
    join staged_assets a on a.inventory_key = numbered.number`;
}

async function findByName(sql: Sql): Promise<void> {
  await sql`
    insert into candidates (rule, teamviewer_id, asset_id, held_id, by_hand)
    with common as (
      select host_key from staged_assets group by host_key having count(*) > ${mostAssets}
      union select host_key from staged_devices where not twin group by host_key having count(*) > ${mostDevices}
    )
    select distinct 'name', d.teamviewer_id, a.asset_id, a.teamviewer_id, a.by_hand
    from staged_devices d
    join staged_assets a on a.host_key = d.host_key
      and (a.domain_key = d.domain_key or a.domain_key = '' or d.domain_key = '')
    where d.host_key <> '' and d.teamviewer_id is not null and d.host_key not in (select host_key from common)`;
}

/** What somebody decided, unless an ID set by hand stands against it. */
async function matchDecided(sql: Sql): Promise<void> {
  await sql`
    insert into matches (teamviewer_id, asset_id, rule)
    with decided as (
      select teamviewer_id, asset_id, count(*) over (partition by teamviewer_id) as assets,
        count(*) over (partition by asset_id) as machines
      from candidates where rule = 'decision'
    )
    select c.teamviewer_id, c.asset_id, 'decision'
    from decided c join staged_assets a on a.asset_id = c.asset_id
    where c.assets = 1 and c.machines = 1
      and not (a.by_hand and a.teamviewer_id is distinct from c.teamviewer_id)
      and not exists (select 1 from staged_assets other where other.by_hand
        and other.teamviewer_id = c.teamviewer_id and other.asset_id <> c.asset_id)`;
}

/** The one asset that holds the ID. */
async function matchHeld(sql: Sql): Promise<void> {
  await sql`
    insert into matches (teamviewer_id, asset_id, rule)
    with judged as (
      select rule, teamviewer_id, asset_id, count(*) filter (where rule = 'held') over machine as assets,
        bool_or(rule = 'taken') over machine as taken
      from (
        select rule, teamviewer_id, asset_id from candidates where rule = 'held'
        union all select 'taken', teamviewer_id, asset_id from matches
      ) as every
      window machine as (partition by teamviewer_id)
    )
    select teamviewer_id, asset_id, 'held' from judged
    where rule = 'held' and assets = 1 and not taken
    order by asset_id
    on conflict do nothing`;
}

/** The same entry at TeamViewer as last time, under another ID now, while the ID that its asset has is not there any more. */
async function matchSameDevice(sql: Sql): Promise<void> {
  await sql`
    insert into matches (teamviewer_id, asset_id, rule)
    with judged as (
      select rule, teamviewer_id, asset_id, by_hand, bool_or(rule <> 'same_device') over machine as is_settled,
        bool_or(rule <> 'same_device') over asset as is_held
      from (
        select rule, teamviewer_id, asset_id, by_hand from candidates where rule in ('same_device', 'held')
        union all select 'taken', teamviewer_id, asset_id, false from matches
      ) as every
      window machine as (partition by teamviewer_id), asset as (partition by asset_id)
    ), free as (
      select teamviewer_id, asset_id, count(*) over (partition by teamviewer_id) as assets,
        count(*) over (partition by asset_id) as machines
      from judged where rule = 'same_device' and not by_hand and not is_settled and not is_held
    )
    select teamviewer_id, asset_id, 'same_device' from free where assets = 1 and machines = 1
    on conflict do nothing`;
}

/**
 * The only asset for the machine and the only machine for the asset, with nothing against it: no ID set by hand, no ID
 * whose machine is still there or may still be there, no serial number that says otherwise. What is matched already
 * stays. All is judged side by side in two passes: joins of what is counted would be planned as if it were a handful.
 */
async function matchUnique(
  sql: Sql,
  rule: 'name' | 'number',
  readConfigurationIds: readonly string[],
  now: Temporal.Instant,
): Promise<void> {
  await sql`
    insert into matches (teamviewer_id, asset_id, rule)
    with judged as (
      select rule, teamviewer_id, asset_id, held_id, by_hand,
        count(*) filter (where rule = ${rule}) over machine as assets,
        bool_or(rule in ('held', 'taken')) over machine as is_settled,
        bool_or(rule not in (${rule}, 'taken')) over machine as has_others,
        bool_or(rule not in (${rule}, 'taken')) over pair as is_agreed,
        count(*) filter (where rule = ${rule}) over asset as machines,
        bool_or(rule = 'held') over asset as holder_is_there
      from (
        select rule, teamviewer_id, asset_id, held_id, by_hand from candidates
        union all select 'taken', teamviewer_id, asset_id, null, false from matches
      ) as every
      window machine as (partition by teamviewer_id), pair as (partition by teamviewer_id, asset_id),
        asset as (partition by asset_id)
    )
    select m.teamviewer_id, m.asset_id, ${rule}
    from judged m
    where m.rule = ${rule} and m.assets = 1 and m.machines = 1 and not m.is_settled
      and (not m.has_others or m.is_agreed)
      and (m.held_id is null or (not m.by_hand and not m.holder_is_there
        and not exists (select 1 from devices known where known.teamviewer_id = m.held_id
          and known.configuration_id <> all(${readConfigurationIds}::text[]))
        and (not exists (select 1 from devices known where known.teamviewer_id = m.teamviewer_id)
          or not exists (select 1 from devices known where known.teamviewer_id = m.held_id
            and (known.not_seen_since is null or known.not_seen_since > ${now.subtract({ hours: 168 })})))))
    order by m.asset_id
    on conflict do nothing`;
}

export async function countMatches(sql: Sql): Promise<Record<string, number>> {
  const rows = await sql<{ rule: string; count: number }>`
    select rule, count(*) as count from matches group by rule`;
  return Object.fromEntries(rows.map((row) => [row.rule, row.count]));
}
