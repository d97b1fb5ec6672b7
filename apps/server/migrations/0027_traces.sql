-- The request that asked for a run: a line of the log about a call to an outside service leads back to a click.
alter table runs add column request_id text;
-- For metrics: what failed of late is counted without reading everything.
create index runs_failed on runs (finished_at) where state = 'failed';
create index mails_refused on mails (finished_at) where state = 'refused';
