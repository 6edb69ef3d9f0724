-- The life of an alert: what follows from a change of its row, whoever made it, and the history of it.

-- Before: the columns that go with a status, and those that only Peppi writes.
create or replace function app.keep_alert() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  by_client boolean := app.acting_role() in ('authenticated', 'service_role');
begin
  if tg_op = 'INSERT' then
    -- What a person raises begins as open, under no key of Peppi's own rules. (Deeper, it is a rule of Peppi's that raises it.)
    if by_client and pg_trigger_depth() = 1 then
      new.dedup_key := null;
      new.raised_priority := null;
      new.calm_since := null;
      new.escalated_at := null;
      new.acknowledged_by := null;
      new.acknowledged_at := null;
      new.snoozed_until := null;
      new.resolved_at := null;
      new.status := 'open';
    end if;
    if new.status = 'snoozed' and new.snoozed_until is null then new.snoozed_until := now() + interval '1 day'; end if;
    if new.status = 'resolved' and new.resolved_at is null then new.resolved_at := now(); end if;
    return new;
  end if;

  if old.status = 'resolved' and new.status <> 'resolved' then
    raise exception using errcode = 'P0001', message = 'A resolved alert stays resolved.',
      hint = 'When its cause comes back, a new alert is raised.';
  end if;
  if by_client then
    new.dedup_key := old.dedup_key;
    new.alert_type := old.alert_type;
    new.created_at := old.created_at;
    new.raised_priority := old.raised_priority;
    new.calm_since := old.calm_since;
    new.escalated_at := old.escalated_at;
  end if;

  -- A time to be quiet until is a wish to snooze.
  if new.snoozed_until is distinct from old.snoozed_until and new.snoozed_until > now() and new.status = old.status and old.status in ('open', 'acknowledged') then
    new.status := 'snoozed';
  end if;
  if new.status is distinct from old.status then
    case new.status
      when 'acknowledged' then
        if by_client then
          new.acknowledged_by := coalesce(auth.uid(), new.acknowledged_by);
          new.acknowledged_at := now();
        end if;
        new.acknowledged_at := coalesce(new.acknowledged_at, now());
      when 'open' then
        new.acknowledged_by := null;
        new.acknowledged_at := null;
      when 'snoozed' then new.snoozed_until := coalesce(new.snoozed_until, now() + interval '1 day');
      when 'resolved' then
        if by_client then new.resolved_at := now(); end if;
        new.resolved_at := coalesce(new.resolved_at, now());
      else null;
    end case;
  elsif by_client then
    -- A foreign key may empty the person when he goes.
    if new.acknowledged_by is not null then new.acknowledged_by := old.acknowledged_by; end if;
    new.acknowledged_at := old.acknowledged_at;
    new.resolved_at := old.resolved_at;
  end if;
  if new.status <> 'snoozed' then new.snoozed_until := null; end if;
  return new;
end $$;

create or replace trigger peppi_keep before insert or update on public.alerts for each row execute function app.keep_alert();

-- After: the history, once a statement. Triggers fire in the order of their names: the alert is told of before its history.
create or replace function app.tell_alert() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    insert into public.alert_events (alert_id, project_id, kind, at, actor_id, actor_role, details)
    select fresh.id, fresh.project_id, 'raised', fresh.created_at, auth.uid(), app.acting_role(), jsonb_build_object('priority', fresh.priority) from fresh;
    return null;
  end if;
  insert into public.alert_events (alert_id, project_id, kind, at, actor_id, actor_role, details)
  select fresh.id, fresh.project_id, happened.kind, coalesce(happened.at, now()), auth.uid(), app.acting_role(), jsonb_strip_nulls(happened.details)
  from fresh join stale using (id), lateral (values
    (1, fresh.priority is distinct from stale.priority, 'priority', null::timestamptz, jsonb_build_object('from', stale.priority, 'to', fresh.priority)),
    (2, fresh.status is distinct from stale.status and fresh.status = 'acknowledged', 'acknowledged', fresh.acknowledged_at, '{}'),
    (3, fresh.status is distinct from stale.status and fresh.status = 'open', 'reopened', case when stale.status = 'snoozed' and app.acting_role() = 'peppi_jobs' then stale.snoozed_until end, jsonb_build_object('from', stale.status)),
    (4, fresh.status = 'snoozed' and (stale.status <> 'snoozed' or fresh.snoozed_until is distinct from stale.snoozed_until), 'snoozed', null, jsonb_build_object('until', fresh.snoozed_until)),
    (5, fresh.escalated_at is distinct from stale.escalated_at and fresh.escalated_at is not null, 'escalated', fresh.escalated_at, '{}'),
    (6, fresh.assigned_to is distinct from stale.assigned_to, 'assigned', null, jsonb_build_object('from', stale.assigned_to, 'to', fresh.assigned_to)),
    (7, fresh.status is distinct from stale.status and fresh.status = 'resolved', 'resolved', fresh.resolved_at, '{}')) as happened (place, so, kind, at, details)
  where happened.so order by fresh.id, happened.place;
  return null;
