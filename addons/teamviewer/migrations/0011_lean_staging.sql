-- Every row of these tables is written anew for each full synchronisation, and read in bulk: an index costs more than it
-- saves, and ids and folded keys are compared byte by byte.
alter table staged_devices drop constraint staged_devices_pkey;
alter table staged_devices
  alter column configuration_id type text collate "C",
  alter column part type text collate "C",
  alter column device_id type text collate "C",
  alter column teamviewer_id type text collate "C",
  alter column host_key type text collate "C",
  alter column domain_key type text collate "C";
-- A page that has changed takes the place of the one before.
create index staged_devices_page on staged_devices (configuration_id, part, page);

alter table staged_assets
  alter column asset_id type text collate "C",
  alter column host_key type text collate "C",
  alter column domain_key type text collate "C",
  alter column serial_key type text collate "C",
  alter column inventory_key type text collate "C",
  alter column teamviewer_id type text collate "C";

drop table candidates;
create table candidates (
  rule text collate "C" not null,
  teamviewer_id text collate "C" not null,
  asset_id text collate "C" not null,
  -- What the asset has now.
  held_id text collate "C",
  by_hand boolean not null
);

-- Whoever matches sees to it that a machine is in it once. An interrupted run goes on with what is in it.
alter table matches drop constraint matches_pkey;
alter table matches
  alter column teamviewer_id set not null,
  alter column teamviewer_id type text collate "C",
  alter column asset_id type text collate "C";

alter table verdicts
  alter column id type text collate "C",
  alter column teamviewer_id type text collate "C",
  alter column asset_id type text collate "C";

-- Synchronisations are never removed, and looking each row's up took a tenth of writing it.
alter table sync_changes drop constraint sync_changes_sync_id_fkey;
alter table sync_changes
  alter column sync_id type text collate "C",
  alter column asset_id type text collate "C";

alter table devices
  alter column configuration_id type text collate "C",
  alter column device_id type text collate "C",
  alter column teamviewer_id type text collate "C",
  alter column asset_id type text collate "C";

alter table id_history
  alter column asset_id type text collate "C",
  alter column teamviewer_id type text collate "C";
