create table mails (
  id uuid primary key,
  package_id text,
  key text,
  message_id text not null,
  to_name text not null,
  to_address text not null,
  subject text not null,
  text text not null,
  html text,
  activity_id uuid,
  state text not null check (state in ('queued', 'accepted', 'refused', 'paused')),
  attempts integer not null default 0,
  due_at timestamptz not null,
  lease_holder text,
  lease_until timestamptz,
  last_error text,
  on_outcome jsonb,
  created_at timestamptz not null,
  finished_at timestamptz
);
create unique index mails_key on mails (coalesce(package_id, ''), key) where key is not null;
create index mails_due on mails (due_at) where state = 'queued';
