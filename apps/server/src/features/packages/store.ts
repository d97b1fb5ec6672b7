import { type Manifest, packageSchema } from '@fernwart/addon-kit';
import type { Strings } from '@fernwart/addon-kit/package';
import { type Executor, identifier, type Tx } from '../../platform/db/database.ts';
import { storableJson } from '../../platform/db/storable-text.ts';

export interface PackageRow {
  id: string;
  version: string;
  manifest: Manifest;
  digest: string;
  state: 'active' | 'disabled';
  publisher: string | null;
  key_id: string | null;
  installed_at: Temporal.Instant;
  installed_by: string;
}
export interface PackageCode extends Pick<PackageRow, 'id' | 'version' | 'manifest' | 'digest' | 'state'> {
  strings: Record<string, Strings>;
  module: string;
}

/** Nodes that gave no sign of life for this long are not waited for. */
const nodeLives = '10 seconds';

export async function listPackages(on: Executor): Promise<PackageRow[]> {
  return on.sql<PackageRow>`
    select id, version, manifest, digest, state, publisher, key_id, installed_at, installed_by from packages order by id`;
}

export async function findPackage(on: Executor, id: string): Promise<PackageRow | null> {
  return (await listPackages(on)).find((row) => row.id === id) ?? null;
}

/** The same, with its row held until the end of the transaction. */
export async function lockPackage(
  tx: Tx,
  id: string,
): Promise<Pick<PackageRow, 'version' | 'digest' | 'state'> | null> {
  const [row] =
    await tx.sql<PackageRow>`select version, digest, state from packages where id = ${id} for update`;
  return row ?? null;
}

export async function readCode(on: Executor): Promise<{ generation: number; packages: PackageCode[] }> {
  // The generation first: whoever sees an older one with newer packages comes back for the rest.
  const generation = await readGeneration(on);
  const packages = await on.sql<PackageCode>`
    select id, version, manifest, strings, digest, module, state from packages order by id`;
  return { generation, packages };
}

export async function readGeneration(on: Executor): Promise<number> {
  const [row] = await on.sql<{ generation: number }>`select generation from package_generation`;
  return row?.generation ?? 0;
}

export async function nextGeneration(tx: Tx): Promise<number> {
  const [row] = await tx.sql<{ generation: number }>`
    update package_generation set generation = generation + 1 returning generation`;
  if (!row) throw new Error('the row of package_generation is missing');
  return row.generation;
}

export async function putPackage(
  tx: Tx,
  row: Omit<PackageRow, 'state'> & { strings: object; archive: Uint8Array; module: string },
): Promise<void> {
  await tx.sql`
    insert into packages (id, version, manifest, strings, digest, archive, module, state, publisher, key_id, installed_at, installed_by)
    values (${row.id}, ${row.version}, ${storableJson(row.manifest)}::jsonb, ${storableJson(row.strings)}::jsonb, ${row.digest},
      ${row.archive}, ${row.module}, 'active', ${row.publisher}, ${row.key_id}, ${row.installed_at}, ${row.installed_by})
    on conflict (id) do update set version = excluded.version, manifest = excluded.manifest, strings = excluded.strings,
      digest = excluded.digest, archive = excluded.archive, module = excluded.module, state = 'active',
      publisher = excluded.publisher, key_id = excluded.key_id, installed_at = excluded.installed_at, installed_by = excluded.installed_by`;
}

export async function setPackageState(tx: Tx, id: string, state: 'active' | 'disabled'): Promise<void> {
  await tx.sql`update packages set state = ${state} where id = ${id}`;
}

export async function deletePackage(tx: Tx, id: string): Promise<void> {
  await tx.sql`delete from packages where id = ${id}`;
}

// Migrations of packages

export async function appliedMigrations(on: Executor, packageId: string): Promise<Map<string, string>> {
  const rows = await on.sql<{ name: string; digest: string }>`
    select name, digest from package_migrations where package_id = ${packageId}`;
  return new Map(rows.map((row) => [row.name, row.digest]));
}

export async function createSchema(tx: Tx, packageId: string): Promise<void> {
  await tx.sql`create schema if not exists ${identifier(packageSchema(packageId))}`;
}

export async function noteMigration(
  tx: Tx,
  packageId: string,
  migration: { name: string; digest: string },
  at: Temporal.Instant,
): Promise<void> {
  await tx.sql`
    insert into package_migrations (package_id, name, digest, applied_at)
    values (${packageId}, ${migration.name}, ${migration.digest}, ${at})`;
}

