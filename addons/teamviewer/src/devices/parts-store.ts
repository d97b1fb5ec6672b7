import type { Sql } from '@fernwart/addon-kit';

/** A list that is read for a synchronisation: page by page, from where an earlier attempt stopped. */
export interface Part {
  readonly part: string;
  readonly name: string | null;
  readonly nextCursor: string | null;
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
    select part, name, next_cursor as "nextCursor", read_at is not null as "isRead" from sync_parts
    where sync_id = ${syncId} and configuration_id = ${configurationId} order by position, part`;
}

/** Where reading goes on; without a next page the part is read. */
export async function notePage(
  sql: Sql,
  at: { syncId: string; configurationId: string; part: string },
  page: { next: string | null; devices: number; now: Temporal.Instant },
): Promise<void> {
  await sql`
    update sync_parts set next_cursor = ${page.next}, devices = devices + ${page.devices},
      read_at = case when ${page.next}::text is null then ${page.now}::timestamptz end
    where sync_id = ${at.syncId} and configuration_id = ${at.configurationId} and part = ${at.part}`;
}

/** Configurations all of whose parts are read. */
export async function readConfigurations(sql: Sql, syncId: string): Promise<string[]> {
  const rows = await sql<{ id: string }>`
    select configuration_id as id from sync_parts where sync_id = ${syncId} and configuration_id <> ''
    group by configuration_id having bool_and(read_at is not null) order by 1`;
  return rows.map((row) => row.id);
}
