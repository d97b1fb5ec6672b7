import type { Sql, SqlValue } from '../host.ts';

interface Queryable {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

/** What the harness needs of a database; a PGlite in memory fits as it is. */
export interface HarnessDatabase extends Queryable {
  transaction<T>(work: (on: Queryable) => Promise<T>): Promise<T | undefined>;
}

/** The tag of `host.sql` on a database. Instants go in and come out as `Temporal.Instant`. */
export function sqlOn(on: Queryable): Sql {
  return async <Row extends object>(strings: TemplateStringsArray, ...values: readonly SqlValue[]) => {
    const text = strings.reduce((sofar, part, index) => `${sofar}$${index}${part}`);
    const { rows } = await on.query(text, values.map(toParameter));
    return rows.map((row) => fromRow(row) as Row);
  };
}

export function withoutDatabase(): never {
  throw new Error('This harness was given no database: createHarness({ database: await PGlite.create() })');
}

function toParameter(value: SqlValue): unknown {
  return typeof value === 'object' && value !== null && 'epochMilliseconds' in value ? String(value) : value;
}

function fromRow(row: unknown): Record<string, unknown> {
  const members = Object.entries(row as Record<string, unknown>).map(([name, value]) => [
    name,
    value instanceof Date ? Temporal.Instant.fromEpochMilliseconds(value.getTime()) : value,
  ]);
  return Object.fromEntries(members);
}
