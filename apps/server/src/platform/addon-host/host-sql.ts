import type { Sql, SqlValue } from '@fernwart/addon-kit';
import type { Database, Tx } from '../db/database.ts';
import { AddonError, codeOf } from './addon-error.ts';
import type { Grant } from './grants.ts';
import type { Look } from './one-look.ts';
import { packageStatement } from './package-statement.ts';
import { type CallScope } from './running-package.ts';
import { mostRows, type SqlFence } from './sql-fence.ts';
import { entered, enteringPackage } from './store.ts';

/** PostgreSQL's code for a statement that met its time limit. */
const queryCanceled = '57014';

const onlyReads = /^\s*select\b/i;

/** The tag with its permission asked first. */
export function grantedSql(grant: Grant, sql: Sql): Sql {
  return <Row extends object>(strings: TemplateStringsArray, ...values: readonly SqlValue[]) =>
    grant('database', () => sql<Row>(strings, ...values))();
}

/** One statement in a transaction of its own, inside the package's schema. */
export function hostSql(
  db: Database,
  fence: SqlFence,
  scope: CallScope,
  statementLimit: Temporal.Duration,
  answers?: Look['answers'],
): Sql {
  return async <Row extends object>(strings: TemplateStringsArray, ...values: readonly SqlValue[]) => {
    const statement = packageStatement(strings, values);
    const text = await fence.admit(strings, statement.text);
    const { id, digest } = scope.running.loaded;
    const enter = enteringPackage(db.kind, id, digest, statementLimit, 'package');
    const asked = { text, values: statement.values };
    // What only reads need not be looked at before the transaction ends.
    if (onlyReads.test(text)) {
      const ask = () => answer(() => entered(db.together<Row>([enter, asked])));
      return answers ? once(answers, JSON.stringify([id, asked]), ask) : ask();
    }
    const written = db.transaction(async (tx) => {
      await entered(tx.query(enter.text, enter.values));
      return answer(() => tx.query<Row>(text, statement.values));
    });
    return written.finally(() => answers?.clear());
  };
}

async function once<Row extends object>(
  answers: Look['answers'],
  key: string,
  ask: () => Promise<Row[]>,
): Promise<Row[]> {
  const known = (answers.get(key) as Promise<readonly Row[]> | undefined) ?? ask();
  answers.set(key, known);
  // Whoever changes a row changes nobody else's.
  return (await known).map((row) => ({ ...row }));
}

/** The same inside a transaction that is open; `inSchema` sees to it that the package's tables are found. */
export function transactionSql(
  fence: SqlFence,
  inSchema: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
): Sql {
  return async <Row extends object>(strings: TemplateStringsArray, ...values: readonly SqlValue[]) => {
    const statement = packageStatement(strings, values);
    const text = await fence.admit(strings, statement.text);
    return inSchema((tx) => answer(() => tx.query<Row>(text, statement.values)));
  };
}

async function answer<Row>(query: () => Promise<Row[]>): Promise<Row[]> {
  const rows = await query().catch((error: unknown) => {
    if (codeOf(error) === queryCanceled)
      throw new AddonError('statement_timeout', 'a statement took too long', error);
    throw error;
  });
  if (rows.length > mostRows)
    throw new AddonError('too_many_rows', `more than ${mostRows} rows: read in pages`);
  return rows;
}
