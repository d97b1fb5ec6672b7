-- These tables are filled and analysed again within one synchronisation. What its statements are planned by, how many rows
-- there are and about how many differ, a tenth of the usual sample tells as well.
alter table staged_devices
  alter column configuration_id set statistics 10,
  alter column device_id set statistics 10,
  alter column host_key set statistics 10,
  alter column teamviewer_id set statistics 10,
  alter column twin set statistics 10;
alter table staged_assets
  alter column asset_id set statistics 10,
  alter column host_key set statistics 10,
  alter column serial_key set statistics 10,
  alter column inventory_key set statistics 10,
  alter column teamviewer_id set statistics 10;
alter table candidates
  alter column rule set statistics 10,
  alter column teamviewer_id set statistics 10,
  alter column asset_id set statistics 10,
  alter column held_id set statistics 10,
  alter column by_hand set statistics 10;
alter table matches
  alter column teamviewer_id set statistics 10,
  alter column asset_id set statistics 10,
  alter column rule set statistics 10;
alter table verdicts
  alter column id set statistics 10,
  alter column kind set statistics 10,
  alter column teamviewer_id set statistics 10,
  alter column asset_id set statistics 10;
alter table staged_items
  alter column id set statistics 10,
  alter column kind set statistics 10;
alter table sync_changes
  alter column sync_id set statistics 10,
  alter column asset_id set statistics 10,
  alter column kind set statistics 10;
