import type { PersonSnapshot } from '@fernwart/addon-kit';
import type { Language, Person, Role } from '@fernwart/contract';
import { type Executor, fragment, type Tx } from '../../platform/db/database.ts';
import { containing, storableText } from '../../platform/db/storable-text.ts';
import type { Cursor } from '../../platform/http/keyset-cursor.ts';

export interface PersonRow {
  id: string;
  login: string | null;
  name: string;
  email: string | null;
  phone: string | null;
  department: string | null;
  language: Language;
  time_zone: string;
  active: boolean;
  version: number;
  has_password: boolean;
  roles: Role[];
  teams: { id: string; name: string }[];
}

const person = fragment`
  p.id, p.login, p.name, p.email, p.phone, p.department, p.language, p.time_zone, p.active, p.version,
  p.password_hash is not null as has_password, lower(p.name) as sort_key,
  coalesce((select jsonb_agg(r.role order by r.role) from person_roles r where r.person_id = p.id), '[]') as roles,
  coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) order by t.name)
    from team_members m join teams t on t.id = m.team_id where m.person_id = p.id), '[]') as teams`;

export async function findPerson(on: Executor, id: string): Promise<PersonRow | null> {
  const [row] = await on.sql<PersonRow>`select ${person} from people p where p.id = ${id}::uuid`;
  return row ?? null;
}

/** Only people who can sign in with a password have a hash. */
export async function findForSignIn(
  on: Executor,
  login: string,
): Promise<{ id: string; name: string; active: boolean; password_hash: string | null } | null> {
  const [row] = await on.sql<{ id: string; name: string; active: boolean; password_hash: string | null }>`
    select id, name, active, password_hash from people where login = ${storableText(login)}`;
  return row ?? null;
}

export async function listPeople(
  on: Executor,
  filter: {
    search?: string | undefined;
    role?: Role | undefined;
    team?: string | undefined;
    active?: 'true' | 'false' | undefined;
    after: Cursor | null;
  },
  limit: number,
): Promise<{ person: PersonRow; cursor: Cursor }[]> {
  const { search, role, team, active, after } = filter;
  const found = search
    ? fragment`and (p.name ilike ${containing(search)} or p.email ilike ${containing(search)}
        or p.login ilike ${containing(search)} or p.department ilike ${containing(search)})`
    : fragment``;
  const holds = role
    ? fragment`and exists (select from person_roles r where r.person_id = p.id and r.role = ${role})`
    : fragment``;
  const belongs = team
    ? fragment`and exists (select from team_members m where m.person_id = p.id and m.team_id = ${team}::uuid)`
    : fragment``;
  const state = active ? fragment`and p.active = ${active === 'true'}` : fragment``;
  const start = after
    ? fragment`and (lower(p.name), p.id) > (${after.key}::text, ${after.id}::uuid)`
    : fragment``;
  const rows = await on.sql<PersonRow & { sort_key: string }>`
    select ${person} from people p where true ${found} ${holds} ${belongs} ${state} ${start}
    order by lower(p.name), p.id limit ${limit}::int`;
  return rows.map((row) => ({ person: row, cursor: { key: row.sort_key, id: row.id } }));
}

export async function listAdministrators(on: Executor): Promise<PersonRow[]> {
  return on.sql<PersonRow>`
    select ${person} from people p join person_roles a on a.person_id = p.id and a.role = 'administrator'
    where p.active order by p.created_at, p.id`;
}

export async function insertPerson(
  tx: Tx,
  row: Pick<
    PersonRow,
    'id' | 'login' | 'name' | 'email' | 'phone' | 'department' | 'language' | 'time_zone'
  > & {
    password_hash: string | null;
  },
  roles: readonly Role[],
  now: Temporal.Instant,
): Promise<boolean> {
  const rows = await tx.sql`
    insert into people (id, login, name, email, phone, department, language, time_zone, password_hash, created_at, updated_at)
    values (${row.id}, ${stored(row.login)}, ${storableText(row.name)}, ${stored(row.email)}, ${stored(row.phone)},
      ${stored(row.department)}, ${row.language},
      ${row.time_zone}, ${row.password_hash}, ${now}, ${now})
    on conflict (login) do nothing returning id`;
  if (rows.length === 0) return false;
  await tx.sql`
    insert into person_roles (person_id, role) select ${row.id}::uuid, unnest(${roles}::text[])`;
  return true;
}

export async function updateReading(
  tx: Tx,
  id: string,
  change: { language: Language | null; timeZone: string | null },
  now: Temporal.Instant,
): Promise<void> {
  await tx.sql`
    update people set language = coalesce(${change.language}, language), time_zone = coalesce(${change.timeZone}, time_zone),
      updated_at = ${now}, version = version + 1
    where id = ${id}::uuid`;
}

export async function updateActive(
  tx: Tx,
  id: string,
  active: boolean,
  now: Temporal.Instant,
): Promise<boolean> {
  const rows = await tx.sql`
    update people set active = ${active}, updated_at = ${now}, version = version + 1 where id = ${id}::uuid returning id`;
  return rows.length > 0;
}

/** This person and every administrator, in one order: who changes them waits here. */
export async function lockPeople(tx: Tx, id: string): Promise<void> {
  await tx.sql`
    select id from people
    where id = ${id}::uuid or id in (select person_id from person_roles where role = 'administrator')
    order by id for update`;
}

export async function replaceRoles(tx: Tx, id: string, roles: readonly Role[]): Promise<void> {
  await tx.sql`delete from person_roles where person_id = ${id}::uuid and role <> all(${roles}::text[])`;
  await tx.sql`
    insert into person_roles (person_id, role) select ${id}::uuid, unnest(${roles}::text[]) on conflict do nothing`;
}

export async function findOwnPassword(
  on: Executor,
  id: string,
): Promise<{ login: string | null; password_hash: string | null } | null> {
  const [row] = await on.sql<{ login: string | null; password_hash: string | null }>`
    select login, password_hash from people where id = ${id}::uuid and active`;
  return row ?? null;
}

export async function updatePassword(
  tx: Tx,
  id: string,
  passwordHash: string,
  now: Temporal.Instant,
): Promise<void> {
  await tx.sql`
    update people set password_hash = ${passwordHash}, updated_at = ${now}, version = version + 1 where id = ${id}::uuid`;
}

/** The row is held by the caller. Rejects with the database's `23505` when the login is taken. */
export async function updateFields(
  tx: Tx,
  id: string,
  row: Pick<PersonRow, 'login' | 'name' | 'email' | 'phone' | 'department' | 'language' | 'time_zone'>,
  now: Temporal.Instant,
): Promise<void> {
  await tx.sql`
    update people set login = ${stored(row.login)}, name = ${storableText(row.name)}, email = ${stored(row.email)},
      phone = ${stored(row.phone)}, department = ${stored(row.department)}, language = ${row.language},
      time_zone = ${row.time_zone}, updated_at = ${now}
    where id = ${id}::uuid`;
}

function stored(text: string | null): string | null {
  return text === null ? null : storableText(text);
}

export function presentPerson(row: PersonRow, withLogin: boolean): Person {
  const { id, name, email, phone, department, language, active, roles, teams, version } = row;
  const login = withLogin ? row.login : null;
  const hasPassword = withLogin ? row.has_password : null;
  const more = { timeZone: row.time_zone, hasPassword };
  return { id, name, login, email, phone, department, language, active, roles, teams, version, ...more };
}

export function snapshotOfPerson(row: PersonRow): PersonSnapshot {
  const { id, name, email, language, active, roles } = row;
  return { id, name, email, language, timeZone: row.time_zone, active, roles };
}
