import { type Executor, fragment, identifier, type Tx } from '../db/database.ts';

/** A column that can hold sealed values: any text of ours or of a package. */
export interface SealedColumn {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly type: 'text' | 'jsonb';
}

/** Every column of every table, so that none can be forgotten. The keys' own check values stay: they belong to their key. */
export function textColumns(on: Executor): Promise<SealedColumn[]> {
  return on.sql<SealedColumn>`
    select c.table_schema as "schema", c.table_name as "table", c.column_name as "column", c.data_type as "type"
    from information_schema.columns c
    join information_schema.tables t
      on t.table_schema = c.table_schema and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
    where (c.table_schema = 'public' or starts_with(c.table_schema, 'pkg_'))
      and c.data_type in ('text', 'jsonb') and c.is_generated = 'NEVER' and c.table_name <> 'sealing_keys'
    order by 1, 2, 3`;
}

/** Different contents of a column that name the key, after `after`, in their own order. */
export async function contentsNaming(
  on: Executor,
  { schema, table, column }: SealedColumn,
  keyId: string,
  after: string,
  limit: number,
): Promise<string[]> {
  const value = fragment`${identifier(column)}::text collate "C"`;
  const rows = await on.sql<{ content: string }>`
    select distinct ${value} as content from ${identifier(schema)}.${identifier(table)}
    where ${value} like ${`%v_.${keyId}.%`} and ${value} > ${after} order by 1 limit ${limit}`;
  return rows.map((row) => row.content);
}

/** Puts other contents in the place of those, wherever they still stand. */
export async function replaceContents(
  tx: Tx,
  { schema, table, column, type }: SealedColumn,
  replaced: readonly { readonly before: string; readonly after: string }[],
): Promise<void> {
  const name = identifier(column);
  const after = type === 'jsonb' ? fragment`new.after::jsonb` : fragment`new.after`;
  await tx.sql`
    update ${identifier(schema)}.${identifier(table)} t set ${name} = ${after}
    from unnest(${replaced.map((one) => one.before)}::text[], ${replaced.map((one) => one.after)}::text[]) as new (before, after)
    where t.${name}::text = new.before`;
}
