import type { Language, Notification, NotificationKind } from '@fernwart/contract';
import { type Executor, fragment, type Tx } from '../../platform/db/database.ts';
import { storableJson } from '../../platform/db/storable-text.ts';
import type { Cursor } from '../../platform/http/keyset-cursor.ts';
import type { NewNotification } from './notifications.ts';

/** More unread ones are not counted. */
export const mostUnread = 100;

/** Who hears of each: active, not the one who caused it, and in a team only those who work there. */
export async function findHearers(
  tx: Tx,
  notifications: readonly NewNotification[],
): Promise<{ index: number; personId: string }[]> {
  const json = JSON.stringify(
    notifications.map(({ to, by }, index) => ({ index, by: by?.id ?? null, ...to })),
  );
  return tx.sql<{ index: number; personId: string }>`
    with news as (
      select * from jsonb_to_recordset(${json}::jsonb) as new (index integer, by uuid, "personIds" uuid[], "teamId" uuid)
    ), called as (
      select index, by, unnest("personIds") as person_id from news
      union
      select news.index, news.by, member.person_id from news
        join team_members member on member.team_id = news."teamId"
        join person_roles own on own.person_id = member.person_id and own.role = 'agent'
    )
    select called.index, called.person_id as "personId"
    from called join people person on person.id = called.person_id
    where person.active and called.person_id is distinct from called.by
    order by called.person_id, called.index`;
}

interface ToldNotification {
  readonly id: string;
  readonly personId: string;
  readonly at: Temporal.Instant;
  readonly notification: NewNotification;
}

/** Answers the ids of those that are new: who has one with this key already gets no other. */
export async function insertNotifications(
  tx: Tx,
  told: readonly ToldNotification[],
): Promise<ReadonlySet<string>> {
  const json = storableJson(
    told.map(({ id, personId, at, notification: { key, kind, activityId, by } }, index) => ({
      id,
      index,
      personId,
      key,
      kind,
      activityId,
      by: by?.name ?? null,
      at: at.toString(),
    })),
  );
  const rows = await tx.sql<{ id: string }>`
    insert into notifications (id, person_id, key, kind, activity_id, by_name, at)
    select id, "personId", key, kind, "activityId", by, at
    from jsonb_to_recordset(${json}::jsonb) as new (id uuid, index integer, "personId" uuid, key text, kind text,
      "activityId" uuid, by text, at timestamptz)
    order by "personId", key, index
    on conflict (person_id, key) do nothing returning id`;
  return new Set(rows.map(({ id }) => id));
}

export interface MailedPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly language: Language;
  readonly number: string;
  readonly subject: string;
}

/**
 * By the notification's id. Left out is who wants no mail of this kind, has no address, or gets the desk's mails as the
 * initiator.
 */
export async function findMailedPeople(
  tx: Tx,
  told: readonly ToldNotification[],
): Promise<ReadonlyMap<string, MailedPerson>> {
  const json = JSON.stringify(
    told.map(({ id, personId, notification: { activityId, kind } }) => ({ id, personId, activityId, kind })),
  );
  const rows = await tx.sql<MailedPerson & { notificationId: string }>`
    select told.id as "notificationId", person.id, person.name, person.email, person.language, a.number, a.subject
    from jsonb_to_recordset(${json}::jsonb) as told (id uuid, "personId" uuid, "activityId" uuid, kind text)
      join notification_mails wish on wish.person_id = told."personId" and wish.kinds ? told.kind
      join people person on person.id = told."personId" and person.email is not null
      join activities a on a.id = told."activityId" and a.initiator_id is distinct from person.id`;
  return new Map(rows.map(({ notificationId, ...person }) => [notificationId, person]));
}

interface Row {
  id: string;
  kind: NotificationKind;
  at: Temporal.Instant;
  at_key: string;
  read_at: Temporal.Instant | null;
  by_name: string | null;
  activity_id: string;
  number: string;
  subject: string;
}

