import type { Executor } from '../../apps/server/src/platform/db/database.ts';

/**
 * Describes everything in the schema `public` as text: tables with their columns, constraints and indexes, sequences,
 * functions and triggers. The same migrations give the same text on every database and version that is supported.
 */
export async function describeSchema(on: Executor): Promise<string> {
  const parts = [
    ...(await tables(on)),
    ...(await sequences(on)),
    ...(await functions(on)),
    ...(await triggers(on)),
  ];
  return `${parts.join('\n\n')}\n`;
}

async function tables(on: Executor): Promise<string[]> {
  const columns = await on.query<{ table: string; line: string }>(`
    select c.relname as table,
           a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
             || case when a.attnotnull then ' not null' else '' end
             || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') as line
      from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
     order by c.relname, a.attnum`);
  // Newer versions keep "not null" as a constraint as well (contype n).
  const constraints = await on.query<{ table: string; line: string }>(`
    select c.relname as table, 'constraint ' || k.conname || ' ' || pg_get_constraintdef(k.oid) as line
      from pg_constraint k join pg_class c on c.oid = k.conrelid
     where c.relnamespace = 'public'::regnamespace and k.contype in ('p', 'u', 'f', 'c', 'x')
     order by c.relname, k.conname`);
  const indexes = await on.query<{ table: string; line: string }>(`
    select i.tablename as table, i.indexdef || ';' as line
      from pg_indexes i
     where i.schemaname = 'public'
       and not exists (select from pg_constraint k where k.conname = i.indexname)
     order by i.tablename, i.indexname`);
  const indexesOf = Map.groupBy(indexes, ({ table }) => table);
  return [...Map.groupBy([...columns, ...constraints], ({ table }) => table)].map(([table, lines]) =>
    [
      `create table ${table} (\n  ${lines.map(({ line }) => line).join(',\n  ')}\n);`,
      ...(indexesOf.get(table) ?? []).map(({ line }) => line),
    ].join('\n'),
  );
}

async function sequences(on: Executor): Promise<string[]> {
  const rows = await on.query<{ line: string }>(`
    select 'create sequence ' || sequencename || ' as ' || data_type || ';' as line
      from pg_sequences where schemaname = 'public' order by sequencename`);
  return rows.map(({ line }) => line);
}

async function functions(on: Executor): Promise<string[]> {
  const rows = await on.query<{ line: string }>(`
    select rtrim(pg_get_functiondef(p.oid), E'\\n') || ';' as line
      from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prokind = 'f' order by p.proname, p.oid`);
  return rows.map(({ line }) => line);
}

async function triggers(on: Executor): Promise<string[]> {
  const rows = await on.query<{ line: string }>(`
    select pg_get_triggerdef(t.oid) || ';' as line
      from pg_trigger t join pg_class c on c.oid = t.tgrelid
     where c.relnamespace = 'public'::regnamespace and not t.tgisinternal
     order by c.relname, t.tgname`);
  return rows.map(({ line }) => line);
}
