-- What the migrations add up to. Generated: npm run schema; npm run check compares it.

create table activities (
  id uuid not null,
  number text not null,
  kind text not null,
  subject text not null,
  description text not null default ''::text,
  state smallint not null,
  priority smallint not null default 1,
  initiator_id uuid,
  responsible_id uuid,
  team_id uuid,
  solution text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  version integer not null default 1,
  urgency smallint,
  impact smallint,
  constraint activities_impact_check CHECK (((impact >= 1) AND (impact <= 3))),
  constraint activities_initiator_id_fkey FOREIGN KEY (initiator_id) REFERENCES people(id),
  constraint activities_kind_check CHECK ((kind = ANY (ARRAY['incident'::text, 'service_request'::text, 'ticket'::text]))),
  constraint activities_number_key UNIQUE (number),
  constraint activities_pkey PRIMARY KEY (id),
  constraint activities_priority_check CHECK (((priority >= 0) AND (priority <= 3))),
  constraint activities_responsible_id_fkey FOREIGN KEY (responsible_id) REFERENCES people(id),
  constraint activities_state_check CHECK ((state = ANY (ARRAY[200, 201, 202, 203, 204, 220]))),
  constraint activities_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams(id),
  constraint activities_urgency_check CHECK (((urgency >= 1) AND (urgency <= 3)))
);
CREATE INDEX activities_by_priority ON public.activities USING btree (priority, id);
CREATE INDEX activities_by_state ON public.activities USING btree (state, id);
CREATE INDEX activities_by_subject ON public.activities USING btree ("left"(lower(subject), 40), id);
CREATE INDEX activities_closed ON public.activities USING btree (closed_at) WHERE (closed_at IS NOT NULL);
CREATE INDEX activities_created ON public.activities USING btree (created_at DESC, id DESC);
CREATE INDEX activities_initiator ON public.activities USING btree (initiator_id, updated_at DESC);
CREATE INDEX activities_number_digits ON public.activities USING btree ((("substring"(number, '[0-9]+$'::text))::numeric));
CREATE INDEX activities_open ON public.activities USING btree (updated_at DESC, id DESC) WHERE (state <> 204);
CREATE INDEX activities_open_responsible ON public.activities USING btree (responsible_id, priority DESC, created_at) WHERE (state = ANY (ARRAY[200, 201, 202, 203]));
CREATE INDEX activities_open_team ON public.activities USING btree (team_id, state) WHERE (state <> 204);
CREATE INDEX activities_open_teams ON public.activities USING btree (team_id, created_at) INCLUDE (responsible_id) WHERE (state = ANY (ARRAY[200, 201, 202, 203]));
CREATE INDEX activities_responsible ON public.activities USING btree (responsible_id, updated_at DESC);
CREATE INDEX activities_team ON public.activities USING btree (team_id, updated_at DESC);
CREATE INDEX activities_unassigned ON public.activities USING btree (updated_at DESC, id DESC) WHERE ((responsible_id IS NULL) AND (state <> 204));
CREATE INDEX activities_unassigned_priority ON public.activities USING btree (priority, id) WHERE ((state <> 204) AND (responsible_id IS NULL));
CREATE INDEX activities_updated ON public.activities USING btree (updated_at DESC, id DESC);
CREATE INDEX activities_words ON public.activities USING gin (activity_words(subject, description, solution));

create table activity_assets (
  activity_id uuid not null,
  asset_id uuid not null,
  linked_at timestamp with time zone not null,
  constraint activity_assets_activity_id_fkey FOREIGN KEY (activity_id) REFERENCES activities(id) ON DELETE CASCADE,
  constraint activity_assets_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES assets(id) ON DELETE CASCADE,
  constraint activity_assets_pkey PRIMARY KEY (activity_id, asset_id)
);
CREATE INDEX activity_assets_asset ON public.activity_assets USING btree (asset_id);

