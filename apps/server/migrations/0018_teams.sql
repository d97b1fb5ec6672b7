-- A team that is no longer used keeps its name on what it did; nothing new is given to it.
alter table teams add column archived_at timestamptz;
alter table teams add column version integer not null default 1;
-- A link with which somebody sets his or her password is replaced by the next one, and gone with the account.
create index one_time_links_person on one_time_links (person_id) where person_id is not null;
