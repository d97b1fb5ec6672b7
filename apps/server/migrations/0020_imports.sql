-- A file of people or assets: kept until it is applied or a day old, its result for good.
create table imports (
  id uuid primary key,
  kind text not null check (kind in ('people', 'assets')),
  file_name text not null,
  encoding text not null,
  separator text not null,
  -- Header and rows; null once they are no longer needed.
  cells jsonb,
  mapping jsonb not null,
  created_at timestamptz not null,
  created_by uuid not null references people,
  applied_at timestamptz,
  result jsonb
);
create index imports_created on imports (created_at desc, id desc);
