-- One key seals; the others still open until what they sealed is sealed anew, and then never seal again.
alter table sealing_keys add column seals_since timestamptz;
alter table sealing_keys add column retired_at timestamptz;
update sealing_keys set seals_since = created_at
where id = (select id from sealing_keys order by created_at desc, id limit 1);

-- Which keys every node has at hand, and under which it seals: told anew every few seconds, in the database's time.
create table key_holders (
  node_id text primary key,
  keys text[] not null,
  sealing text not null,
  seen_at timestamptz not null
);
