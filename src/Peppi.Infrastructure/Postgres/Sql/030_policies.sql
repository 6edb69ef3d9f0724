-- Grants and policies of every exposed table, generated from app.resource_tables (Domain/Accounts/ExposedTables.cs): all alike, so
-- that the matrix decides and nothing else. Policies of an operator's own, not named peppi_…, are left alone.
do $$
declare
  exposed record;
  old record;
  action text;
  decides text;
  mine text;
  condition text;
begin
  for exposed in select * from app.resource_tables order by table_name loop
    execute format('alter table public.%I enable row level security', exposed.table_name);
    for old in select policyname from pg_policies where schemaname = 'public' and tablename = exposed.table_name and policyname like 'peppi\_%' loop
      execute format('drop policy %I on public.%I', old.policyname, exposed.table_name);
    end loop;

    execute format('revoke all on public.%I from public, anon, authenticated, service_role, peppi_api, peppi_service, peppi_auth, peppi_jobs', exposed.table_name);
    execute format('grant select on public.%I to anon', exposed.table_name);
    execute format('grant select, insert, update, delete on public.%I to authenticated, service_role', exposed.table_name);

    execute format('create policy peppi_service on public.%I to service_role using (true) with check (true)', exposed.table_name);
    foreach action in array array['select', 'insert', 'update', 'delete'] loop
      decides := case when exposed.written_with_parent and action <> 'select' then 'update' else action end;
      mine := case exposed.own_rule
        when 'project' then format('%I = any ((select app.own_projects(%L, %L))::int[])', exposed.own_column, exposed.resource, decides)
        when 'schedule' then format('%I = any ((select app.own_schedules(%L, %L))::int[])', exposed.own_column, exposed.resource, decides)
        when 'caller' then format('%I = (select app.own_caller(%L, %L))', exposed.own_column, exposed.resource, decides)
        when 'role' then format('%I = (select app.own_role(%L, %L))', exposed.own_column, exposed.resource, decides)
      end;
      condition := format('(select app.sees_all(%L, %L)) or %s', exposed.resource, decides, mine);

      -- A project that is just being made is in no list yet.
      if exposed.table_name = 'projects' and action in ('select', 'insert') then
        condition := format('%s or manager_id = (select app.own_caller(%L, %L))', condition, exposed.resource, decides);
      end if;
      -- Everybody sees himself, also without a role.
      if exposed.table_name = 'users' and action = 'select' then
        condition := condition || ' or id = (select auth.uid())';
      end if;

      execute format('create policy %I on public.%I for %s to authenticated %s', 'peppi_' || action, exposed.table_name, action,
        case action
          when 'insert' then format('with check (%s)', condition)
          when 'update' then format('using (%1$s) with check (%1$s)', condition)
          else format('using (%s)', condition)
        end);
    end loop;
  end loop;
end $$;

-- What sign-in and the administration of accounts reach.
create policy peppi_auth on public.users to peppi_auth using (true) with check (true);
create policy peppi_auth on public.roles to peppi_auth using (true) with check (true);
create policy peppi_auth on public.role_permissions to peppi_auth using (true) with check (true);
grant select, insert, update, delete on public.users to peppi_auth;
grant select on public.roles, public.role_permissions to peppi_auth;

-- What schedules, deliveries and alert rules reach.
do $$
declare
  reached record;
begin
  for reached in
    select * from (values
      ('users', 'select'), ('roles', 'select'), ('role_permissions', 'select'),
      ('projects', 'select'), ('project_members', 'select'),
      ('reports', 'select, insert, update, delete'),
      ('report_schedules', 'select, update'),
      ('report_schedule_recipients', 'select'),
      ('report_deliveries', 'select, insert, update'),
      ('alerts', 'select, insert, update')) as list (table_name, actions)
  loop
    execute format('create policy peppi_jobs on public.%I to peppi_jobs using (true) with check (true)', reached.table_name);
    execute format('grant %s on public.%I to peppi_jobs', reached.actions, reached.table_name);
  end loop;
end $$;

-- An insert that says nothing of the owner means the caller.
alter table public.reports alter column owner_id set default auth.uid();
alter table public.report_schedules alter column owner_id set default auth.uid();
