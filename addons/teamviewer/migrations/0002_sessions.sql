create table sessions (
  id text primary key,
  configuration_id text not null,
  activity_id text not null,
  activity_number text not null,
  activity_subject text not null,
  state text not null check (state in ('creating', 'open', 'ended', 'failed')),
  end_reason text check (end_reason in ('closed', 'solved', 'expired', 'by_agent', 'at_teamviewer')),
  record text not null check (record in ('none', 'due', 'asking', 'written', 'nothing', 'undetermined')),
  run_id text,
  created_by text not null,
  created_by_name text not null,
  responsible_id text,
  responsible_name text,
  handovers integer not null default 0,
  initiator_id text,
  initiator_name text,
  requested_at timestamptz not null,
  -- Creating: POST is written down before it is sent, so that whoever finds the row later knows how long to wait.
  group_id text,
  post_attempts integer not null default 0,
  post_deadline_at timestamptz,
  looked_at timestamptz,
  failure jsonb,
  -- What TeamViewer returned; links are sealed.
  code text,
  customer_link text,
  supporter_link text,
  browser_link text,
  opened_at timestamptz,
  valid_until timestamptz,
  -- The invitation.
  invitations integer not null default 0,
  mail_state text not null default 'none' check (mail_state in ('none', 'no_address', 'no_link', 'queued', 'accepted', 'refused')),
  mail_at timestamptz,
  mail_reason text,
  -- Live state, as the shared poll saw it.
  online boolean not null default false,
  first_online_at timestamptz,
  last_online_at timestamptz,
  polled_at timestamptz,
  watched_until timestamptz,
  -- The end.
  ended_at timestamptz,
  closed_at timestamptz,
  close_attempts integer not null default 0,
  close_next_at timestamptz,
  -- The record.
  due_at timestamptz,
  grace_until timestamptz,
  asks integer not null default 0,
  next_ask_at timestamptz,
  last_asked_at timestamptz,
  ask_trouble jsonb,
  recorded_at timestamptz,
  entries integer not null default 0,
  entry_digest text
);
create unique index sessions_live on sessions (activity_id) where state in ('creating', 'open');
create index sessions_activity on sessions (activity_id, requested_at desc);
create index sessions_open on sessions (configuration_id) where state in ('creating', 'open');
create index sessions_to_close on sessions (configuration_id, close_next_at) where close_next_at is not null;
create index sessions_to_ask on sessions (configuration_id, next_ask_at) where next_ask_at is not null;
create index sessions_requested on sessions (requested_at desc, id desc);
create index sessions_code on sessions (code);

-- Who opened which supporter link, and when.
create table session_openings (
  id text primary key,
  session_id text not null references sessions on delete cascade,
  person_id text not null,
  person_name text not null,
  kind text not null check (kind in ('native', 'browser')),
  opened_at timestamptz not null
);
create index session_openings_session on session_openings (session_id, opened_at);
