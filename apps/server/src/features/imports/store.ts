import type { ImportField, ImportKind, ImportSummary, Language, Role } from '@fernwart/contract';
import { type Executor, fragment, type Tx } from '../../platform/db/database.ts';
import { storableJson, storableText } from '../../platform/db/storable-text.ts';
import type { Row, Separator } from './read-file.ts';

export interface KnownPerson {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly login: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly department: string | null;
  readonly language: Language;
  readonly timeZone: string;
  readonly roles: readonly Role[];
  /** Those in use. */
  readonly teamIds: readonly string[];
}
export interface KnownAsset {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly kind: string;
  readonly inventoryNumber: string | null;
  readonly serialNumber: string | null;
  readonly manufacturer: string | null;
  readonly model: string | null;
  readonly location: string | null;
  readonly ownerId: string | null;
  readonly ownerName: string | null;
}
export interface KnownOwner {
  readonly id: string;
  readonly name: string;
  readonly login: string | null;
  readonly email: string | null;
}

/** Nobody changes people or assets until the transaction ends: what was compared is what is written. */
export async function lockWorld(tx: Tx, kind: ImportKind): Promise<void> {
  if (kind === 'people') await tx.sql`lock table people, teams in share row exclusive mode`;
  else await tx.sql`lock table assets in share row exclusive mode`;
}

/** Those whom a row may mean. */
export function findPeople(
  on: Executor,
  logins: readonly string[],
  emails: readonly string[],
): Promise<KnownPerson[]> {
  return on.sql<KnownPerson>`
    select p.id, p.version, p.name, p.login, p.email, p.phone, p.department, p.language, p.time_zone as "timeZone",
      coalesce((select jsonb_agg(r.role order by r.role) from person_roles r where r.person_id = p.id), '[]') as roles,
      coalesce((select jsonb_agg(t.id order by t.id) from team_members m join teams t on t.id = m.team_id
        where m.person_id = p.id and t.archived_at is null), '[]') as "teamIds"
    from people p
    where p.login = any(${logins}::text[]) or lower(p.email) = any(${emails}::text[]) order by p.id`;
}

export function openTeams(on: Executor): Promise<{ id: string; name: string }[]> {
  return on.sql<{ id: string; name: string }>`
    select id, name from teams where archived_at is null order by id`;
}

export function findAssets(
  on: Executor,
  inventoryNumbers: readonly string[],
  serialNumbers: readonly string[],
): Promise<KnownAsset[]> {
  return on.sql<KnownAsset>`
    select a.id, a.version, a.name, a.kind, a.inventory_number as "inventoryNumber", a.serial_number as "serialNumber",
      a.manufacturer, a.model, a.location, a.owner_id as "ownerId", p.name as "ownerName"
    from assets a left join people p on p.id = a.owner_id
    where a.inventory_number = any(${inventoryNumbers}::text[]) or a.serial_number = any(${serialNumbers}::text[])
    order by a.id`;
}

export function findOwners(on: Executor, keys: readonly string[]): Promise<KnownOwner[]> {
  return on.sql<KnownOwner>`
    select id, name, login, email from people
    where active and (login = any(${keys}::text[]) or lower(email) = any(${keys}::text[])) order by id`;
}

export interface ImportRecord {
  readonly id: string;
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly encoding: string;
  readonly separator: Separator;
  readonly cells: Row[] | null;
  readonly mapping: (ImportField | null)[];
  readonly createdAt: Temporal.Instant;
  readonly createdBy: string;
  readonly createdByName: string;
  readonly appliedAt: Temporal.Instant | null;
  readonly result: ImportSummary['result'];
}

export async function insertImport(
  tx: Tx,
  made: Omit<ImportRecord, 'createdByName' | 'appliedAt' | 'result'>,
): Promise<void> {
  await tx.sql`
    insert into imports (id, kind, file_name, encoding, separator, cells, mapping, created_at, created_by)
    values (${made.id}, ${made.kind}, ${storableText(made.fileName)}, ${made.encoding}, ${made.separator},
      ${storableJson(made.cells)}::jsonb, ${storableJson(made.mapping)}::jsonb, ${made.createdAt}, ${made.createdBy})`;
}

/** Files hold personal data: what nobody applied within a day is gone. */
export async function forgetFiles(tx: Tx, before: Temporal.Instant): Promise<void> {
  await tx.sql`delete from imports where applied_at is null and created_at < ${before}`;
}

export async function findImport(on: Executor, id: string, lock = false): Promise<ImportRecord | null> {
  const forUpdate = lock ? fragment`for update of i` : fragment``;
  const [row] = await on.sql<ImportRecord>`
    select i.id, i.kind, i.file_name as "fileName", i.encoding, i.separator, i.cells, i.mapping,
      i.created_at as "createdAt", i.created_by as "createdBy", p.name as "createdByName",
      i.applied_at as "appliedAt", i.result
    from imports i join people p on p.id = i.created_by where i.id = ${id}::uuid ${forUpdate}`;
  return row ?? null;
}

/** The last fifty that were applied. */
export function listImports(on: Executor): Promise<Omit<ImportRecord, 'cells'>[]> {
  return on.sql<Omit<ImportRecord, 'cells'>>`
    select i.id, i.kind, i.file_name as "fileName", i.encoding, i.separator, i.mapping,
      i.created_at as "createdAt", i.created_by as "createdBy", p.name as "createdByName",
      i.applied_at as "appliedAt", i.result
    from imports i join people p on p.id = i.created_by where i.applied_at is not null
    order by i.created_at desc, i.id desc limit 50`;
}

export async function saveMapping(
  tx: Tx,
  id: string,
  mapping: readonly (ImportField | null)[],
): Promise<void> {
  await tx.sql`update imports set mapping = ${storableJson(mapping)}::jsonb where id = ${id}::uuid`;
}

/** Its rows are no longer needed: what they became stands with people and assets. */
export async function finishImport(
  tx: Tx,
  id: string,
  result: NonNullable<ImportSummary['result']>,
  at: Temporal.Instant,
): Promise<void> {
  await tx.sql`
    update imports set applied_at = ${at}, result = ${storableJson(result)}::jsonb, cells = null where id = ${id}::uuid`;
}

/** Whoever has the person open in a form is told that it changed. */
export async function nextVersion(tx: Tx, personId: string): Promise<void> {
  await tx.sql`update people set version = version + 1 where id = ${personId}::uuid`;
}
