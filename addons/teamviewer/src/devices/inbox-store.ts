import type { Sql } from '@fernwart/addon-kit';
import { z } from 'zod';

export const inboxKinds = [
  'one_id_two_assets',
  'by_hand_differs',
  'contradiction',
  'two_devices',
  'ambiguous',
  'moved_name',
  'unmatched',
  'no_id',
] as const;
export type InboxKind = (typeof inboxKinds)[number];

const detailsSchema = z.object({
  devices: z.array(
    z.object({
      configuration: z.string(),
      id: z.string(),
      teamviewerId: z.string().nullable(),
      name: z.string(),
      group: z.string().nullable(),
    }),
  ),
  assets: z.array(z.object({ id: z.string(), name: z.string(), teamviewerId: z.string().nullable() })),
});
export type InboxDetails = z.output<typeof detailsSchema>;

export interface InboxItem {
  readonly id: string;
  readonly kind: InboxKind;
  readonly teamviewerId: string | null;
  readonly assetId: string | null;
  readonly details: InboxDetails;
  readonly since: Temporal.Instant;
}

/**
 * Says of every machine that found no asset why not, and of every link what speaks against it. Each machine is named
 * once, under the first reason that fits. Items about one asset gather their devices.
 */
export async function stageItems(sql: Sql): Promise<void> {
  await sql`delete from staged_items`;
  await sql`delete from verdicts`;
  await sql`
    insert into verdicts (id, kind, teamviewer_id, asset_id)
    with open as (
      select distinct d.teamviewer_id from staged_devices d
      where d.teamviewer_id is not null
        and not exists (select 1 from matches m where m.teamviewer_id = d.teamviewer_id)
    ), asked as (
      -- By a window: joined to itself by what is rare, every row may be held against every other one.
      select c.*, bool_or(c.rule = 'number') over (partition by c.teamviewer_id, c.asset_id) as by_number_too
      from candidates c join open o on o.teamviewer_id = c.teamviewer_id
    ), crowds as (
      select c.rule, c.asset_id, count(*) as machines from candidates c
      where c.asset_id in (select asset_id from asked) group by c.rule, c.asset_id
    ), possible as (
      select c.teamviewer_id, c.asset_id, c.rule, a.by_hand, a.teamviewer_id as held_id,
        m.asset_id is not null as taken, c.by_number_too, crowds.machines
      from asked c
      join staged_assets a on a.asset_id = c.asset_id
      join crowds on crowds.rule = c.rule and crowds.asset_id = c.asset_id
      left join matches m on m.asset_id = c.asset_id
    ), summed as (
      select o.teamviewer_id,
        count(*) filter (where p.rule = 'held') as holders,
        count(distinct p.asset_id) filter (where p.rule <> 'held') as assets,
        count(distinct p.asset_id) filter (where p.rule = 'name') as by_name,
        count(distinct p.asset_id) filter (where p.rule = 'number') as by_number,
        bool_or(p.rule = 'name' and p.by_number_too) as agree,
        min(p.asset_id) filter (where p.rule <> 'held') as asset_id,
        bool_or(p.by_hand and p.held_id <> o.teamviewer_id) as against_hand,
        bool_or(p.taken or p.machines > 1 or p.held_id is not null) as contested
      from open o left join possible p on p.teamviewer_id = o.teamviewer_id group by o.teamviewer_id
    ), judged as (
      select teamviewer_id, asset_id,
        case
          when holders > 1 then 'one_id_two_assets'
          when assets = 0 then 'unmatched'
          when assets = 1 and against_hand then 'by_hand_differs'
          when by_name = 1 and by_number >= 1 and not agree then 'contradiction'
          when assets > 1 then 'ambiguous'
          when contested then 'two_devices'
          else 'ambiguous'
        end as kind
      from summed
    ), keyed as (
      select case when kind in ('by_hand_differs', 'two_devices') then kind || ':' || asset_id
        else kind || ':' || teamviewer_id end as id,
        kind, teamviewer_id, case when kind in ('by_hand_differs', 'two_devices') then asset_id end as asset_id
      from judged
    ), moved as (
      select 'moved_name:' || m.teamviewer_id as id, 'moved_name' as kind, m.teamviewer_id, m.asset_id
      from matches m join candidates c on c.rule = 'name' and c.teamviewer_id = m.teamviewer_id
      where m.rule in ('held', 'same_device')
      group by m.teamviewer_id, m.asset_id having bool_and(c.asset_id <> m.asset_id)
    )
    select * from keyed union all select * from moved
    union
    select k.id, k.kind, m.teamviewer_id, k.asset_id
    from keyed k join matches m on m.asset_id = k.asset_id where k.kind = 'two_devices'`;
  // Planned by how many there are, the next statement takes as long as they are; else it may take their square.
  await sql`analyze verdicts`;
  await sql`
    insert into staged_items (id, kind, teamviewer_id, asset_id, details)
    with items as (
      select id, kind, min(teamviewer_id) as teamviewer_id, asset_id from verdicts group by id, kind, asset_id
    ), named_devices as (
      select e.id, d.configuration_id, d.device_id, d.teamviewer_id, d.name, d.group_name,
        row_number() over (partition by e.id order by d.teamviewer_id, d.configuration_id, d.device_id) as position
      from verdicts e join staged_devices d on d.teamviewer_id = e.teamviewer_id and not d.twin
    ), device_lists as (
      select id, jsonb_agg(jsonb_build_object('configuration', configuration_id, 'id', device_id,
        'teamviewerId', teamviewer_id, 'name', name, 'group', group_name) order by position) as devices
      from named_devices where position <= 6 group by id
    ), asset_ids as (
      select id, asset_id from verdicts where asset_id is not null
      union
      select e.id, c.asset_id from verdicts e
      join candidates c on c.teamviewer_id = e.teamviewer_id
    ), named_assets as (
      select i.id, a.asset_id, a.name, a.teamviewer_id,
        row_number() over (partition by i.id order by a.name, a.asset_id) as position
      from asset_ids i join staged_assets a on a.asset_id = i.asset_id
    ), asset_lists as (
      select id, jsonb_agg(jsonb_build_object('id', asset_id, 'name', name, 'teamviewerId', teamviewer_id)
        order by position) as assets
      from named_assets where position <= 6 group by id
    )
    select i.id, i.kind, i.teamviewer_id, i.asset_id, jsonb_build_object(
      'devices', coalesce(d.devices, '[]'), 'assets', coalesce(a.assets, '[]'))
    from items i left join device_lists d on d.id = i.id left join asset_lists a on a.id = i.id`;
  await sql`
    insert into staged_items (id, kind, details)
    select 'no_id:' || configuration_id || ':' || device_id, 'no_id', jsonb_build_object('assets', '[]'::jsonb,
      'devices', jsonb_build_array(jsonb_build_object('configuration', configuration_id, 'id', device_id,
        'teamviewerId', null, 'name', name, 'group', group_name)))
    from staged_devices where teamviewer_id is null and not twin
    on conflict do nothing`;
  await sql`analyze staged_items (id, kind)`;
}

