import { expect, test } from 'vitest';
import { checkMigration } from './migration-check.ts';

async function faults(sql: string): Promise<string[]> {
  const { faults: found } = await checkMigration({ name: '0001_a', sql, digest: 'd' }, 'pkg_sample');
  return found.map((fault) => fault.en);
}

test.each([
  ['no SQL', 'create tabel a (id text)'],
  ['a function', "create function f() returns int language sql as 'select 1'"],
  ['a procedure block', 'do $$ begin end $$'],
  ['a trigger', 'create trigger t before insert on a for each row execute function f()'],
  ['an extension', 'create extension dblink'],
  ['a schema', 'create schema other'],
  ['a role', 'create role root superuser'],
  ['a grant', 'grant all on a to public'],
  ['a copy from a program', "copy a from program 'id'"],
  ['a setting', 'set search_path to public'],
  ['a transaction', 'commit'],
  ['a plain select', 'select 1'],
  ['a vacuum', 'vacuum a'],
  ['a rule', 'create rule r as on insert to a do nothing'],
  ['a policy', 'create policy p on a using (true)'],
  ['a temporary table', 'create temp table a (id text)'],
  ['a tablespace', 'create table a (id text) tablespace fast'],
  ['a new owner', 'alter table a owner to postgres'],
  ['another schema for a table', 'alter table a set schema public'],
  ['a trigger switched off', 'alter table a disable trigger all'],
  ['a desk table', 'create table public.people (id text)'],
  ['a foreign key into the desk', 'create table a (id uuid references public.people)'],
  [
    'a foreign key added later',
    'alter table a add constraint c foreign key (id) references public.people (id)',
  ],
  ['an index on a desk table', 'create index i on public.people (name)'],
  ['a view of a desk table', 'create view v as select * from public.people'],
  ['a change of a desk table', 'alter table public.people add column x text'],
  ['a drop in another schema', 'drop table public.people'],
  ['a drop of a schema', 'drop schema public cascade'],
  ['a drop of a function', 'drop function public.refuse_change'],
  ['a rename in another schema', 'alter table public.people rename to persons'],
  ['a comment elsewhere', "comment on table public.people is 'x'"],
  ['a sequence owned elsewhere', 'create sequence s owned by public.people.id'],
  ['a truncate elsewhere', 'truncate public.people'],
  ['rows from elsewhere', 'insert into a select name from public.people'],
  ['a default that reads a file', "create table a (id text default pg_read_file('/etc/passwd'))"],
  [
    'a check that calls a foreign function',
    'create table a (id text check (public.refuse_change() is null))',
  ],
  ['a type from elsewhere', 'create table a (id public.mood)'],
  ['a type made elsewhere', "create type public.mood as enum ('a')"],
  ['a catalogue', "update pg_class set relname = 'x'"],
  ['a table like one elsewhere', 'create table a (like public.people)'],
  ['a parent elsewhere', 'create table a () inherits (public.people)'],
])('%s is refused', async (_what, sql) => {
  expect(await faults(`create table fine (id text);\n${sql};`)).not.toEqual([]);
});

test('every fault of a migration is told', async () => {
  expect(await faults('create role a; select 1; drop table public.people')).toHaveLength(3);
});

test.each([
  "create table a (id uuid primary key, name text not null default 'ä', at timestamptz not null default now(), n int check (n > 0))",
  'create table b (id text primary key, a_id uuid not null references a on delete cascade, unique (a_id, id))',
  'create unique index live on a (name) where n is null',
  'create index docs on a using gin (to_tsvector($$german$$, name))',
  'alter table a add column b jsonb not null default $${}$$, alter column n type bigint using n::bigint, drop column name cascade',
  'alter table a rename column n to m',
  'alter table a alter column n set statistics 10',
  'alter index live rename to lively',
  'drop table if exists b',
  'drop index pkg_sample.live',
  "create type mood as enum ('good', 'bad')",
  "alter type mood add value 'fair'",
  'create sequence numbers owned by a.id',
  'insert into a (id) select gen_random_uuid() from generate_series(1, 3) on conflict do nothing',
  'update a set n = coalesce(n, 0) + 1 where lower(name) like $$x%$$',
  "create table c (id bigint generated always as identity, n bigint default nextval('numbers'))",
  'create view all_a as select a.*, count(*) over () as total from pkg_sample.a left join b on b.a_id = a.id',
  "comment on column a.name is 'x'",
  'truncate a',
])('%s is allowed', async (sql) => {
  expect(await faults(sql)).toEqual([]);
});

test('statements come apart where they end, also after umlauts and inside strings', async () => {
  const { checked } = await checkMigration(
    {
      name: '0001_a',
      digest: 'd',
      sql: "-- Für alle;\ncreate table a (id text default 'ä;ö');\n\n/* ; */ create index i on a (id)",
    },
    'pkg_sample',
  );
  expect(checked.statements).toEqual(["create table a (id text default 'ä;ö')", 'create index i on a (id)']);
});
