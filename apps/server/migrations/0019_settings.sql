-- Two administrators at once: whoever saves second is told.
alter table settings add column version integer not null default 1;
