import { piece, type SqlFragment, type SqlValue, type Statement } from './sql-text.ts';

export type { SqlFragment, SqlValue, Statement } from './sql-text.ts';

/**
 * Runs one statement: ``db.sql<{ id: string }>`select id from people where login = ${login}` ``.
 * Rows come with instants as `Temporal.Instant`, bigint as number, jsonb parsed, bytea as Buffer.
 */
export type Sql = <Row extends object = Record<string, unknown>>(
  strings: TemplateStringsArray,
  ...values: readonly (SqlValue | SqlFragment)[]
) => Promise<Row[]>;

export const fragment = (
  strings: TemplateStringsArray,
  ...values: readonly (SqlValue | SqlFragment)[]
): SqlFragment => piece(strings, values);

/** A name from our own code, quoted. */
export const identifier = (name: string): SqlFragment => piece([`"${name.replaceAll('"', '""')}"`], []);

/** Something that statements run on: the database itself, or a transaction. */
export interface Executor {
  readonly sql: Sql;
  /** Statement text with `$1…` placeholders. */
  query<Row extends object = Record<string, unknown>>(
    text: string,
    values?: readonly SqlValue[],
  ): Promise<Row[]>;
}

export interface Tx extends Executor {
  /** Runs once this transaction is durable; never if it rolled back. Errors are logged, not thrown. */
  afterCommit(work: () => void | Promise<void>): void;
  /** Tells every listener of the channel once this transaction is durable; the same twice is told once. */
  notify(channel: string, payload: string): void;
}

/** Rows of all statements in `text`, one after the other. */
export type SessionQuery = (text: string, values: readonly unknown[]) => Promise<{ rows: unknown[] }>;

/**
 * The one door to either database. A root query, a second transaction or an outgoing call inside `transaction`
 * is an error with code `inside_transaction` on both: PGlite has a single session and would wait for itself.
 */
export interface Database extends Executor {
  readonly kind: 'pglite' | 'postgres';
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * A transaction of statements that are all known beforehand, sent without waiting for one another's answers. Answers
   * the last one's rows; rejects with the first error, and then nothing of them is durable.
   */
  together<Row extends object>(statements: readonly Statement[]): Promise<Row[]>;
  /** Several statements without parameters. */
  script(text: string): Promise<void>;
  /** One session outside any transaction, for libraries that bring statements of their own. */
  session<T>(work: (query: SessionQuery) => Promise<T>): Promise<T>;
  /** Calls back for every notification on a channel, on every node; `onGap` says that some may have been missed. */
  listen(
    channel: string,
    onNotification: (payload: string) => void,
    onGap: () => void,
  ): Promise<() => Promise<void>>;
  /** The database's own time: leases between nodes are told in it. */
  now(): Promise<Temporal.Instant>;
  /** The whole embedded database at one moment, as an archive; PostgreSQL has tools of its own and leaves this out. */
  readonly archive?: () => Promise<Uint8Array<ArrayBuffer>>;
  /** How this process's sessions are used at the moment. */
  readonly pool?: () => { readonly open: number; readonly idle: number; readonly wanted: number };
  close(): Promise<void>;
}
