import type { Sql, SqlValue } from '@fernwart/addon-kit';
import type { Database, Tx } from '../db/database.ts';
import { AddonError } from './addon-error.ts';
import type { Grant } from './grants.ts';
import { packageStatement } from './package-statement.ts';
import { type CallScope } from './running-package.ts';
import type { SqlFence } from './sql-fence.ts';
import { enterPackage, intoSchema } from './store.ts';

/** Beyond this an answer is a mistake: read in pages. */
const mostRows = 100_000;

/** The tag with its permission asked first. */
export function grantedSql(grant: Grant, sql: Sql): Sql {
  return <Row extends object>(strings: TemplateStringsArray, ...values: readonly SqlValue[]) =>
    grant('database', () => sql<Row>(strings, ...values))();
}

/** One statement in a transaction of its own, inside the package's schema. */
export function hostSql(db: Database, fence: SqlFence, scope: CallScope): Sql {
  return async <Row extends object>(strings: TemplateStringsArray, ...values: readonly SqlValue[]) => {
    const statement = packageStatement(strings, values);
    await fence.admit(strings, statement.text);
    const { id, digest } = scope.running.loaded;
    return db.transaction(async (tx) => {
      await enterPackage(tx, db.kind, id, digest);
      await intoSchema(tx, id);
      return bounded(await tx.query<Row>(statement.text, statement.values));
    });
  };
}

/** The same inside a transaction that is open; `inSchema` sees to it that the package's tables are found. */
export function transactionSql(
  fence: SqlFence,
  inSchema: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
): Sql {
  return async <Row extends object>(strings: TemplateStringsArray, ...values: readonly SqlValue[]) => {
    const statement = packageStatement(strings, values);
    await fence.admit(strings, statement.text);
    return inSchema(async (tx) => bounded(await tx.query<Row>(statement.text, statement.values)));
  };
}

function bounded<Row>(rows: Row[]): Row[] {
  if (rows.length > mostRows)
    throw new AddonError('too_many_rows', `more than ${mostRows} rows: read in pages`);
  return rows;
}
