-- One synchronisation, preview or real; its id is its run's. At most one is active.
create table syncs (
  id text primary key,
  active boolean check (active),
  mode text not null check (mode in ('sync', 'preview', 'apply')),
  -- The preview whose changes are to be applied.
  preview_id text,
  phase text not null check (phase in ('reading', 'matching', 'applying', 'done', 'previewed', 'braked', 'failed', 'replaced')),
  started_at timestamptz not null,
  -- The database's time.
  touched_at timestamptz not null,
  finished_at timestamptz,
  counts jsonb not null default '{}',
  digest text,
  trouble jsonb
);
create unique index syncs_active on syncs (active);
create index syncs_started on syncs (started_at desc);

-- What is to be read for it: groups and lists of devices, each with the place where reading goes on.
create table sync_parts (
  sync_id text not null references syncs on delete cascade,
  configuration_id text not null,
  part text not null,
  name text,
  position integer not null,
  next_cursor text,
  devices integer not null default 0,
  read_at timestamptz,
  primary key (sync_id, configuration_id, part)
);

-- Staged rows are those of the active synchronisation alone.
create table staged_devices (
  configuration_id text not null,
  device_id text not null,
  source text not null check (source in ('legacy', 'managed')),
  teamviewer_id text,
  name text not null,
  host_key text not null,
  domain_key text not null,
  -- Serial and inventory numbers found in a description.
  numbers text[] not null,
  group_name text,
  online text,
  last_seen timestamptz,
  primary key (configuration_id, device_id)
);
create index staged_devices_teamviewer on staged_devices (teamviewer_id);
create index staged_devices_host on staged_devices (host_key);

create table staged_assets (
  asset_id text primary key,
  name text not null,
  host_key text not null,
  domain_key text not null,
  serial_key text,
  inventory_key text,
  teamviewer_id text,
  by_hand boolean not null,
  set_at timestamptz
);
create index staged_assets_host on staged_assets (host_key);
create index staged_assets_teamviewer on staged_assets (teamviewer_id);
create index staged_assets_serial on staged_assets (serial_key);
create index staged_assets_inventory on staged_assets (inventory_key);

-- TeamViewer IDs and assets that could belong together by a rule.
create table candidates (
  rule text not null,
  teamviewer_id text not null,
  asset_id text not null,
  primary key (rule, teamviewer_id, asset_id)
);
create index candidates_asset on candidates (asset_id, rule);
create index candidates_teamviewer on candidates (teamviewer_id, rule);

create table matches (
  teamviewer_id text primary key,
  asset_id text not null unique,
  rule text not null check (rule in ('decision', 'held', 'same_device', 'name', 'number'))
);

-- What a synchronisation changes; one that was applied keeps it as its record.
create table sync_changes (
  sync_id text not null references syncs on delete cascade,
  asset_id text not null,
  asset_name text not null,
  kind text not null check (kind in ('assign', 'replace', 'remove')),
  before text,
  after text,
  rule text not null,
  device_name text,
  applied_at timestamptz,
  kept_by_hand boolean not null default false,
  primary key (sync_id, asset_id)
);
create index sync_changes_open on sync_changes (sync_id, (kind <> 'remove'), asset_id) where applied_at is null;
create index sync_changes_name on sync_changes (sync_id, asset_name, asset_id);

-- What TeamViewer knows, as last read, and which asset it belongs to and why.
create table devices (
  configuration_id text not null,
  device_id text not null,
  source text not null,
  teamviewer_id text,
  name text not null,
  group_name text,
  online text,
  last_seen timestamptz,
  first_seen_at timestamptz not null,
  -- Vanished: it is in no complete reading since this instant.
  not_seen_since timestamptz,
  asset_id text,
  rule text,
  linked_at timestamptz,
  -- Read on demand.
  online_at timestamptz,
  primary key (configuration_id, device_id)
);
create index devices_asset on devices (asset_id);
create index devices_teamviewer on devices (teamviewer_id);
create index devices_name on devices (name, configuration_id, device_id);

-- Which asset had which ID from when to when.
create table id_history (
  asset_id text not null,
  teamviewer_id text not null,
  origin text not null,
  from_at timestamptz not null,
  until_at timestamptz,
  primary key (asset_id, from_at, teamviewer_id)
);
create unique index id_history_open on id_history (asset_id) where until_at is null;

create table staged_items (
  id text primary key,
  kind text not null,
  teamviewer_id text,
  asset_id text,
  details jsonb not null
);

-- What must not be guessed.
create table inbox_items (
  id text primary key,
  kind text not null,
  teamviewer_id text,
  asset_id text,
  details jsonb not null,
  since timestamptz not null
);
create index inbox_items_kind on inbox_items (kind, id);

-- What somebody decided about an item; it holds until it is taken back.
create table decisions (
  item_id text primary key,
  kind text not null check (kind in ('link', 'ignore')),
  title text not null,
  configuration_id text,
  device_id text,
  teamviewer_id text,
  asset_id text,
  asset_name text,
  person_id text not null,
  person_name text not null,
  decided_at timestamptz not null
);
create unique index decisions_device on decisions (configuration_id, device_id) where kind = 'link';

-- Who chose an asset to connect to, for the moment until the link is opened.
create table connect_choices (
  person_id text not null,
  activity_id text not null,
  asset_id text not null,
  chosen_at timestamptz not null,
  primary key (person_id, activity_id)
);

-- Who opened a connection to which asset, for which activity.
create table device_openings (
  id text primary key,
  activity_id text not null,
  activity_number text not null,
  asset_id text not null,
  asset_name text not null,
  teamviewer_id text not null,
  person_id text not null,
  person_name text not null,
  opened_at timestamptz not null
);
create index device_openings_asset on device_openings (asset_id, opened_at desc);
create index device_openings_activity on device_openings (activity_id, opened_at desc);

-- Connections that a request has put on an activity's journal already.
create table requested_reports (
  activity_id text not null,
  configuration_id text not null,
  report_id text not null,
  evidence text not null,
  run_id text not null,
  requested_at timestamptz not null,
  primary key (activity_id, configuration_id, report_id)
);
