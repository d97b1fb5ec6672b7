-- TeamViewer's records of connections that took place; each is stored once.
create table connection_reports (
  configuration_id text not null,
  id text not null,
  session_id text references sessions on delete cascade,
  session_code text,
  supporter_id text,
  supporter_name text,
  device_id text,
  device_name text,
  started_at timestamptz,
  ended_at timestamptz,
  kind text,
  notes text,
  rating integer,
  comment text,
  digest text not null,
  version integer not null,
  first_seen_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (configuration_id, id)
);
create index connection_reports_session on connection_reports (session_id, started_at);
create index connection_reports_started on connection_reports (started_at desc);

-- A corrected report replaces nothing: what it said before is kept.
create table connection_report_versions (
  configuration_id text not null,
  id text not null,
  version integer not null,
  body jsonb not null,
  seen_at timestamptz not null,
  primary key (configuration_id, id, version)
);
