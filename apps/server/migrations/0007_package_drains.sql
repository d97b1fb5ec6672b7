-- While one stands here, no node lets new calls into the package; told in the database's own time.
create table package_drains (
  package_id text primary key,
  -- Who drains: an installation's run, or a removal.
  holder text not null,
  until timestamptz not null
);

-- Nodes in which nothing of the package is going any more.
create table package_drain_acks (
  holder text not null,
  node_id text not null,
  primary key (holder, node_id)
);
