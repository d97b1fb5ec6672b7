-- While true, a run is looking from time to time whether TeamViewer answers again.
alter table connections add column recovering boolean not null default false;