create table activity_readings (
  person_id uuid not null,
  activity_id uuid not null,
  read_at timestamp with time zone not null,
  constraint activity_readings_activity_id_fkey FOREIGN KEY (activity_id) REFERENCES activities(id) ON DELETE CASCADE,
  constraint activity_readings_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint activity_readings_pkey PRIMARY KEY (person_id, activity_id)
);
CREATE INDEX activity_readings_activity ON public.activity_readings USING btree (activity_id);

create table api_tokens (
  id uuid not null,
  token_hash text not null,
  person_id uuid not null,
  name text not null,
  roles jsonb not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  last_address text,
  constraint api_tokens_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint api_tokens_pkey PRIMARY KEY (id),
  constraint api_tokens_token_hash_key UNIQUE (token_hash)
);
CREATE INDEX api_tokens_created ON public.api_tokens USING btree (created_at DESC, id DESC);
CREATE INDEX api_tokens_person ON public.api_tokens USING btree (person_id, created_at DESC, id DESC);

create table asset_attributes (
  asset_id uuid not null,
  package_id text not null,
  attribute text not null,
  value text not null,
  origin text not null,
  updated_at timestamp with time zone not null,
  constraint asset_attributes_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES assets(id) ON DELETE CASCADE,
  constraint asset_attributes_origin_check CHECK ((origin = ANY (ARRAY['synchronised'::text, 'by_hand'::text]))),
  constraint asset_attributes_pkey PRIMARY KEY (asset_id, package_id, attribute)
);
CREATE INDEX asset_attributes_value ON public.asset_attributes USING btree (package_id, attribute, value);

create table assets (
  id uuid not null,
  name text not null,
  kind text not null,
  serial_number text,
  inventory_number text,
  manufacturer text,
  model text,
  location text,
  owner_id uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  version integer not null default 1,
  made_by_package text,
  constraint assets_inventory_number_key UNIQUE (inventory_number),
  constraint assets_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES people(id),
  constraint assets_pkey PRIMARY KEY (id)
);
CREATE INDEX assets_name ON public.assets USING btree (lower(name), id);
CREATE INDEX assets_owner ON public.assets USING btree (owner_id);

create table attachment_parts (
  attachment_id uuid not null,
  part integer not null,
  bytes bytea not null,
  constraint attachment_parts_attachment_id_fkey FOREIGN KEY (attachment_id) REFERENCES attachments(id) ON DELETE CASCADE,
  constraint attachment_parts_pkey PRIMARY KEY (attachment_id, part)
);

create table attachments (
  id uuid not null,
  activity_id uuid not null,
  name text not null,
  size integer not null,
  visibility text not null,
  uploaded_by uuid not null,
  created_at timestamp with time zone not null,
  constraint attachments_activity_id_fkey FOREIGN KEY (activity_id) REFERENCES activities(id),
  constraint attachments_pkey PRIMARY KEY (id),
  constraint attachments_size_check CHECK ((size >= 0)),
  constraint attachments_uploaded_by_fkey FOREIGN KEY (uploaded_by) REFERENCES people(id),
  constraint attachments_visibility_check CHECK ((visibility = ANY (ARRAY['internal'::text, 'requester'::text])))
);
CREATE INDEX attachments_activity ON public.attachments USING btree (activity_id, created_at, id);

create table audit (
  id uuid not null,
  at timestamp with time zone not null,
  actor text not null,
  actor_id uuid,
  action text not null,
  outcome text not null,
  subject text,
  address text,
  request_id text,
  details jsonb not null default '{}'::jsonb,
  constraint audit_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'refused'::text, 'failed'::text]))),
  constraint audit_pkey PRIMARY KEY (id)
);
CREATE INDEX audit_at ON public.audit USING btree (at DESC, id DESC);