end $$;

create or replace trigger peppi_write_history_insert after insert on public.alerts referencing new table as fresh for each statement execute function app.tell_alert();
create or replace trigger peppi_write_history_update after update on public.alerts referencing old table as stale new table as fresh for each statement execute function app.tell_alert();

-- What an alert tells of: its words say what rows of that resource hold, so it is read by those who may read these. Null: of a project
-- as such, of Peppi itself, or of whatever a person had in mind.
create or replace function app.alert_resources() returns jsonb language sql immutable parallel safe
  return '{"budget_consumed": "finance", "budget_exceeded": "finance", "cost_overrun": "finance", "invoice_overdue": "finance",
    "reservation_expiring": "commercial", "slow_sales": "commercial", "kpi_below_target": "strategie", "late_delivery": "supply",
    "low_stock": "inventory", "site_silent": "chantier", "urgent_message": "chantier"}'::jsonb;

create or replace function app.alert_resource(alert_type text) returns text language sql immutable parallel safe
  return app.alert_resources() ->> alert_type;

-- What the caller may read with that scope, asked once a statement.
create or replace function app.resources_read(scope text) returns text[]
language plpgsql stable parallel safe security definer as $$
begin
  return array(
    select permission.resource::pg_catalog.text from public.users person
    join public.role_permissions permission on permission.role_id operator(pg_catalog.=) person.role_id
    where person.id operator(pg_catalog.=) auth.uid()
      and person.active
      and permission.action operator(pg_catalog.=) 'select'
      and permission.scope operator(pg_catalog.=) $1
      and (not exists (select from public.roles role where role.id operator(pg_catalog.=) person.role_id and role.requires_aal2)
        or (auth.jwt() operator(pg_catalog.->>) 'aal') operator(pg_catalog.=) 'aal2'));
end $$;

-- The projects that the caller manages or is a member of.
create or replace function app.caller_projects() returns int[]
language plpgsql stable parallel safe security definer as $$
begin
  return array(
    select project.id from public.projects project where project.manager_id operator(pg_catalog.=) auth.uid()
    union all
    select member.project_id from public.project_members member where member.user_id operator(pg_catalog.=) auth.uid());
end $$;

-- The kinds of alerts that the caller may not read in every project; in none at all, where own projects count as well. A list of what
-- is left out keeps the policy's estimate near "all", so that the newest alerts are read by their index.
create or replace function app.alert_types_beyond(own boolean) returns text[]
language plpgsql stable parallel safe security definer as $$
declare
  readable text[] := app.resources_read('all');
begin
  if own then readable := readable operator(pg_catalog.||) app.resources_read('own'); end if;
  return array(select kind.key from pg_catalog.jsonb_each_text(app.alert_resources()) kind where kind.value operator(pg_catalog.<>) all (readable));
end $$;

revoke execute on function app.resources_read(text), app.caller_projects(), app.alert_types_beyond(boolean) from public;
grant execute on function app.resources_read(text), app.caller_projects(), app.alert_types_beyond(boolean) to authenticated;
grant execute on function app.alert_resources(), app.alert_resource(text) to authenticated, service_role, peppi_jobs;

do $$
declare
  held record;
begin
  for held in select * from (values ('alerts', 'alert_type'), ('alert_events', 'details ->> ' || quote_literal('alert_type'))) as list (table_name, told_by) loop
    execute format('drop policy if exists peppi_matter on public.%I', held.table_name);
    execute format('create policy peppi_matter on public.%1$I as restrictive to authenticated using (
      (%2$s) is null
      or (%2$s) <> all ((select app.alert_types_beyond(false))::text[])
      or ((%2$s) <> all ((select app.alert_types_beyond(true))::text[]) and project_id = any ((select app.caller_projects())::int[])))', held.table_name, held.told_by);
  end loop;
end $$;

-- History is added to, by those who may change the alert, and neither changed nor taken back.
drop policy if exists peppi_kept on public.alert_events;
create policy peppi_kept on public.alert_events as restrictive for update to authenticated using ((select app.acting_role()) <> 'authenticated');
drop policy if exists peppi_kept_whole on public.alert_events;
create policy peppi_kept_whole on public.alert_events as restrictive for delete to authenticated using ((select app.acting_role()) <> 'authenticated');

