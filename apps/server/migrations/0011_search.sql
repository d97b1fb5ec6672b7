-- Full-text search in both languages. The functions are named by the indexes below and by every search: one that looks for
-- something else needs a function and an index of its own.

-- Every ending of every word, three letters at least: whatever stands inside a compound is the beginning of one of them.
create function subject_parts(subject text) returns tsvector language sql immutable parallel safe as $$
  select pg_catalog.array_to_tsvector(array(
    select distinct pg_catalog.substr(word, start)
    from pg_catalog.regexp_split_to_table(pg_catalog.lower(subject), '[\s!-/:-@\[-`{-~]+') as whole,
      pg_catalog.left(whole, 60) as word,
      pg_catalog.generate_series(1, greatest(pg_catalog.length(word) - 2, 1)) as start
    where word <> ''))
$$;

create function activity_words(subject text, description text, solution text) returns tsvector
language sql immutable parallel safe as $$
  select pg_catalog.strip(
    pg_catalog.to_tsvector('pg_catalog.german', subject || ' ' || description || ' ' || coalesce(solution, '')) ||
    pg_catalog.to_tsvector('pg_catalog.english', subject || ' ' || description || ' ' || coalesce(solution, '')))
    || public.subject_parts(subject)
$$;

-- What somebody wrote, or a package: not the desk's own sentences, which stand on every activity. Of a transition, that is the
-- note below its first line.
create function journal_text(kind text, nodes jsonb) returns text language sql immutable parallel safe as $$
  select pg_catalog.string_agg(coalesce(node ->> 'text', node ->> 'name'), ' ' order by place)
  from pg_catalog.jsonb_array_elements(nodes) with ordinality as said (node, place)
  where kind in ('comment', 'package', 'attachment')
    or kind = 'transition' and place > (
      select pg_catalog.min(at) from pg_catalog.jsonb_array_elements(nodes) with ordinality as line (break, at)
      where break ->> 'type' = 'break')
$$;

-- Bounded: a text search vector that is too large would refuse the entry.
create function journal_words(kind text, content jsonb) returns tsvector language sql immutable parallel safe as $$
  select pg_catalog.strip(
    pg_catalog.to_tsvector('pg_catalog.german',
      coalesce(pg_catalog.left(public.journal_text(kind, content -> 'de'), 60000), '')) ||
    pg_catalog.to_tsvector('pg_catalog.english',
      coalesce(pg_catalog.left(public.journal_text(kind, content -> 'en'), 60000), '')))
$$;

create index activities_words on activities using gin (activity_words(subject, description, solution));
create index journal_entries_words on journal_entries using gin (journal_words(kind, content));
-- The digits at the end of a number, for whoever types them alone.
create index activities_number_digits on activities ((substring(number from '[0-9]+$')::numeric));
