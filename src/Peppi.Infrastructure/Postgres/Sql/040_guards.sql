-- Laws that hold whichever way a row is changed.

-- updated_at follows the change.
create or replace function app.touch() returns trigger language plpgsql as $$
begin
  new.updated_at := pg_catalog.now();
  return new;
end $$;

do $$
declare
  exposed record;
begin
  for exposed in select table_name from app.resource_tables loop
    execute format('create or replace trigger peppi_touch before update on public.%I for each row execute function app.touch()', exposed.table_name);
  end loop;
end $$;

-- "Not a number" is a number to PostgreSQL: one such amount, and every sum over it is none either.
do $$
declare
  figure record;
  law text;
begin
  for figure in
    select attribute.attrelid::regclass as relation, exposed.table_name, attribute.attname
    from app.resource_tables exposed
    join pg_attribute attribute on attribute.attrelid = format('public.%I', exposed.table_name)::regclass
    where attribute.atttypid = 'numeric'::regtype and attribute.attnum > 0 and not attribute.attisdropped and attribute.attgenerated = ''
  loop
    law := format('ck_%s_%s_is_a_number', figure.table_name, figure.attname);
    if not exists (select from pg_constraint where conrelid = figure.relation and conname = law) then
      execute format('alter table %s add constraint %I check (%I <> ''NaN'') not valid', figure.relation, law, figure.attname);
    end if;
  end loop;
end $$;

-- Who manages a project is changed by those who may change every project: otherwise a manager could take or give away projects.
create or replace function app.guard_projects() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if app.acting_role() = 'authenticated' and not app.sees_all('projects', 'update') then
    raise exception using errcode = '42501', message = 'Only somebody who may change every project may change who manages one.';
  end if;
  return new;
end $$;

create or replace trigger peppi_guard before update of manager_id on public.projects
  for each row when (old.manager_id is distinct from new.manager_id) execute function app.guard_projects();

-- A row of money without a currency is in its project's: with another, budgets, orders and sales would be worth something else, past every
-- check that they passed.
create or replace function app.guard_project_currency() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if app.acting_role() = 'authenticated' and not app.sees_all('projects', 'update')
     and (exists (select from public.finances row where row.project_id = new.id) or exists (select from public.supply_orders row where row.project_id = new.id)
       or exists (select from public.commercial_activities row where row.project_id = new.id) or exists (select from public.units row where row.project_id = new.id)) then
    raise exception using errcode = 'PGRST', detail = '{"status": 409, "headers": {}}',
      message = '{"code": "currency_frozen", "message": "The project has money: in another currency its budgets and orders would be worth something else.", "hint": "Only somebody who may change every project can change its currency now."}';
  end if;
  return new;
end $$;

create or replace trigger peppi_guard_currency before update of currency on public.projects
  for each row when (old.currency is distinct from new.currency) execute function app.guard_project_currency();

-- Whether somebody else is an admin who can sign in: with an account, a password, and no ban. A profile alone opens no door, and an
-- invitation may never be taken up.
create or replace function app.another_admin(id uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.users other
    join public.roles role on role.id = other.role_id
    join auth.users account on account.id = other.id
    where role.name = 'admin' and other.active and other.id <> $1
      and account.password_hash is not null
      and (account.banned_until is null or account.banned_until <= now()))
$$;
revoke execute on function app.another_admin(uuid) from public;

-- People: the role and the activity change only by those who may change everybody, the address follows the account, and there is
-- always an active admin.
create or replace function app.guard_users() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  account_email text;
  was_admin boolean := old.active and exists (select from public.roles role where role.id = old.role_id and role.name = 'admin');
begin
  if tg_op = 'UPDATE' then
    if app.acting_role() = 'authenticated' and (new.role_id is distinct from old.role_id or new.active is distinct from old.active)
       and not app.sees_all('users', 'update') then
      raise exception using errcode = '42501', message = 'Only somebody who may change every person may change a role.';
    end if;
    if new.id is distinct from old.id then
      raise exception using errcode = '42501', message = 'The id of a person never changes: it is the account''s.';
    end if;
    if new.email is distinct from old.email then
      select account.email into account_email from auth.users account where account.id = new.id;
      if account_email is distinct from new.email and account_email is not null then
        -- Sign-in changes both in one transaction, in whatever order.
        if app.acting_role() = 'peppi_auth' then new.email := account_email;
        else raise exception using errcode = '42501', message = 'The address of a person follows the account; change it there.';
        end if;
      end if;
    end if;
  end if;

  if was_admin and (tg_op = 'DELETE' or not new.active or new.role_id is distinct from old.role_id) then
    -- One at a time: two admins must not demote each other at the same instant.
    perform pg_catalog.pg_advisory_xact_lock(7305804402566689126);
    if not app.another_admin(old.id) then
      raise exception using errcode = 'P0001', message = 'The last active admin can be neither removed nor deactivated nor given another role.',
        hint = 'Make somebody else an admin first.';
    end if;
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;

create or replace trigger peppi_guard before update or delete on public.users for each row execute function app.guard_users();

-- Whoever may create people and no more must not make an admin: giving a role is a change of what somebody may do.
create or replace function app.guard_new_users() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if app.acting_role() = 'authenticated' and not app.sees_all('users', 'update') then
    raise exception using errcode = '42501', message = 'Only somebody who may change every person may give a role.';
  end if;
  return new;