create table configurations (
  id uuid not null,
  package_id text not null,
  type text not null,
  name text not null,
  is_default boolean not null,
  values jsonb not null,
  secrets jsonb not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  version integer not null default 1,
  constraint configurations_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX configurations_default ON public.configurations USING btree (package_id, type) WHERE is_default;
CREATE UNIQUE INDEX configurations_name ON public.configurations USING btree (package_id, type, lower(name));

create table dismissals (
  person_id uuid not null,
  name text not null,
  at timestamp with time zone not null,
  constraint dismissals_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint dismissals_pkey PRIMARY KEY (person_id, name)
);

create table events (
  id uuid not null,
  type text not null,
  version integer not null,
  subject_type text not null,
  subject_id text not null,
  payload jsonb not null,
  at timestamp with time zone not null,
  dispatched_at timestamp with time zone,
  constraint events_pkey PRIMARY KEY (id)
);
CREATE INDEX events_undispatched ON public.events USING btree (at) WHERE (dispatched_at IS NULL);

create table identities (
  issuer text not null,
  subject text not null,
  person_id uuid not null,
  created_at timestamp with time zone not null,
  constraint identities_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint identities_pkey PRIMARY KEY (issuer, subject)
);
CREATE INDEX identities_person ON public.identities USING btree (person_id);

create table imports (
  id uuid not null,
  kind text not null,
  file_name text not null,
  encoding text not null,
  separator text not null,
  cells jsonb,
  mapping jsonb not null,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  applied_at timestamp with time zone,
  result jsonb,
  constraint imports_created_by_fkey FOREIGN KEY (created_by) REFERENCES people(id),
  constraint imports_kind_check CHECK ((kind = ANY (ARRAY['people'::text, 'assets'::text]))),
  constraint imports_pkey PRIMARY KEY (id)
);
CREATE INDEX imports_created ON public.imports USING btree (created_at DESC, id DESC);

create table journal_entries (
  id uuid not null,
  activity_id uuid not null,
  key text not null,
  at timestamp with time zone not null,
  author_kind text not null,
  author_id text,
  author_name text not null,
  visibility text not null,
  kind text not null,
  content jsonb not null,
  supersedes uuid,
  constraint journal_entries_activity_id_fkey FOREIGN KEY (activity_id) REFERENCES activities(id),
  constraint journal_entries_activity_id_key_key UNIQUE (activity_id, key),
  constraint journal_entries_author_kind_check CHECK ((author_kind = ANY (ARRAY['person'::text, 'package'::text, 'system'::text]))),
  constraint journal_entries_pkey PRIMARY KEY (id),
  constraint journal_entries_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES journal_entries(id),
  constraint journal_entries_visibility_check CHECK ((visibility = ANY (ARRAY['internal'::text, 'requester'::text])))
);
CREATE INDEX journal_entries_activity ON public.journal_entries USING btree (activity_id, at DESC, id DESC);
CREATE INDEX journal_entries_words ON public.journal_entries USING gin (journal_words(kind, content));

create table key_holders (
  node_id text not null,
  keys text[] not null,
  sealing text not null,
  seen_at timestamp with time zone not null,
  constraint key_holders_pkey PRIMARY KEY (node_id)
);

create table leases (
  name text not null,
  holder text not null,
  until timestamp with time zone not null,
  constraint leases_pkey PRIMARY KEY (name)
);

create table mails (
  id uuid not null,
  package_id text,
  key text,
  message_id text not null,
  to_name text not null,
  to_address text not null,
  subject text not null,
  text text not null,
  html text,
  activity_id uuid,
  state text not null,
  attempts integer not null default 0,
  due_at timestamp with time zone not null,
  lease_holder text,
  lease_until timestamp with time zone,
  last_error text,
  on_outcome jsonb,
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  unknown_outcomes integer not null default 0,
  constraint mails_pkey PRIMARY KEY (id),
  constraint mails_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'accepted'::text, 'refused'::text, 'paused'::text])))
);
CREATE INDEX mails_activity ON public.mails USING btree (activity_id, created_at DESC) WHERE (activity_id IS NOT NULL);
CREATE INDEX mails_due ON public.mails USING btree (due_at) WHERE (state = 'queued'::text);
CREATE UNIQUE INDEX mails_key ON public.mails USING btree (COALESCE(package_id, ''::text), key) WHERE (key IS NOT NULL);
CREATE INDEX mails_refused ON public.mails USING btree (finished_at) WHERE (state = 'refused'::text);

