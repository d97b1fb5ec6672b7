import type { Sql } from '@fernwart/addon-kit';
import type { StagedDevice } from './staging-store.ts';

/** Where a page stands: in its list, counted from nought. */
export interface PagePlace {
  readonly part: string;
  readonly page: number;
}

export interface PageDigests {
  /** Of what devices are matched by. */
  readonly matched: string;
  /** Of all that is kept of them. */
  readonly whole: string;
}

/** Which of TeamViewer's lists a device stands in. */
export type DeviceSource = 'legacy' | 'managed';

/** A page that is not what it was. */
export interface ReadPage extends PagePlace {
  readonly digests: PageDigests;
  readonly source: DeviceSource;
  readonly groupName: string | null;
  readonly devices: readonly StagedDevice[];
}

export function placeKey({ part, page }: PagePlace): string {
  return `${page} ${part}`;
}

/** The digests of a configuration's pages as they were read last, by place. */
export async function knownPages(sql: Sql, configurationId: string): Promise<Map<string, PageDigests>> {
  const rows = await sql<PagePlace & PageDigests>`
    select part, page, matched_digest as matched, digest as whole from read_pages
    where configuration_id = ${configurationId}`;
  return new Map(rows.map((row) => [placeKey(row), { matched: row.matched, whole: row.whole }]));
}

/** Stages pages that have changed, in bulk. */
export async function storePages(
  sql: Sql,
  configurationId: string,
  pages: readonly ReadPage[],
): Promise<void> {
  if (pages.length === 0) return;
  await sql`
    delete from staged_devices d
    using unnest(${pages.map((one) => one.part)}::text[], ${pages.map((one) => one.page)}::int[]) as old (part, page)
    where d.configuration_id = ${configurationId} and d.part = old.part and d.page = old.page`;
  await stageDevices(sql, configurationId, pages);
  await sql`
    insert into read_pages (configuration_id, part, page, matched_digest, digest)
    select ${configurationId}, part, page, matched, whole
    from unnest(${pages.map((one) => one.part)}::text[], ${pages.map((one) => one.page)}::int[],
      ${pages.map((one) => one.digests.matched)}::text[], ${pages.map((one) => one.digests.whole)}::text[])
      as new (part, page, matched, whole)
    on conflict (configuration_id, part, page) do update
      set matched_digest = excluded.matched_digest, digest = excluded.digest, fresh = true`;
}

/** What all devices of a page have in common is sent once. */
async function stageDevices(sql: Sql, configurationId: string, pages: readonly ReadPage[]): Promise<void> {
  const rows = pages.flatMap(({ devices }, at) => devices.map((device) => ({ at: at + 1, device })));
  const column = <T extends string | null>(of: (device: StagedDevice) => T) =>
    rows.map(({ device }) => of(device));
  await sql`
    insert into staged_devices (configuration_id, part, page, device_id, source, teamviewer_id, name, host_key,
      domain_key, numbers, group_name, online, last_seen)
    select ${configurationId}, part, page, device_id, source, teamviewer_id, name, host_key, domain_key,
      case when numbers = '' then '{}'::text[] else string_to_array(numbers, ' ') end, group_name, online, last_seen
    from unnest(${pages.map((one) => one.part)}::text[], ${pages.map((one) => one.page)}::int[],
      ${pages.map((one) => one.source)}::text[], ${pages.map((one) => one.groupName)}::text[])
      with ordinality as here (part, page, source, group_name, at)
    join unnest(${rows.map(({ at }) => at)}::int[], ${column((one) => one.deviceId)}::text[],
      ${column((one) => one.teamviewerId)}::text[], ${column((one) => one.name)}::text[],
      ${column((one) => one.host)}::text[], ${column((one) => one.domain)}::text[],
      ${column((one) => one.numbers.join(' '))}::text[], ${column((one) => one.online)}::text[],
      ${column((one) => one.lastSeen)}::timestamptz[])
      as new (at, device_id, teamviewer_id, name, host_key, domain_key, numbers, online, last_seen) using (at)`;
}

/** A synchronisation has come to its end: everything that was staged is taken over. */
export async function agePages(sql: Sql): Promise<void> {
  await sql`update read_pages set fresh = false where fresh`;
}

/** After reading: pages that are no more take their devices along, and a device in several groups counts once. */
export async function settlePages(sql: Sql, syncId: string): Promise<void> {
  await sql`
    delete from staged_devices d where not exists (
      select 1 from sync_parts p where p.sync_id = ${syncId} and p.configuration_id = d.configuration_id
        and p.part = d.part and p.pages > d.page)`;
  await sql`
    delete from read_pages r where not exists (
      select 1 from sync_parts p where p.sync_id = ${syncId} and p.configuration_id = r.configuration_id
        and p.part = r.part and p.pages > r.page)`;
  // Before the statement that joins all of them to themselves.
  await sql`analyze staged_devices (configuration_id, device_id, host_key, teamviewer_id, twin)`;
  await sql`
    with several as (
      select configuration_id, device_id from staged_devices
      group by configuration_id, device_id having count(*) > 1 or bool_or(twin)
    ), ranked as (
      select d.ctid as place, d.twin as was,
        row_number() over (partition by d.configuration_id, d.device_id order by d.part, d.page) > 1 as twin
      from staged_devices d join several using (configuration_id, device_id)
    )
    update staged_devices d set twin = ranked.twin from ranked
    where d.ctid = ranked.place and ranked.twin <> ranked.was`;
}

/** Of everything that was read, as far as devices are matched by it. */
export async function digestOfPages(sql: Sql, syncId: string): Promise<string> {
  const [row] = await sql<{ digest: string }>`
    select coalesce(md5(string_agg(concat_ws('|', p.configuration_id, p.part, r.page, r.matched_digest), ';'
      order by p.configuration_id, p.part, r.page)), '') as digest
    from sync_parts p left join read_pages r on r.configuration_id = p.configuration_id and r.part = p.part
      and r.page < p.pages
    where p.sync_id = ${syncId}`;
  return row?.digest ?? '';
}