-- When and whom alerts tell is decided by those who answer for every project (ExposedTable.RuledBy).
-- A project's own rule begins as the general one: who writes only a level for it does not
-- mean "tell everybody, and at the first calm hour it is over". That it hands up to nobody he may mean.
create or replace function app.begin_rule() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  whole public.alert_rules;
begin
  select * into whole from public.alert_rules rule where rule.code = new.code and rule.project_id is null;
  if found then
    new.parameters := whole.parameters || new.parameters;
    new.notify_roles := coalesce(new.notify_roles, whole.notify_roles);
    new.resolve_after_hours := coalesce(nullif(new.resolve_after_hours, 0), whole.resolve_after_hours);
  end if;
  return new;
end $$;
create or replace trigger peppi_begin_rule before insert on public.alert_rules for each row when (new.project_id is not null) execute function app.begin_rule();

drop policy if exists peppi_ruled_insert on public.alert_rules;
create policy peppi_ruled_insert on public.alert_rules as restrictive for insert to authenticated with check ((select app.sees_all('projects', 'update')));
drop policy if exists peppi_ruled_update on public.alert_rules;
create policy peppi_ruled_update on public.alert_rules as restrictive for update to authenticated using ((select app.sees_all('projects', 'update')));
drop policy if exists peppi_ruled_delete on public.alert_rules;
create policy peppi_ruled_delete on public.alert_rules as restrictive for delete to authenticated using ((select app.sees_all('projects', 'update')));

-- The history tells what happened: people add notes to it, in their own name, and nothing else.
create or replace function app.keep_alert_event() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'UPDATE' then
    raise exception using errcode = '42501', message = 'The history of an alert is only added to.';
  end if;
  -- Its alert's kind goes with it: who may not read that alert does not read its history.
  select parent.project_id, jsonb_strip_nulls(coalesce(new.details, '{}') || jsonb_build_object('alert_type', parent.alert_type))
  into new.project_id, new.details from public.alerts parent where parent.id = new.alert_id;
  if pg_trigger_depth() = 1 and app.acting_role() in ('authenticated', 'service_role') then
    if new.kind <> 'note' then
      raise exception using errcode = '42501', message = 'The history of an alert is written by Peppi; people add notes.';
    end if;
    new.actor_id := auth.uid();
    new.actor_role := app.acting_role();
    new.at := now();
  end if;
  return new;
end $$;

create or replace trigger peppi_keep_new before insert on public.alert_events for each row execute function app.keep_alert_event();
create or replace trigger peppi_keep before update on public.alert_events for each row
  -- A foreign key may empty the actor when the person goes.
  when ((old.alert_id, old.project_id, old.kind, old.at, old.note, old.details) is distinct from (new.alert_id, new.project_id, new.kind, new.at, new.note, new.details)
    or new.actor_id is not null and new.actor_id is distinct from old.actor_id)
  execute function app.keep_alert_event();

-- A person's wishes are that person's alone.
alter table app.alert_preferences enable row level security;
drop policy if exists peppi_own on app.alert_preferences;
create policy peppi_own on app.alert_preferences to authenticated using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
drop policy if exists peppi_jobs on app.alert_preferences;
create policy peppi_jobs on app.alert_preferences for select to peppi_jobs using (true);
grant select, insert, update on app.alert_preferences to authenticated;
grant select on app.alert_preferences to peppi_jobs;
grant select, insert, update, delete on app.alert_notices, app.outbox_retries to peppi_jobs;

-- What rules look at.
do $$
declare
  reached record;
begin
  for reached in
    select * from (values
      ('alert_events', 'select, insert'), ('alert_rules', 'select'),
      ('strategie_kpis', 'select'), ('strategie_kpi_values', 'select'),
      ('supply_orders', 'select'), ('inventory_items', 'select'), ('inventory_movements', 'select'),
      ('chantier_messages', 'select'), ('project_milestones', 'select'), ('project_progress', 'select'), ('exchange_rates', 'select'), ('budget_lines', 'select'), ('finances', 'select'), ('commercial_activities', 'select')) as list (table_name, actions)
  loop
    if not exists (select from pg_policies where schemaname = 'public' and tablename = reached.table_name and policyname = 'peppi_jobs') then
      execute format('create policy peppi_jobs on public.%I to peppi_jobs using (true) with check (true)', reached.table_name);
    end if;
    execute format('grant %s on public.%I to peppi_jobs', reached.actions, reached.table_name);
  end loop;
end $$;

-- It was off while there was nothing that it could read; where nobody has touched it since, it is on.
update public.alert_rules set enabled = true where code = 'backup_old' and project_id is null and not enabled and updated_at = created_at;