export async function dropData(tx: Tx, packageId: string): Promise<void> {
  await tx.sql`drop schema if exists ${identifier(packageSchema(packageId))} cascade`;
  await tx.sql`delete from package_migrations where package_id = ${packageId}`;
}

// Uploads

export async function insertUpload(
  tx: Tx,
  upload: { id: string; digest: string; archive: Uint8Array; by: string | null; at: Temporal.Instant },
  keep: { since: Temporal.Instant; most: number },
): Promise<void> {
  await tx.sql`
    insert into package_uploads (id, digest, archive, uploaded_by, uploaded_at)
    values (${upload.id}, ${upload.digest}, ${upload.archive}, ${upload.by}, ${upload.at})`;
  await tx.sql`
    delete from package_uploads where uploaded_at < ${keep.since}
      or id not in (select id from package_uploads order by uploaded_at desc, id desc limit ${keep.most})`;
}

export async function findUpload(
  on: Executor,
  id: string,
): Promise<{ digest: string; archive: Buffer } | null> {
  const [row] = await on.sql<{ digest: string; archive: Buffer }>`
    select digest, archive from package_uploads where id = ${id}`;
  return row ?? null;
}

export async function deleteUpload(tx: Tx, id: string): Promise<void> {
  await tx.sql`delete from package_uploads where id = ${id}`;
}

// One change of packages at a time

const lease = 'package-installation';
const leaseFor = '60 seconds';

/** Takes or prolongs the lease; false while somebody else has it. */
export async function holdLease(on: Executor, holder: string): Promise<boolean> {
  const rows = await on.sql`
    insert into leases (name, holder, until) values (${lease}, ${holder}, clock_timestamp() + ${leaseFor}::interval)
    on conflict (name) do update set holder = excluded.holder, until = excluded.until
      where leases.holder = excluded.holder or leases.until < clock_timestamp()
    returning 1`;
  return rows.length > 0;
}

export async function releaseLease(on: Executor, holder: string): Promise<void> {
  await on.sql`delete from leases where name = ${lease} and holder = ${holder}`;
}

// Draining

/** Asks all nodes to let nothing new into a package; whoever asks again prolongs it. */
export async function putDrain(on: Executor, packageId: string, holder: string): Promise<void> {
  await on.sql`
    insert into package_drains (package_id, holder, until) values (${packageId}, ${holder}, clock_timestamp() + ${leaseFor}::interval)
    on conflict (package_id) do update set holder = excluded.holder, until = excluded.until`;
}

export async function endDrain(on: Executor, holder: string): Promise<void> {
  await on.sql`delete from package_drains where holder = ${holder}`;
  await on.sql`delete from package_drain_acks where holder = ${holder}`;
}

export async function currentDrains(on: Executor): Promise<{ packageId: string; holder: string }[]> {
  return on.sql<{ packageId: string; holder: string }>`
    select package_id as "packageId", holder from package_drains where until > clock_timestamp()`;
}

export async function acknowledgeDrain(on: Executor, holder: string, nodeId: string): Promise<void> {
  await on.sql`
    insert into package_drain_acks (holder, node_id) values (${holder}, ${nodeId}) on conflict do nothing`;
}

/** Living nodes in which something of the package may still be going. */
export async function nodesToDrain(on: Executor, holder: string): Promise<string[]> {
  const rows = await on.sql<{ id: string }>`
    select id from nodes where seen_at > clock_timestamp() - ${nodeLives}::interval
      and id not in (select node_id from package_drain_acks where holder = ${holder}) order by id`;
  return rows.map((row) => row.id);
}

// Nodes

/** A sign of life; told in the database's own time. */
export async function markNode(
  on: Executor,
  node: { id: string; role: string; startedAt: Temporal.Instant; generation: number },
): Promise<void> {
  await on.sql`
    insert into nodes (id, role, started_at, seen_at, generation)
    values (${node.id}, ${node.role}, ${node.startedAt}, clock_timestamp(), ${node.generation})
    on conflict (id) do update set seen_at = excluded.seen_at, generation = excluded.generation`;
}

export async function forgetNodes(on: Executor, id: string): Promise<void> {
  await on.sql`delete from nodes where id = ${id} or seen_at < clock_timestamp() - interval '1 day'`;
}

/** Living nodes that do not run this generation yet. Who asks lives, however long ago a busy machine let it say so. */
export async function nodesBehind(on: Executor, generation: number, self: string): Promise<string[]> {
  const rows = await on.sql<{ id: string }>`
    select id from nodes
    where (seen_at > clock_timestamp() - ${nodeLives}::interval or id = ${self}) and generation < ${generation}
    order by id`;
  return rows.map((row) => row.id);
}
