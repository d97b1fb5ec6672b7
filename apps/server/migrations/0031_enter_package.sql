-- What every transaction of a package's code begins with, in one statement (design §5: no old code on the new schema).
-- It waits for an installation under way, and looks only then which version is installed: a volatile function's statements
-- each see what is durable when they begin. Without a limit (the embedded database has one session) there is nobody to wait for.
create function enter_package(package_id text, package_digest text, lock_name text, statement_limit text, package_schema text)
returns void language plpgsql as $$
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
end $$;
