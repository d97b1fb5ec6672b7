-- What a priority follows from; null where it was chosen by itself. 1 low, 2 medium, 3 high.
alter table activities add column urgency smallint check (urgency between 1 and 3);
alter table activities add column impact smallint check (impact between 1 and 3);

-- Filters of the list of activities that somebody keeps for himself or herself.
create table saved_filters (
  id uuid primary key,
  person_id uuid not null references people on delete cascade,
  name text not null,
  filter jsonb not null,
  created_at timestamptz not null
);
create unique index saved_filters_name on saved_filters (person_id, lower(name));