/** Takes the staged items over, as far as they differ. */
export async function publishItems(sql: Sql, now: Temporal.Instant): Promise<void> {
  await sql`
    delete from inbox_items i where not exists (
      select 1 from staged_items s where s.id = i.id)`;
  await sql`
    insert into inbox_items (id, kind, teamviewer_id, asset_id, details, since)
    select id, kind, teamviewer_id, asset_id, details, ${now} from staged_items
    on conflict (id) do update set details = excluded.details, teamviewer_id = excluded.teamviewer_id
      where inbox_items.details <> excluded.details`;
}

export async function countItems(sql: Sql): Promise<Record<string, number>> {
  const rows = await sql<{ kind: string; count: number }>`
    select kind, count(*) as count from staged_items group by kind`;
  return Object.fromEntries(rows.map((row) => [row.kind, row.count]));
}

interface ItemRow extends Omit<InboxItem, 'details' | 'kind'> {
  readonly kind: string;
  readonly details: unknown;
}

function read(row: ItemRow): InboxItem[] {
  const kind = z.enum(inboxKinds).safeParse(row.kind).data;
  const details = detailsSchema.safeParse(row.details).data;
  return kind === undefined || details === undefined ? [] : [{ ...row, kind, details }];
}

/** Items that nobody has decided about, the gravest first. */
export async function openItems(
  sql: Sql,
  query: { kind: string; search: string; after: string | null; limit: number },
): Promise<InboxItem[]> {
  const like = `%${query.search.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const rows = await sql<ItemRow>`
    select i.id, i.kind, i.teamviewer_id as "teamviewerId", i.asset_id as "assetId", i.details, i.since
    from inbox_items i
    where not exists (select 1 from decisions d where d.item_id = i.id)
      and (${query.kind} = '' or i.kind = ${query.kind})
      and (${query.search} = '' or i.details::text ilike ${like})
      and (${query.after}::text is null or i.id > ${query.after}::text)
    order by i.id limit ${query.limit}`;
  return rows.flatMap(read);
}

/** Some of those that a person should look at; devices that merely have no asset come by themselves. */
export async function pressingItems(sql: Sql, limit: number): Promise<InboxItem[]> {
  const rows = await sql<ItemRow>`
    select i.id, i.kind, i.teamviewer_id as "teamviewerId", i.asset_id as "assetId", i.details, i.since
    from inbox_items i
    where i.kind not in ('unmatched', 'no_id') and not exists (select 1 from decisions d where d.item_id = i.id)
    order by i.kind, i.id limit ${limit}`;
  return rows.flatMap(read);
}

export async function findItem(sql: Sql, id: string): Promise<InboxItem | null> {
  const rows = await sql<ItemRow>`
    select id, kind, teamviewer_id as "teamviewerId", asset_id as "assetId", details, since from inbox_items where id = ${id}`;
  return rows.flatMap(read)[0] ?? null;
}

export async function countOpen(sql: Sql): Promise<Record<string, number>> {
  const rows = await sql<{ kind: string; count: number }>`
    select i.kind, count(*) as count from inbox_items i
    where not exists (select 1 from decisions d where d.item_id = i.id) group by i.kind`;
  return Object.fromEntries(rows.map((row) => [row.kind, row.count]));
}