create table nodes (
  id text not null,
  role text not null,
  started_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  generation bigint not null,
  constraint nodes_pkey PRIMARY KEY (id),
  constraint nodes_role_check CHECK ((role = ANY (ARRAY['all'::text, 'api'::text, 'worker'::text])))
);

create table notification_mails (
  person_id uuid not null,
  kinds jsonb not null,
  constraint notification_mails_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint notification_mails_pkey PRIMARY KEY (person_id)
);

create table notifications (
  id uuid not null,
  person_id uuid not null,
  key text not null,
  kind text not null,
  activity_id uuid not null,
  by_name text,
  at timestamp with time zone not null,
  read_at timestamp with time zone,
  constraint notifications_activity_id_fkey FOREIGN KEY (activity_id) REFERENCES activities(id) ON DELETE CASCADE,
  constraint notifications_kind_check CHECK ((kind = ANY (ARRAY['assigned'::text, 'team'::text, 'reply'::text, 'comment'::text, 'session'::text, 'ended'::text]))),
  constraint notifications_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint notifications_person_id_key_key UNIQUE (person_id, key),
  constraint notifications_pkey PRIMARY KEY (id)
);
CREATE INDEX notifications_newest ON public.notifications USING btree (person_id, at DESC, id DESC);
CREATE INDEX notifications_read ON public.notifications USING btree (read_at) WHERE (read_at IS NOT NULL);
CREATE INDEX notifications_unread ON public.notifications USING btree (person_id, activity_id) WHERE (read_at IS NULL);

create table one_time_links (
  token_hash text not null,
  purpose text not null,
  person_id uuid,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint one_time_links_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint one_time_links_pkey PRIMARY KEY (token_hash)
);
CREATE INDEX one_time_links_person ON public.one_time_links USING btree (person_id) WHERE (person_id IS NOT NULL);

create table package_drain_acks (
  holder text not null,
  node_id text not null,
  constraint package_drain_acks_pkey PRIMARY KEY (holder, node_id)
);

create table package_drains (
  package_id text not null,
  holder text not null,
  until timestamp with time zone not null,
  constraint package_drains_pkey PRIMARY KEY (package_id)
);

create table package_generation (
  singleton boolean not null default true,
  generation bigint not null,
  constraint package_generation_pkey PRIMARY KEY (singleton),
  constraint package_generation_singleton_check CHECK (singleton)
);

create table package_migrations (
  package_id text not null,
  name text not null,
  digest text not null,
  applied_at timestamp with time zone not null,
  constraint package_migrations_pkey PRIMARY KEY (package_id, name)
);

create table package_uploads (
  id uuid not null,
  digest text not null,
  archive bytea not null,
  uploaded_by uuid,
  uploaded_at timestamp with time zone not null,
  constraint package_uploads_pkey PRIMARY KEY (id)
);

create table packages (
  id text not null,
  version text not null,
  manifest jsonb not null,
  strings jsonb not null,
  digest text not null,
  archive bytea not null,
  module text not null,
  state text not null,
  publisher text,
  key_id text,
  installed_at timestamp with time zone not null,
  installed_by text not null,
  constraint packages_pkey PRIMARY KEY (id),
  constraint packages_state_check CHECK ((state = ANY (ARRAY['active'::text, 'disabled'::text])))
);

create table people (
  id uuid not null,
  login text,
  name text not null,
  email text,
  phone text,
  department text,
  language text not null default 'en'::text,
  time_zone text not null default 'Europe/Berlin'::text,
  password_hash text,
  active boolean not null default true,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  version integer not null default 1,
  constraint people_language_check CHECK ((language = ANY (ARRAY['de'::text, 'en'::text]))),
  constraint people_login_key UNIQUE (login),
  constraint people_pkey PRIMARY KEY (id)
);
CREATE INDEX people_name ON public.people USING btree (lower(name), id);

create table person_roles (
  person_id uuid not null,
  role text not null,
  constraint person_roles_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint person_roles_pkey PRIMARY KEY (person_id, role),
  constraint person_roles_role_check CHECK ((role = ANY (ARRAY['requester'::text, 'agent'::text, 'administrator'::text, 'auditor'::text])))
);

