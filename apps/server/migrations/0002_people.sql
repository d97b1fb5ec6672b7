create table people (
  id uuid primary key,
  login text unique,
  name text not null,
  email text,
  phone text,
  department text,
  language text not null default 'en' check (language in ('de', 'en')),
  time_zone text not null default 'Europe/Berlin',
  password_hash text,
  active boolean not null default true,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1
);
create index people_name on people (lower(name), id);

create table person_roles (
  person_id uuid not null references people on delete cascade,
  role text not null check (role in ('requester', 'agent', 'administrator', 'auditor')),
  primary key (person_id, role)
);

create table teams (
  id uuid primary key,
  name text not null unique
);
create table team_members (
  team_id uuid not null references teams on delete cascade,
  person_id uuid not null references people on delete cascade,
  primary key (team_id, person_id)
);
create index team_members_person on team_members (person_id);

-- Only the hash of a sign-in's cookie is kept.
create table sign_ins (
  token_hash text primary key,
  id uuid not null unique,
  person_id uuid not null references people on delete cascade,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  address text,
  user_agent text
);
create index sign_ins_person on sign_ins (person_id);

-- Failed attempts per login and address, for throttling.
create table sign_in_failures (
  bucket text not null,
  at timestamptz not null
);
create index sign_in_failures_bucket on sign_in_failures (bucket, at);

create table one_time_links (
  token_hash text primary key,
  purpose text not null,
  person_id uuid references people on delete cascade,
  expires_at timestamptz not null,
  used_at timestamptz
);
