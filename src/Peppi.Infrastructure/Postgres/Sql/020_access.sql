-- What policies ask: may the present caller do this with every row, and if not, which rows are his own.
--
-- The form is measured (docs/decisions): plpgsql keeps its plans, a SET clause would cost a third of the speed, so every name and
-- operator is schema-qualified instead. A policy calls these inside "(select …)": once a statement, not once a row. They look the
-- caller up in public.users each time: a changed role or matrix holds from the next statement on. They run as the owner, whom
-- row-level security does not bind.
--
-- A role may demand a second factor (roles.requires_aal2): then they answer "nothing" to a token that proved none.

create or replace function app.sees_all(resource text, action text) returns boolean
language plpgsql stable parallel safe security definer as $$
begin
  return exists (
    select from public.users person
    join public.role_permissions permission on permission.role_id operator(pg_catalog.=) person.role_id
    where person.id operator(pg_catalog.=) auth.uid()
      and person.active
      and permission.resource operator(pg_catalog.=) $1
      and permission.action operator(pg_catalog.=) $2
      and permission.scope operator(pg_catalog.=) 'all'
      and (not exists (select from public.roles role where role.id operator(pg_catalog.=) person.role_id and role.requires_aal2)
        or (auth.jwt() operator(pg_catalog.->>) 'aal') operator(pg_catalog.=) 'aal2'));
end $$;

-- The caller's id where his scope is "own", else null.
create or replace function app.own_caller(resource text, action text) returns uuid
language plpgsql stable parallel safe security definer as $$
begin
  return (
    select person.id from public.users person
    join public.role_permissions permission on permission.role_id operator(pg_catalog.=) person.role_id
    where person.id operator(pg_catalog.=) auth.uid()
      and person.active
      and permission.resource operator(pg_catalog.=) $1
      and permission.action operator(pg_catalog.=) $2
      and permission.scope operator(pg_catalog.=) 'own'
      and (not exists (select from public.roles role where role.id operator(pg_catalog.=) person.role_id and role.requires_aal2)
        or (auth.jwt() operator(pg_catalog.->>) 'aal') operator(pg_catalog.=) 'aal2'));
end $$;

-- The projects that the caller manages or is a member of, where his scope is "own".
create or replace function app.own_projects(resource text, action text) returns int[]
language plpgsql stable parallel safe security definer as $$
declare
  me pg_catalog.uuid := app.own_caller($1, $2);
begin
  if me is null then return '{}'::pg_catalog.int4[]; end if;
  return array(
    select project.id from public.projects project where project.manager_id operator(pg_catalog.=) me
    union all
    select member.project_id from public.project_members member where member.user_id operator(pg_catalog.=) me);
end $$;

-- The schedules that the caller owns, where his scope is "own".
create or replace function app.own_schedules(resource text, action text) returns int[]
language plpgsql stable parallel safe security definer as $$
declare
  me pg_catalog.uuid := app.own_caller($1, $2);
begin
  if me is null then return '{}'::pg_catalog.int4[]; end if;
  return array(select schedule.id from public.report_schedules schedule where schedule.owner_id operator(pg_catalog.=) me);
end $$;

-- The caller's role, where his scope is "own". Reading it takes no second factor: from it one learns that one is demanded.
create or replace function app.own_role(resource text, action text) returns int
language plpgsql stable parallel safe security definer as $$
declare
  me pg_catalog.uuid;
begin
  if $2 operator(pg_catalog.=) 'select' then
    return (
      select person.role_id from public.users person
      join public.role_permissions permission on permission.role_id operator(pg_catalog.=) person.role_id
      where person.id operator(pg_catalog.=) auth.uid()
        and person.active
        and permission.resource operator(pg_catalog.=) $1
        and permission.action operator(pg_catalog.=) $2);
  end if;
  me := app.own_caller($1, $2);
  return (select person.role_id from public.users person where person.id operator(pg_catalog.=) me);
end $$;

-- 'all', 'own' or null: lets the application refuse with a reason before it tries.
create or replace function app.scope_of(resource text, action text) returns text
language plpgsql stable parallel safe security definer as $$
begin
  return (
    select permission.scope from public.users person
    join public.role_permissions permission on permission.role_id operator(pg_catalog.=) person.role_id
    where person.id operator(pg_catalog.=) auth.uid()
      and person.active
      and permission.resource operator(pg_catalog.=) $1
      and permission.action operator(pg_catalog.=) $2
      and (not exists (select from public.roles role where role.id operator(pg_catalog.=) person.role_id and role.requires_aal2)
        or (auth.jwt() operator(pg_catalog.->>) 'aal') operator(pg_catalog.=) 'aal2'));
end $$;

-- Who runs the statement, also from inside a security definer function: the role switched to, else the login.
create or replace function app.acting_role() returns text
language sql stable parallel safe
  return case current_setting('role') when 'none' then session_user::text else current_setting('role') end;

revoke execute on all functions in schema app from public;
grant execute on function
  app.sees_all(text, text), app.own_caller(text, text), app.own_projects(text, text), app.own_schedules(text, text),
  app.own_role(text, text), app.scope_of(text, text)
  to authenticated;
grant execute on function app.acting_role() to anon, authenticated, service_role, peppi_auth, peppi_jobs;
