import type { Sql, SqlValue } from '@fernwart/addon-kit';
import type { PackageDatabase } from './package-database.ts';

/** The tag of `host.sql` straight on the package's tables, for tests of single statements. */
export function packageSql(database: Pick<PackageDatabase, 'query'>): Sql {
  return async <Row extends object>(strings: TemplateStringsArray, ...values: readonly SqlValue[]) => {
    const text = strings.reduce((all, piece, index) => `${all}$${index}${piece}`);
    return (await database.query<Row>(text, values.map(parameter))).rows;
  };
}

function parameter(value: SqlValue): unknown {
  return value instanceof Temporal.Instant ? value.toString() : value;
}
