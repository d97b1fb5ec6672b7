-- One row per configuration that was ever connected. Tokens are sealed; a pair and its generation change together.
create table connections (
  configuration_id text primary key,
  kind text not null check (kind in ('oauth', 'script')),
  state text not null check (state in ('connected', 'reconnect_needed', 'disconnected')),
  generation bigint not null,
  access_token text,
  refresh_token text,
  -- The access token's first characters, for administrators.
  token_start text,
  obtained_at timestamptz,
  -- Null: the token has no known end (script token).
  expires_at timestamptz,
  connected_since timestamptz,
  -- Why it broke, or what is wrong at the moment: {"code": …}
  trouble jsonb,
  trouble_since timestamptz,
  last_good_at timestamptz,
  -- Who refreshes, until when in the database's time.
  lease_holder text,
  lease_until timestamptz,
  account_name text,
  -- Connection reports per day as last seen, for choosing the cheaper question.
  reports_per_day double precision,
  -- Which permissions were found: {"sessions.create": "granted" | "missing" | …}
  permissions jsonb,
  permissions_at timestamptz,
  -- Groups as TeamViewer last returned them: [{"id": …, "name": …}]
  groups jsonb
);

-- Pressing the URL button makes one; it lives ten minutes and serves once.
create table authorize_attempts (
  state_digest text primary key,
  configuration_id text not null,
  person_id text not null,
  browser_session text,
  redirect_url text not null,
  client_id text not null,
  verifier text,
  code text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  exchange_started_at timestamptz,
  outcome text check (outcome in ('code', 'denied', 'refused', 'exchanged', 'failed'))
);
create index authorize_attempts_person on authorize_attempts (configuration_id, person_id, created_at desc);

-- The limiter's memory of one function of one connection.
create table call_windows (
  configuration_id text not null,
  function text not null,
  state jsonb not null,
  version bigint not null,
  primary key (configuration_id, function)
);

-- One long-lived run per connection and purpose; a new epoch replaces a run that can no longer be woken.
create table shared_runs (
  configuration_id text not null,
  purpose text not null check (purpose in ('poll', 'reports')),
  epoch bigint not null,
  phase text not null check (phase in ('idle', 'starting', 'working', 'waiting')),
  wake_at timestamptz,
  touched_at timestamptz not null,
  primary key (configuration_id, purpose)
);

-- What TeamViewer's answers had that is not known of its API.
create table drift (
  configuration_id text not null,
  function text not null,
  record text not null,
  kind text not null,
  field text not null,
  value text not null,
  count bigint not null,
  last_seen_at timestamptz not null,
  primary key (configuration_id, function, record, kind, field, value)
);
