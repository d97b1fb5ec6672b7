-- How often nobody knows whether the mail server took the mail (answer lost, process died): after the second time it is not sent again.
alter table mails add column unknown_outcomes integer not null default 0;
-- Desk mails of an activity, for whoever asks what was sent.
create index mails_activity on mails (activity_id, created_at desc) where activity_id is not null;
