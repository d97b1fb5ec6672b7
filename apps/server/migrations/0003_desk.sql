create table assets (
  id uuid primary key,
  name text not null,
  kind text not null,
  serial_number text,
  inventory_number text unique,
  manufacturer text,
  model text,
  location text,
  owner_id uuid references people,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1
);
create index assets_name on assets (lower(name), id);
create index assets_owner on assets (owner_id);

-- Attributes that packages add; `package_id` has no foreign key, so that data outlives a removed package when asked to.
create table asset_attributes (
  asset_id uuid not null references assets on delete cascade,
  package_id text not null,
  attribute text not null,
  value text not null,
  origin text not null check (origin in ('synchronised', 'by_hand')),
  updated_at timestamptz not null,
  primary key (asset_id, package_id, attribute)
);
create index asset_attributes_value on asset_attributes (package_id, attribute, value);

create sequence incident_numbers;
create sequence service_request_numbers;
create sequence ticket_numbers;

create table activities (
  id uuid primary key,
  number text not null unique,
  kind text not null check (kind in ('incident', 'service_request', 'ticket')),
  subject text not null,
  description text not null default '',
  state smallint not null check (state in (200, 201, 202, 203, 204, 220)),
  priority smallint not null default 1 check (priority between 0 and 3),
  initiator_id uuid references people,
  responsible_id uuid references people,
  team_id uuid references teams,
  solution text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  closed_at timestamptz,
  version integer not null default 1
);
create index activities_updated on activities (updated_at desc, id desc);
create index activities_created on activities (created_at desc, id desc);
create index activities_open on activities (updated_at desc, id desc) where state <> 204;
create index activities_responsible on activities (responsible_id, updated_at desc);
create index activities_team on activities (team_id, updated_at desc);
create index activities_initiator on activities (initiator_id, updated_at desc);

create table activity_assets (
  activity_id uuid not null references activities on delete cascade,
  asset_id uuid not null references assets on delete cascade,
  linked_at timestamptz not null,
  primary key (activity_id, asset_id)
);
create index activity_assets_asset on activity_assets (asset_id);

create table journal_entries (
  id uuid primary key,
  activity_id uuid not null references activities,
  key text not null,
  at timestamptz not null,
  author_kind text not null check (author_kind in ('person', 'package', 'system')),
  author_id text,
  author_name text not null,
  visibility text not null check (visibility in ('internal', 'requester')),
  kind text not null,
  content jsonb not null,
  supersedes uuid references journal_entries,
  unique (activity_id, key)
);
create index journal_entries_activity on journal_entries (activity_id, at desc, id desc);
create trigger journal_entries_append_only before update or delete on journal_entries for each row execute function refuse_change();
