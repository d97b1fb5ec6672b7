create table notes (
  id text primary key,
  activity_id text not null,
  text text not null,
  written_at timestamptz not null
);
create index notes_activity on notes (activity_id, written_at);
