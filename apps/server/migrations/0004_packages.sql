create table packages (
  id text primary key,
  version text not null,
  manifest jsonb not null,
  strings jsonb not null,
  digest text not null,
  archive bytea not null,
  module text not null,
  state text not null check (state in ('active', 'disabled')),
  publisher text,
  key_id text,
  installed_at timestamptz not null,
  installed_by text not null
);

create table package_migrations (
  package_id text not null,
  name text not null,
  digest text not null,
  applied_at timestamptz not null,
  primary key (package_id, name)
);

-- An uploaded archive waits here until it is installed or a day old.
create table package_uploads (
  id uuid primary key,
  digest text not null,
  archive bytea not null,
  uploaded_by uuid,
  uploaded_at timestamptz not null
);

-- One row: grows with every installation; nodes follow it.
create table package_generation (
  singleton boolean primary key default true check (singleton),
  generation bigint not null
);
insert into package_generation (generation) values (0);

create table configurations (
  id uuid primary key,
  package_id text not null,
  type text not null,
  name text not null,
  is_default boolean not null,
  "values" jsonb not null,
  secrets jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1
);
create unique index configurations_name on configurations (package_id, type, lower(name));
create unique index configurations_default on configurations (package_id, type) where is_default;
