-- Old rows that may go by a rule: of exposed tables that have a date, but never of those that say who may do what.
create or replace function app.retire_rows(in_table text, before timestamptz, dry boolean) returns bigint
language plpgsql security definer set search_path = '' as $$
declare
  counted bigint;
begin
  if in_table in ('projects', 'project_members', 'users', 'roles', 'role_permissions')
    or not exists (select from app.resource_tables exposed where exposed.table_name = in_table)
    or not exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass(pg_catalog.format('public.%I', in_table)) and attname = 'created_at' and not attisdropped) then
    raise exception using errcode = 'P0001', message = pg_catalog.format('Rows of %s are not for a rule of retention.', in_table);
  end if;
  if dry then
    execute pg_catalog.format('select count(*) from public.%I where created_at < $1', in_table) into counted using before;
  else
    execute pg_catalog.format('delete from public.%I where created_at < $1', in_table) using before;
    get diagnostics counted = row_count;
  end if;
  return counted;
end $$;

revoke execute on function app.retire_rows(text, timestamptz, boolean) from public;
grant execute on function app.retire_rows(text, timestamptz, boolean) to peppi_jobs;
