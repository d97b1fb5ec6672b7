-- Open activities of a team are counted, and those that nobody has are sorted by priority, without reading the rest.
create index activities_open_team on activities (team_id, state) where state <> 204;
create index activities_unassigned_priority on activities (priority, id) where state <> 204 and responsible_id is null;