end $$;

create or replace trigger peppi_guard_new before insert on public.users
  for each row when (new.role_id is not null) execute function app.guard_new_users();

-- The account follows the person: deactivated, it cannot sign in and its sessions end; removed, it goes too.
create or replace function app.account_follows() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'DELETE' then
    delete from auth.users where id = old.id;
    return null;
  end if;
  update auth.users set banned_until = case when new.active then null else 'infinity'::timestamptz end, updated_at = now()
  -- A ban for some time becomes one for good: else it would end and let a deactivated person in.
  where id = new.id and (not new.active or banned_until is not null);
  if not new.active then
    update auth.sessions set ended_at = now(), end_reason = 'banned' where account_id = new.id and ended_at is null;
  end if;
  return null;
end $$;

create or replace trigger peppi_account_follows after update of active on public.users
  for each row when (old.active is distinct from new.active) execute function app.account_follows();
create or replace trigger peppi_account_goes after delete on public.users for each row execute function app.account_follows();

-- Whoever changes the account has its row, and whoever deactivates the person has that one: who waited here while the other waits there would
-- wait for ever, so the change of an address does not wait.
create or replace function app.person_follows() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  begin
    perform from public.users where id = new.id and email is distinct from new.email for no key update nowait;
  exception when lock_not_available then
    raise exception using errcode = 'PGRST', detail = '{"status": 409, "headers": {}}',
      message = '{"code": "changed_meanwhile", "message": "Somebody else is changing this person at this moment.", "hint": "Repeat your change."}';
  end;
  update public.users set email = new.email where id = new.id and email is distinct from new.email;
  return null;
end $$;

create or replace trigger peppi_person_follows after update of email on auth.users
  for each row when (old.email is distinct from new.email) execute function app.person_follows();

-- The roles that Peppi comes with keep their names, and admins cannot lock themselves out of the matrix.
create or replace function app.guard_roles() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if old.built_in and (tg_op = 'DELETE' or new.name is distinct from old.name or not new.built_in) then
    raise exception using errcode = 'P0001', message = 'A role that Peppi comes with can be neither renamed nor deleted.';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;

create or replace trigger peppi_guard before update or delete on public.roles for each row execute function app.guard_roles();

create or replace function app.guard_role_permissions() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if old.resource in ('users', 'roles') and exists (select from public.roles role where role.id = old.role_id and role.name = 'admin')
     and (tg_op = 'DELETE' or (new.role_id, new.resource, new.action, new.scope) is distinct from (old.role_id, old.resource, old.action, old.scope)) then
    raise exception using errcode = 'P0001', message = 'Admins keep every permission on people and roles: without it nobody could give it back.';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;

create or replace trigger peppi_guard before update or delete on public.role_permissions for each row execute function app.guard_role_permissions();

-- One's own role is for reading: a right to change only its permissions would be a right to everything.
create or replace function app.guard_matrix() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if app.acting_role() = 'authenticated' and not app.sees_all('roles', pg_catalog.lower(tg_op)) then
    raise exception using errcode = '42501', message = 'Only somebody who may change every role may change permissions.';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;

create or replace trigger peppi_guard_matrix before insert or update or delete on public.role_permissions for each row execute function app.guard_matrix();

-- Which file a report points to is Peppi's to say: a path that a client writes would open another reader's copy.
create or replace function app.guard_reports() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if app.acting_role() = 'authenticated' then
    raise exception using errcode = '42501', message = 'The file of a report is set by Peppi alone.';
  end if;
  return new;
end $$;

create or replace trigger peppi_guard_new before insert on public.reports
  for each row when (new.file_path is not null) execute function app.guard_reports();
create or replace trigger peppi_guard before update of file_path on public.reports
  for each row when (old.file_path is distinct from new.file_path) execute function app.guard_reports();

-- The ledger of deliveries tells what happened: a row forged for a schedule of others would keep its slot from being delivered.
create or replace function app.guard_deliveries() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if app.acting_role() = 'authenticated' then
    raise exception using errcode = '42501', message = 'Deliveries of a schedule are written by Peppi alone.';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;

create or replace trigger peppi_guard_new before insert on public.report_deliveries
  for each row when (new.schedule_id is not null) execute function app.guard_deliveries();
create or replace trigger peppi_guard before update on public.report_deliveries
  for each row when ((old.slot, old.status, old.attempts) is distinct from (new.slot, new.status, new.attempts)
    -- A foreign key may empty these when its row goes.
    or new.schedule_id <> coalesce(old.schedule_id, 0) or (new.recipient_id is not null and new.recipient_id is distinct from old.recipient_id))
  execute function app.guard_deliveries();

-- Rows of a row: their project is their parent's, whatever a client says, so that row-level security judges the right one.
create or replace function app.inherit_project() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  case tg_table_name
    when 'strategie_kpi_values' then select parent.project_id into new.project_id from public.strategie_kpis parent where parent.id = new.kpi_id;
    when 'inventory_movements' then select parent.project_id into new.project_id from public.inventory_items parent where parent.id = new.item_id;
  end case;
  return new;
end $$;

create or replace trigger peppi_inherit_project before insert or update on public.strategie_kpi_values for each row execute function app.inherit_project();
create or replace trigger peppi_inherit_project before insert or update on public.inventory_movements for each row execute function app.inherit_project();
