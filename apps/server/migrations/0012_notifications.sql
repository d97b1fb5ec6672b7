-- What a person is told in the console: written with the fact that it tells of, once under its key.
create table notifications (
  id uuid primary key,
  person_id uuid not null references people on delete cascade,
  key text not null,
  kind text not null check (kind in ('assigned', 'team', 'reply', 'comment', 'session', 'ended')),
  activity_id uuid not null references activities on delete cascade,
  by_name text,
  at timestamptz not null,
  read_at timestamptz,
  unique (person_id, key)
);
create index notifications_newest on notifications (person_id, at desc, id desc);
create index notifications_unread on notifications (person_id, activity_id) where read_at is null;

-- Of which kinds somebody wants a mail too; nobody who is not in here.
create table notification_mails (
  person_id uuid primary key references people on delete cascade,
  kinds jsonb not null
);
