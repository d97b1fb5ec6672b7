-- Leases between nodes, told in the database's own time (design §3: advisory locks are re-entrant on PGlite).
create table leases (
  name text primary key,
  holder text not null,
  until timestamptz not null
);

-- Nodes that serve this database; an installation waits for their acknowledgement.
create table nodes (
  id text primary key,
  role text not null check (role in ('all', 'api', 'worker')),
  started_at timestamptz not null,
  seen_at timestamptz not null,
  generation bigint not null
);

-- Which master keys sealed something here; starting without one of them is refused.
create table sealing_keys (
  id text primary key,
  check_value text not null,
  created_at timestamptz not null
);

create table settings (
  name text primary key,
  value jsonb not null,
  updated_at timestamptz not null
);

create table audit (
  id uuid primary key,
  at timestamptz not null,
  actor text not null,
  actor_id uuid,
  action text not null,
  outcome text not null check (outcome in ('done', 'refused', 'failed')),
  subject text,
  address text,
  request_id text,
  details jsonb not null default '{}'
);
create index audit_at on audit (at desc, id desc);

-- Append-only tables say so themselves.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are append-only', tg_table_name using errcode = 'insufficient_privilege';
end;
$$;
create trigger audit_append_only before update or delete on audit for each row execute function refuse_change();