/** Newest first; `onlyOwn`: what concerns activities that the person reported. */
export async function listNotifications(
  on: Executor,
  person: { id: string; onlyOwn: boolean },
  query: { unread: boolean; after: Cursor | null; limit: number },
): Promise<{ notification: Notification; cursor: Cursor }[]> {
  const own = person.onlyOwn ? fragment`and a.initiator_id = ${person.id}::uuid` : fragment``;
  const unread = query.unread ? fragment`and n.read_at is null` : fragment``;
  const { after } = query;
  const start = after
    ? fragment`and (n.at, n.id) < (${after.key}::timestamptz, ${after.id}::uuid)`
    : fragment``;
  const rows = await on.sql<Row>`
    select n.id, n.kind, n.at, n.at::text as at_key, n.read_at, n.by_name, n.activity_id, a.number, a.subject
    from notifications n join activities a on a.id = n.activity_id ${own}
    where n.person_id = ${person.id}::uuid ${unread} ${start}
    order by n.at desc, n.id desc
    limit ${query.limit}::int`;
  return rows.map((row) => ({ notification: present(row), cursor: { key: row.at_key, id: row.id } }));
}

export async function countUnread(on: Executor, person: { id: string; onlyOwn: boolean }): Promise<number> {
  const own = person.onlyOwn
    ? fragment`join activities a on a.id = n.activity_id and a.initiator_id = ${person.id}::uuid`
    : fragment``;
  const [row] = await on.sql<{ unread: number }>`
    select count(*) as unread from (
      select from notifications n ${own}
      where n.person_id = ${person.id}::uuid and n.read_at is null limit ${mostUnread}::int) unread`;
  return row?.unread ?? 0;
}

/** Answers whether any changed. */
export async function markNotifications(
  tx: Tx,
  personId: string,
  readAt: Temporal.Instant | null,
  which: { ids?: readonly string[]; activityId?: string; until?: Temporal.Instant },
): Promise<boolean> {
  const { ids, activityId, until } = which;
  const rows = await tx.sql`
    update notifications set read_at = ${readAt}::timestamptz
    where person_id = ${personId}::uuid and (read_at is null) = ${readAt !== null}::boolean
      ${ids ? fragment`and id = any(${[...ids]}::uuid[])` : fragment``}
      ${activityId ? fragment`and activity_id = ${activityId}::uuid` : fragment``}
      ${until ? fragment`and at <= ${until}::timestamptz` : fragment``}
    returning id`;
  return rows.length > 0;
}

/** The oldest of what was read before then; answers how many went. Two nodes at once take different ones. */
export async function deleteReadBefore(
  on: Executor,
  before: Temporal.Instant,
  most: number,
): Promise<number> {
  const rows = await on.sql`
    delete from notifications where id in (
      select id from notifications where read_at < ${before}::timestamptz
      order by read_at limit ${most}::int for update skip locked)
    returning id`;
  return rows.length;
}

export async function findMailKinds(on: Executor, personId: string): Promise<NotificationKind[]> {
  const rows = await on.sql<{ kinds: NotificationKind[] }>`
    select kinds from notification_mails where person_id = ${personId}`;
  return rows[0]?.kinds ?? [];
}

export async function saveMailKinds(
  on: Executor,
  personId: string,
  kinds: readonly NotificationKind[],
): Promise<void> {
  await on.sql`
    insert into notification_mails (person_id, kinds) values (${personId}, ${JSON.stringify(kinds)}::jsonb)
    on conflict (person_id) do update set kinds = excluded.kinds`;
}

function present(row: Row): Notification {
  return {
    id: row.id,
    kind: row.kind,
    at: row.at.toString(),
    readAt: row.read_at?.toString() ?? null,
    by: row.by_name,
    activity: { id: row.activity_id, number: row.number, subject: row.subject },
  };
}
