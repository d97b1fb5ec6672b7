-- A list's pages as they were read last. Whoever reads a page again that is the same stages nothing.
create table read_pages (
  configuration_id text not null,
  part text not null,
  page integer not null,
  -- Of what devices are matched by, and of all that is kept of them.
  matched_digest text not null,
  digest text not null,
  -- It was staged, and no synchronisation has come to its end since.
  fresh boolean not null default true,
  primary key (configuration_id, part, page)
);

-- Staged devices stay from one synchronisation to the next, page by page.
drop table staged_devices;
create table staged_devices (
  configuration_id text not null,
  part text not null,
  page integer not null,
  device_id text not null,
  -- It stands on an earlier page already: a device may be in several groups.
  twin boolean not null default false,
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
  primary key (configuration_id, part, page, device_id)
);

-- What a statement joins in bulk it hashes; indexes would only be written.
drop index staged_assets_host;
drop index staged_assets_teamviewer;
drop index staged_assets_serial;
drop index staged_assets_inventory;
drop table candidates;
create table candidates (
  rule text not null,
  teamviewer_id text not null,
  asset_id text not null
);

-- What is to be asked about each machine, before it is gathered into items.
create table verdicts (
  id text not null,
  kind text not null,
  teamviewer_id text not null,
  asset_id text
);

alter table sync_parts add column pages integer not null default 0;
-- How many assets' changes are made: removals first, then the others, each by asset.
drop index sync_changes_open;
alter table sync_changes drop column applied_at;
alter table syncs add column applying text check (applying in ('removals', 'others'));
alter table syncs add column applied_through text not null default '';
-- What the matching was made from; equal means that it would find nothing new.
alter table syncs add column world text;
alter table syncs add column assets_fingerprint text;
