import { packageSchema } from '@fernwart/addon-kit';
import type { Database, Executor, Statement, Tx } from '../db/database.ts';
import { AddonError, codeOf } from './addon-error.ts';

/** What `enter_package` raises. */
const packageReplaced = 'FW001';

/**
 * Begins a transaction of a package's code: an installation waits until it is over, and code of another version than
 * the installed one never gets in (design §5: no old code on the new schema). On PostgreSQL no statement lasts longer than
 * `statementLimit`; PGlite cannot be interrupted. Statements that follow find the package's own tables, or the desk's.
 */
export function enteringPackage(
  kind: Database['kind'],
  packageId: string,
  digest: string,
  statementLimit: Temporal.Duration,
  finds: 'package' | 'desk',
): Statement {
  // PGlite has one session, so an installation's transaction excludes every other by itself.
  const limit = kind === 'postgres' ? `${Math.ceil(statementLimit.total('milliseconds'))}ms` : null;
  const schema = finds === 'package' ? packageSchema(packageId) : null;
  return {
    text: 'select enter_package($1, $2, $3, $4, $5)',
    values: [packageId, digest, lockName(packageId), limit, schema],
  };
}

/** Rejects with `package_replaced` where the entering statement did. */
export async function entered<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (codeOf(error) !== packageReplaced) throw error;
    throw new AddonError('package_replaced', 'another version of this package is installed', error);
  }
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
