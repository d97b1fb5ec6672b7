import type { Language, Notification, NotificationKind } from '@fernwart/contract';
import { type Executor, fragment, type Tx } from '../../platform/db/database.ts';
import { storableText } from '../../platform/db/storable-text.ts';
import type { Cursor } from '../../platform/http/keyset-cursor.ts';
import type { NewNotification } from './notifications.ts';

/** More unread ones are not counted. */
export const mostUnread = 100;

/** Who hears of it: active, not the one who caused it, and in a team only those who work there. */
export async function findHearers(tx: Tx, { to, by }: NewNotification): Promise<string[]> {
  const among =
    'teamId' in to
      ? fragment`exists (select 1 from team_members where team_id = ${to.teamId}::uuid and person_id = person.id)
          and exists (select 1 from person_roles where person_id = person.id and role = 'agent')`
      : fragment`person.id = any(${[...to.personIds]}::uuid[])`;
  const rows = await tx.sql<{ id: string }>`
    select person.id from people person
    where person.active and ${among} and person.id is distinct from ${by?.id ?? null}::uuid
    order by person.id`;
  return rows.map((row) => row.id);
}

/** Answers false when this person has one with this key already. */
export async function insertNotification(
  tx: Tx,
  row: { id: string; personId: string; at: Temporal.Instant } & Pick<
    NewNotification,
    'key' | 'kind' | 'activityId' | 'by'
  >,
): Promise<boolean> {
  const rows = await tx.sql`
    insert into notifications (id, person_id, key, kind, activity_id, by_name, at)
    values (${row.id}, ${row.personId}, ${row.key}, ${row.kind}, ${row.activityId},
      ${row.by === null ? null : storableText(row.by.name)}, ${row.at})
    on conflict (person_id, key) do nothing returning id`;
  return rows.length === 1;
}

export interface MailedPerson {
  readonly name: string;
  readonly email: string;
  readonly language: Language;
  readonly number: string;
  readonly subject: string;
}

/** Null when this person wants no mail of this kind, has no address, or gets the desk's mails as the initiator. */
export async function findMailedPerson(
  tx: Tx,
  personId: string,
  { activityId, kind }: Pick<NewNotification, 'activityId' | 'kind'>,
): Promise<MailedPerson | null> {
  const rows = await tx.sql<MailedPerson>`
    select person.name, person.email, person.language, a.number, a.subject
    from people person
      join notification_mails wish on wish.person_id = person.id and wish.kinds ? ${kind}::text
      join activities a on a.id = ${activityId}::uuid and a.initiator_id is distinct from person.id
    where person.id = ${personId} and person.email is not null`;
  return rows[0] ?? null;
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