create table run_log (
  run_id uuid not null,
  seq integer not null,
  at timestamp with time zone not null,
  level text not null,
  text jsonb not null,
  constraint run_log_level_check CHECK ((level = ANY (ARRAY['info'::text, 'warning'::text, 'error'::text]))),
  constraint run_log_pkey PRIMARY KEY (run_id, seq),
  constraint run_log_run_id_fkey FOREIGN KEY (run_id) REFERENCES runs(id) ON DELETE CASCADE
);

create table runs (
  id uuid not null,
  package_id text,
  workflow text not null,
  version text not null,
  key text,
  input jsonb not null,
  trigger_kind text not null,
  trigger_name text not null,
  person_id uuid,
  subject_type text,
  subject_id text,
  state text not null,
  attempt integer not null default 0,
  due_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  lease_holder text,
  lease_until timestamp with time zone,
  result jsonb,
  error_code text,
  error_text text,
  error_values jsonb,
  request_id text,
  constraint runs_pkey PRIMARY KEY (id),
  constraint runs_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'queued'::text, 'running'::text, 'succeeded'::text, 'failed'::text, 'merged'::text]))),
  constraint runs_trigger_kind_check CHECK ((trigger_kind = ANY (ARRAY['action'::text, 'schedule'::text, 'rule'::text, 'installation'::text, 'system'::text])))
);
CREATE INDEX runs_created ON public.runs USING btree (created_at DESC, id DESC);
CREATE INDEX runs_due ON public.runs USING btree (due_at) WHERE (state = 'waiting'::text);
CREATE INDEX runs_failed ON public.runs USING btree (finished_at) WHERE (state = 'failed'::text);
CREATE UNIQUE INDEX runs_key ON public.runs USING btree (COALESCE(package_id, ''::text), key) WHERE (key IS NOT NULL);
CREATE INDEX runs_subject ON public.runs USING btree (subject_type, subject_id, created_at DESC);
CREATE INDEX runs_unfinished ON public.runs USING btree (state, lease_until) WHERE (state = ANY (ARRAY['queued'::text, 'running'::text]));
CREATE INDEX runs_workflow ON public.runs USING btree (workflow, created_at DESC);

create table saved_filters (
  id uuid not null,
  person_id uuid not null,
  name text not null,
  filter jsonb not null,
  created_at timestamp with time zone not null,
  constraint saved_filters_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint saved_filters_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX saved_filters_name ON public.saved_filters USING btree (person_id, lower(name));

create table schedules (
  package_id text not null,
  name text not null,
  local_time text not null,
  time_zone text not null,
  state text not null,
  next_run_at timestamp with time zone,
  updated_at timestamp with time zone not null,
  constraint schedules_pkey PRIMARY KEY (package_id, name),
  constraint schedules_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text])))
);
CREATE INDEX schedules_next ON public.schedules USING btree (next_run_at) WHERE (state = 'active'::text);

create table schema_migrations (
  name text not null,
  digest text not null,
  applied_at timestamp with time zone not null default now(),
  constraint schema_migrations_pkey PRIMARY KEY (name)
);

create table sealing_keys (
  id text not null,
  check_value text not null,
  created_at timestamp with time zone not null,
  seals_since timestamp with time zone,
  retired_at timestamp with time zone,
  constraint sealing_keys_pkey PRIMARY KEY (id)
);

create table settings (
  name text not null,
  value jsonb not null,
  updated_at timestamp with time zone not null,
  version integer not null default 1,
  constraint settings_pkey PRIMARY KEY (name)
);

create table sign_in_failures (
  bucket text not null,
  at timestamp with time zone not null
);
CREATE INDEX sign_in_failures_bucket ON public.sign_in_failures USING btree (bucket, at);

create table sign_ins (
  token_hash text not null,
  id uuid not null,
  person_id uuid not null,
  created_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  address text,
  user_agent text,
  issuer text,
  refresh_sealed text,
  check_at timestamp with time zone,
  check_lease_until timestamp with time zone,
  constraint sign_ins_id_key UNIQUE (id),
  constraint sign_ins_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint sign_ins_pkey PRIMARY KEY (token_hash)
);
CREATE INDEX sign_ins_person ON public.sign_ins USING btree (person_id);

