-- When somebody last had an activity open: what came later is unread.
create table activity_readings (
  person_id uuid not null references people on delete cascade,
  activity_id uuid not null references activities on delete cascade,
  read_at timestamptz not null,
  primary key (person_id, activity_id)
);
create index activity_readings_activity on activity_readings (activity_id);

-- Guides that somebody does not want to see any more.
create table dismissals (
  person_id uuid not null references people on delete cascade,
  name text not null,
  at timestamptz not null,
  primary key (person_id, name)
);

-- The dashboard counts the open ones and a few weeks, whatever lies behind them.
create index activities_open_teams on activities (team_id, created_at) include (responsible_id)
  where state in (200, 201, 202, 203);
create index activities_open_responsible on activities (responsible_id, priority desc, created_at)
  where state in (200, 201, 202, 203);
create index activities_closed on activities (closed_at) where closed_at is not null;
