create table runs (
  id uuid primary key,
  package_id text,
  workflow text not null,
  version text not null,
  -- Unique while given: the same work is not asked for twice.
  key text,
  input jsonb not null,
  trigger_kind text not null check (trigger_kind in ('action', 'schedule', 'rule', 'installation', 'system')),
  trigger_name text not null,
  person_id uuid,
  subject_type text,
  subject_id text,
  state text not null check (state in ('waiting', 'queued', 'running', 'succeeded', 'failed', 'merged')),
  attempt integer not null default 0,
  due_at timestamptz not null,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  -- Who executes it, until when (database time); past that any node takes it over.
  lease_holder text,
  lease_until timestamptz,
  result jsonb,
  error_code text,
  error_text text
);
create unique index runs_key on runs (coalesce(package_id, ''), key) where key is not null;
create index runs_due on runs (due_at) where state = 'waiting';
create index runs_unfinished on runs (state, lease_until) where state in ('queued', 'running');
create index runs_created on runs (created_at desc, id desc);
create index runs_subject on runs (subject_type, subject_id, created_at desc);
create index runs_workflow on runs (workflow, created_at desc);

create table run_log (
  run_id uuid not null references runs on delete cascade,
  seq integer not null,
  at timestamptz not null,
  level text not null check (level in ('info', 'warning', 'error')),
  -- {"de": "…", "en": "…"}
  text jsonb not null,
  primary key (run_id, seq)
);

create table events (
  id uuid primary key,
  type text not null,
  version integer not null,
  subject_type text not null,
  subject_id text not null,
  payload jsonb not null,
  at timestamptz not null,
  dispatched_at timestamptz
);
create index events_undispatched on events (at) where dispatched_at is null;

-- Engine activations that an administrator has touched; untouched ones have the manifest's schedule and no row.
create table schedules (
  package_id text not null,
  name text not null,
  local_time text not null,
  time_zone text not null,
  state text not null check (state in ('active', 'paused')),
  next_run_at timestamptz,
  updated_at timestamptz not null,
  primary key (package_id, name)
);
create index schedules_next on schedules (next_run_at) where state = 'active';
