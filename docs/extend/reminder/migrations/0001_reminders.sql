create table reminders (
  id text primary key,
  activity_id text not null,
  person_id text not null,
  due_at timestamptz not null,
  done_at timestamptz
);
create unique index reminders_waiting on reminders (activity_id) where done_at is null;
