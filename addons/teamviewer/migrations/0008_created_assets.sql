-- The asset was created by this decision, and goes with it as long as nobody has touched it.
alter table decisions add column created boolean not null default false;