create table single_sign_ons (
  state_hash text not null,
  browser_hash text not null,
  sealed text not null,
  expires_at timestamp with time zone not null,
  constraint single_sign_ons_pkey PRIMARY KEY (state_hash)
);

create table team_members (
  team_id uuid not null,
  person_id uuid not null,
  constraint team_members_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint team_members_pkey PRIMARY KEY (team_id, person_id),
  constraint team_members_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams(id) ON DELETE CASCADE
);
CREATE INDEX team_members_person ON public.team_members USING btree (person_id);

create table teams (
  id uuid not null,
  name text not null,
  archived_at timestamp with time zone,
  version integer not null default 1,
  constraint teams_name_key UNIQUE (name),
  constraint teams_pkey PRIMARY KEY (id)
);

create sequence incident_numbers as bigint;

create sequence service_request_numbers as bigint;

create sequence ticket_numbers as bigint;

CREATE OR REPLACE FUNCTION public.activity_words(subject text, description text, solution text)
 RETURNS tsvector
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select pg_catalog.strip(
    pg_catalog.to_tsvector('pg_catalog.german', subject || ' ' || description || ' ' || coalesce(solution, '')) ||
    pg_catalog.to_tsvector('pg_catalog.english', subject || ' ' || description || ' ' || coalesce(solution, '')))
    || public.subject_parts(subject)
$function$;

CREATE OR REPLACE FUNCTION public.enter_package(package_id text, package_digest text, lock_name text, statement_limit text, package_schema text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if statement_limit is not null then
    perform pg_advisory_xact_lock_shared(hashtextextended(lock_name, 0));
    perform set_config('statement_timeout', statement_limit, true);
  end if;
  if not exists (select from packages where id = package_id and digest = package_digest and state = 'active') then
    raise exception 'another version of this package is installed' using errcode = 'FW001';
  end if;
  if package_schema is not null then
    perform set_config('search_path', package_schema, true);
  end if;
end $function$;

CREATE OR REPLACE FUNCTION public.journal_text(kind text, nodes jsonb)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select pg_catalog.string_agg(coalesce(node ->> 'text', node ->> 'name'), ' ' order by place)
  from pg_catalog.jsonb_array_elements(nodes) with ordinality as said (node, place)
  where kind in ('comment', 'package', 'attachment')
    or kind = 'transition' and place > (
      select pg_catalog.min(at) from pg_catalog.jsonb_array_elements(nodes) with ordinality as line (break, at)
      where break ->> 'type' = 'break')
$function$;

CREATE OR REPLACE FUNCTION public.journal_words(kind text, content jsonb)
 RETURNS tsvector
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select pg_catalog.strip(
    pg_catalog.to_tsvector('pg_catalog.german',
      coalesce(pg_catalog.left(public.journal_text(kind, content -> 'de'), 60000), '')) ||
    pg_catalog.to_tsvector('pg_catalog.english',
      coalesce(pg_catalog.left(public.journal_text(kind, content -> 'en'), 60000), '')))
$function$;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'rows of % are append-only', tg_table_name using errcode = 'insufficient_privilege';
end;
$function$;

CREATE OR REPLACE FUNCTION public.subject_parts(subject text)
 RETURNS tsvector
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select pg_catalog.array_to_tsvector(array(
    select distinct pg_catalog.substr(word, start)
    from pg_catalog.regexp_split_to_table(pg_catalog.lower(subject), '[\s!-/:-@\[-`{-~]+') as whole,
      pg_catalog.left(whole, 60) as word,
      pg_catalog.generate_series(1, greatest(pg_catalog.length(word) - 2, 1)) as start
    where word <> ''))
$function$;

CREATE TRIGGER audit_append_only BEFORE DELETE OR UPDATE ON public.audit FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON public.audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER journal_entries_append_only BEFORE DELETE OR UPDATE ON public.journal_entries FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER journal_entries_no_truncate BEFORE TRUNCATE ON public.journal_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
