-- What was read is not kept for ever: the oldest of it is found without looking at the rest.
create index notifications_read on notifications (read_at) where read_at is not null;
