import type { Sql } from '@fernwart/addon-kit';

/** A list that is read for a synchronisation: page by page, from where an earlier attempt stopped. */
export interface Part {
  readonly part: string;
  readonly name: string | null;
  readonly nextCursor: string | null;
  /** How many of its pages are read. */
  readonly pages: number;
  readonly isRead: boolean;
}

export async function addParts(
  sql: Sql,
  syncId: string,
  configurationId: string,
  parts: readonly { readonly part: string; readonly name: string | null }[],
): Promise<void> {
  if (parts.length === 0) return;
  await sql`
    insert into sync_parts (sync_id, configuration_id, part, name, position)
    select ${syncId}, ${configurationId}, part, name,
      (select count(*) from sync_parts where sync_id = ${syncId} and configuration_id = ${configurationId}) + position
    from unnest(${parts.map((one) => one.part)}::text[], ${parts.map((one) => one.name)}::text[])
      with ordinality as new (part, name, position)
    on conflict do nothing`;
}

export async function listParts(sql: Sql, syncId: string, configurationId: string): Promise<Part[]> {
  return sql<Part>`
    select part, name, next_cursor as "nextCursor", pages, read_at is not null as "isRead" from sync_parts
    where sync_id = ${syncId} and configuration_id = ${configurationId} order by position, part`;
}

/** A page of a part that was read; without a next one the part is read. */
export interface PageNote {
  readonly part: string;
  readonly next: string | null;
  readonly devices: number;
}

/** Where reading goes on, after one or more pages of each part, in the order in which they came. */
export async function notePages(
  sql: Sql,
  at: { readonly syncId: string; readonly configurationId: string },
  notes: readonly PageNote[],
  now: Temporal.Instant,
): Promise<void> {
  await sql`
    with new as (
      select part, sum(devices) as devices, count(*) as pages, (array_agg(next order by at desc))[1] as next
      from unnest(${notes.map((one) => one.part)}::text[], ${notes.map((one) => one.next)}::text[],
        ${notes.map((one) => one.devices)}::int[]) with ordinality as note (part, next, devices, at)
      group by part
    )
    update sync_parts p set next_cursor = new.next, devices = p.devices + new.devices, pages = p.pages + new.pages,
      read_at = case when new.next is null then ${now}::timestamptz end
    from new
    where p.sync_id = ${at.syncId} and p.configuration_id = ${at.configurationId} and p.part = new.part`;
}

/** A part whose place TeamViewer does not know any more is read from its start. */
export async function restartPart(
  sql: Sql,
  at: { readonly syncId: string; readonly configurationId: string; readonly part: string },
): Promise<void> {
  await sql`
    update sync_parts set next_cursor = null, devices = 0, pages = 0, read_at = null
    where sync_id = ${at.syncId} and configuration_id = ${at.configurationId} and part = ${at.part}`;
}

/** How many lists there are to read, and how many are read. */
export async function countParts(sql: Sql, syncId: string): Promise<{ read: number; all: number }> {
  const [row] = await sql<{ read: number; all: number }>`
    select count(*) filter (where read_at is not null) as read, count(*) as all from sync_parts
    where sync_id = ${syncId} and part <> 'groups'`;
  return row ?? { read: 0, all: 0 };
}

/** Configurations all of whose parts are read. */
export async function readConfigurations(sql: Sql, syncId: string): Promise<string[]> {
  const rows = await sql<{ id: string }>`
    select configuration_id as id from sync_parts where sync_id = ${syncId} and configuration_id <> ''
    group by configuration_id having bool_and(read_at is not null) order by 1`;
  return rows.map((row) => row.id);
}
