-- Each change is written to app.outbox in its own transaction, once a statement, and a waiting worker is woken at its commit.
create or replace function app.tell_changes() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  case tg_argv[0]
    when 'id' then
      insert into app.outbox (table_name, key, kind, project_id)
      select tg_table_name, jsonb_build_object('id', changed.id), lower(tg_op), changed.id from changed;
    when 'project_id' then
      insert into app.outbox (table_name, key, kind, project_id)
      select tg_table_name, jsonb_build_object('id', changed.id), lower(tg_op), changed.project_id from changed;
    else
      insert into app.outbox (table_name, key, kind)
      select tg_table_name, jsonb_build_object('id', changed.id), lower(tg_op) from changed;
  end case;
  if found then perform pg_notify('peppi_outbox', tg_table_name); end if;
  return null;
end $$;

do $$
declare
  exposed record;
  project_column text;
begin
  -- The matrix has no id of its own and nobody who listens.
  for exposed in select table_name from app.resource_tables where table_name <> 'role_permissions' loop
    project_column := case
      when exposed.table_name = 'projects' then 'id'
      when exists (select from pg_attribute where attrelid = format('public.%I', exposed.table_name)::regclass and attname = 'project_id' and not attisdropped) then 'project_id'
      else 'none' end;
    execute format('create or replace trigger peppi_tell_insert after insert on public.%I referencing new table as changed for each statement execute function app.tell_changes(%L)', exposed.table_name, project_column);
    execute format('create or replace trigger peppi_tell_update after update on public.%I referencing new table as changed for each statement execute function app.tell_changes(%L)', exposed.table_name, project_column);
    execute format('create or replace trigger peppi_tell_delete after delete on public.%I referencing old table as changed for each statement execute function app.tell_changes(%L)', exposed.table_name, project_column);
  end loop;
end $$;

grant select, delete on app.outbox to peppi_jobs;

-- A queued mail wakes its worker too.
create or replace function app.tell_mail() returns trigger language plpgsql as $$
begin
  perform pg_catalog.pg_notify('peppi_mail', '');
  return null;
end $$;

create or replace trigger peppi_tell_mail after insert on app.mail_outbox for each statement execute function app.tell_mail();

grant select, insert, update, delete on app.mail_outbox to peppi_jobs;
grant insert, select on app.mail_outbox to peppi_auth;
