-- Whatever the list of activities is sorted by, its first page comes out of an index; so does what nobody is responsible for.
create index activities_by_subject on activities (left(lower(subject), 40), id);
create index activities_by_state on activities (state, id);
create index activities_by_priority on activities (priority, id);
create index activities_unassigned on activities (updated_at desc, id desc)
  where responsible_id is null and state <> 204;
