-- Keys for programs: only their hash is kept. A token acts as its owner, with those of its roles that the owner still has.
create table api_tokens (
  id uuid primary key,
  token_hash text not null unique,
  person_id uuid not null references people on delete cascade,
  name text not null,
  roles jsonb not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  last_address text
);
create index api_tokens_person on api_tokens (person_id, created_at desc, id desc);
create index api_tokens_created on api_tokens (created_at desc, id desc);

-- Emptying an append-only table at one blow is refused as well.
create trigger audit_no_truncate before truncate on audit for each statement execute function refuse_change();
create trigger journal_entries_no_truncate before truncate on journal_entries
  for each statement execute function refuse_change();

-- Who somebody is at a provider of single sign-on.
create table identities (
  issuer text not null,
  subject text not null,
  person_id uuid not null references people on delete cascade,
  created_at timestamptz not null,
  primary key (issuer, subject)
);
create index identities_person on identities (person_id);

-- A sign-in that a provider vouches for is good until it is asked again; its refresh token is sealed.
alter table sign_ins add column issuer text;
alter table sign_ins add column refresh_sealed text;
alter table sign_ins add column check_at timestamptz;
alter table sign_ins add column check_lease_until timestamptz;

-- Somebody on the way to a provider and back: bound to the browser, used once.
create table single_sign_ons (
  state_hash text primary key,
  browser_hash text not null,
  sealed text not null,
  expires_at timestamptz not null
);
