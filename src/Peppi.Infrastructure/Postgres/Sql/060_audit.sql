-- Who changed what in the tables that decide about rights. Rows are only ever added.
create or replace function app.audit() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  before jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  after jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  row_ jsonb := coalesce(after, before);
  old_ jsonb;
begin
  if tg_op = 'UPDATE' then
    -- What the scheduler notes about its own runs is no act of anybody.
    if app.acting_role() = 'peppi_jobs' then return null; end if;
    old_ := before;
    select jsonb_object_agg(key, value) into before from jsonb_each(before) where value is distinct from after -> key and key <> 'updated_at';
    select jsonb_object_agg(key, value) into after from jsonb_each(after) where value is distinct from old_ -> key and key <> 'updated_at';
    if before is null then return null; end if;
  end if;
  insert into app.audit_log (actor_id, actor_role, action, subject, subject_key, project_id, before, after, ip_address, request_id, user_agent)
  values (
    auth.uid(), app.acting_role(), lower(tg_op), tg_table_name,
    coalesce(row_ ->> 'id', concat_ws('/', row_ ->> 'role_id', row_ ->> 'resource', row_ ->> 'action')),
    case when tg_table_name = 'projects' then (row_ ->> 'id')::int else (row_ ->> 'project_id')::int end,
    before, after,
    nullif(current_setting('request.ip', true), ''), nullif(current_setting('request.id', true), ''),
    nullif(current_setting('request.user_agent', true), ''));
  return null;
end $$;

do $$
declare
  audited text;
begin
  foreach audited in array array['users', 'roles', 'role_permissions', 'projects', 'project_members', 'report_schedules', 'report_schedule_recipients', 'alert_rules'] loop
    execute format('create or replace trigger peppi_audit after insert or update or delete on public.%I for each row execute function app.audit()', audited);
  end loop;
end $$;

create or replace function app.keep_audit() returns trigger language plpgsql as $$
begin
  raise exception using errcode = '42501', message = 'The audit log is only added to.';
end $$;

create or replace trigger peppi_keep before update or delete or truncate on app.audit_log for each statement execute function app.keep_audit();

-- Read by those who may change roles; events such as sign-in are written by the Accounts module. Nothing deletes.
alter table app.audit_log enable row level security;
drop policy if exists peppi_select on app.audit_log;
create policy peppi_select on app.audit_log for select to authenticated using ((select app.sees_all('roles', 'update')));
drop policy if exists peppi_service on app.audit_log;
create policy peppi_service on app.audit_log for select to service_role using (true);
drop policy if exists peppi_insert on app.audit_log;
create policy peppi_insert on app.audit_log for insert to peppi_auth, peppi_jobs with check (true);
drop policy if exists peppi_read on app.audit_log;
create policy peppi_read on app.audit_log for select to peppi_auth, peppi_jobs using (true);
grant select on app.audit_log to authenticated, service_role, peppi_auth, peppi_jobs;
grant insert on app.audit_log to peppi_auth, peppi_jobs;
