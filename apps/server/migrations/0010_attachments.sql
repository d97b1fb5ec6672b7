-- Files on activities. Their bytes lie in parts, so that neither side ever holds a statement as large as a file.
create table attachments (
  id uuid primary key,
  activity_id uuid not null references activities,
  name text not null,
  size integer not null check (size >= 0),
  visibility text not null check (visibility in ('internal', 'requester')),
  uploaded_by uuid not null references people,
  created_at timestamptz not null
);
create index attachments_activity on attachments (activity_id, created_at, id);

create table attachment_parts (
  attachment_id uuid not null references attachments on delete cascade,
  part integer not null,
  bytes bytea not null,
  primary key (attachment_id, part)
);
