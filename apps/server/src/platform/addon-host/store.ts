import { packageSchema } from '@fernwart/addon-kit';
import type { Database, Executor, Tx } from '../db/database.ts';
import { AddonError } from './addon-error.ts';

/**
 * Begins a transaction of a package's code: an installation waits until it is over, and code of another version than
 * the installed one never gets in (design §5: no old code on the new schema). On PostgreSQL no statement lasts longer than
 * `statementLimit`; PGlite cannot be interrupted.
 */
export async function enterPackage(
  tx: Tx,
  kind: Database['kind'],
  packageId: string,
  digest: string,
  statementLimit: Temporal.Duration,
): Promise<void> {
  if (kind === 'postgres') {
    // PGlite has one session, so an installation's transaction excludes every other by itself.
    await tx.sql`
      select pg_advisory_xact_lock_shared(hashtextextended(${lockName(packageId)}, 0)),
        set_config('statement_timeout', ${`${Math.ceil(statementLimit.total('milliseconds'))}ms`}, true)`;
  }
  const [row] = await tx.sql`
    select 1 from packages where id = ${packageId} and digest = ${digest} and state = 'active'`;
  if (!row) throw new AddonError('package_replaced', 'another version of this package is installed');
}

interface Installation {
  readonly generation: number;
  /** `data_kept`: it was removed, and may come back. */
  readonly state: 'active' | 'disabled' | 'data_kept' | null;
}

/** How the database knows a package, whatever this node runs. */
export async function findInstallation(on: Executor, packageId: string): Promise<Installation> {
  const [row] = await on.sql<Installation>`
    select generation, coalesce(
      (select state from packages where id = ${packageId}),
      (select 'data_kept' from package_migrations where package_id = ${packageId} limit 1)) as state
    from package_generation`;
  return row ?? { generation: 0, state: null };
}

/** Waits for all transactions of this package's code and keeps new ones out until this transaction is over. */
export async function holdOffPackage(tx: Tx, kind: Database['kind'], packageId: string): Promise<void> {
  if (kind !== 'postgres') return;
  await tx.sql`set local lock_timeout = '20s'`;
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(${lockName(packageId)}, 0))`;
}

/** Statements from here on find the package's own tables and nothing else. */
export async function intoSchema(tx: Tx, packageId: string): Promise<void> {
  await tx.sql`select set_config('search_path', ${packageSchema(packageId)}, true)`;
}

/** Back to the desk's own tables. */
export async function outOfSchema(tx: Tx): Promise<void> {
  await tx.sql`set local search_path to default`;
}

function lockName(packageId: string): string {
  return `fernwart package ${packageId}`;
}
