import type { Executor, Tx } from '../../platform/db/database.ts';
import { storableJson, storableText } from '../../platform/db/storable-text.ts';

export interface ConfigurationRow {
  id: string;
  package_id: string;
  type: string;
  name: string;
  is_default: boolean;
  values: Record<string, unknown>;
  /** Field → sealed text. */
  secrets: Record<string, string>;
  created_at: Temporal.Instant;
  updated_at: Temporal.Instant;
  version: number;
}

export async function listConfigurations(on: Executor): Promise<ConfigurationRow[]> {
  return on.sql<ConfigurationRow>`select * from configurations order by package_id, type, is_default desc, lower(name)`;
}

export async function listConfigurationsOf(
  on: Executor,
  packageId: string,
  type: string,
): Promise<ConfigurationRow[]> {
  return on.sql<ConfigurationRow>`
    select * from configurations where package_id = ${packageId} and type = ${type} order by created_at, id`;
}

export async function findConfiguration(on: Executor, id: string): Promise<ConfigurationRow | null> {
  const [row] = await on.sql<ConfigurationRow>`select * from configurations where id = ${id}`;
  return row ?? null;
}

export async function lockConfiguration(tx: Tx, id: string): Promise<ConfigurationRow | null> {
  const [row] = await tx.sql<ConfigurationRow>`select * from configurations where id = ${id} for update`;
  return row ?? null;
}

/** Changes of which one is the default of a type wait for each other. */
export async function lockType(tx: Tx, packageId: string, type: string): Promise<ConfigurationRow[]> {
  // The first one has no rows to wait for.
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(${`configurations ${packageId} ${type}`}, 0))`;
  return tx.sql<ConfigurationRow>`
    select * from configurations where package_id = ${packageId} and type = ${type} order by created_at, id for update`;
}

/** Answers false when the name is taken. */
export async function insertConfiguration(tx: Tx, row: ConfigurationRow): Promise<boolean> {
  const rows = await tx.sql`
    insert into configurations (id, package_id, type, name, is_default, "values", secrets, created_at, updated_at, version)
    values (${row.id}, ${row.package_id}, ${row.type}, ${storableText(row.name)}, ${row.is_default},
      ${storableJson(row.values)}::jsonb, ${storableJson(row.secrets)}::jsonb, ${row.created_at}, ${row.updated_at}, 1)
    on conflict do nothing returning id`;
  return rows.length === 1;
}

export async function updateConfiguration(tx: Tx, row: ConfigurationRow): Promise<void> {
  await tx.sql`
    update configurations set name = ${storableText(row.name)}, is_default = ${row.is_default},
      "values" = ${storableJson(row.values)}::jsonb, secrets = ${storableJson(row.secrets)}::jsonb,
      updated_at = ${row.updated_at}, version = version + 1
    where id = ${row.id}`;
}

export async function nameIsTaken(
  tx: Tx,
  row: Pick<ConfigurationRow, 'id' | 'package_id' | 'type' | 'name'>,
): Promise<boolean> {
  const rows = await tx.sql`
    select id from configurations where package_id = ${row.package_id} and type = ${row.type}
      and lower(name) = lower(${storableText(row.name)}) and id <> ${row.id}`;
  return rows.length > 0;
}

/** Takes the mark from whichever has it. */
export async function clearDefault(tx: Tx, packageId: string, type: string): Promise<void> {
  await tx.sql`update configurations set is_default = false where package_id = ${packageId} and type = ${type} and is_default`;
}

export async function markDefault(tx: Tx, id: string): Promise<void> {
  await tx.sql`update configurations set is_default = true where id = ${id}`;
}

export async function deleteConfiguration(tx: Tx, id: string): Promise<void> {
  await tx.sql`delete from configurations where id = ${id}`;
}

export async function deleteConfigurationsOf(tx: Tx, packageId: string): Promise<void> {
  await tx.sql`delete from configurations where package_id = ${packageId}`;
}
