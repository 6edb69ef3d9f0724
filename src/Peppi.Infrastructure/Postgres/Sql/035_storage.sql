-- Files: what a name in a bucket says about rights, and who may do what with which file.

grant usage on schema storage to anon, authenticated, service_role, peppi_jobs;

-- The resources whose files stand in a bucket of modules: those whose own rows are a project's.
create or replace function app.file_resources() returns text[]
language sql stable parallel safe
  return array(select distinct resource from app.resource_tables where own_rule = 'project' order by 1);

-- The resources on which the caller has that scope for an action. With app.member_projects() it lets a policy decide about files of all
-- resources with two calls a statement.
create or replace function app.resources_with(action text, scope text) returns text[]
language plpgsql stable parallel safe security definer as $$
begin
  return array(
    select permission.resource from public.users person
    join public.role_permissions permission on permission.role_id operator(pg_catalog.=) person.role_id
    where person.id operator(pg_catalog.=) auth.uid()
      and person.active
      and not exists (select from auth.users account where account.id operator(pg_catalog.=) person.id and account.banned_until operator(pg_catalog.>) pg_catalog.now())
      and permission.action operator(pg_catalog.=) $1
      and permission.scope operator(pg_catalog.=) $2
      and (not exists (select from public.roles role where role.id operator(pg_catalog.=) person.role_id and role.requires_aal2)
        or (auth.jwt() operator(pg_catalog.->>) 'aal') operator(pg_catalog.=) 'aal2'));
end $$;

-- The projects that the caller manages or is a member of; what he may do in them the scope says.
create or replace function app.member_projects() returns int[]
language plpgsql stable parallel safe security definer as $$
begin
  return array(
    select project.id from public.projects project where project.manager_id operator(pg_catalog.=) auth.uid()
    union all
    select member.project_id from public.project_members member where member.user_id operator(pg_catalog.=) auth.uid());
end $$;

-- The caller, where he is an active person who proved what his role demands; else null.
create or replace function app.present_person() returns uuid
language plpgsql stable parallel safe security definer as $$
begin
  return (
    select person.id from public.users person
    where person.id operator(pg_catalog.=) auth.uid()
      and person.active
      and not exists (select from auth.users account where account.id operator(pg_catalog.=) person.id and account.banned_until operator(pg_catalog.>) pg_catalog.now())
      and (not exists (select from public.roles role where role.id operator(pg_catalog.=) person.role_id and role.requires_aal2)
        or (auth.jwt() operator(pg_catalog.->>) 'aal') operator(pg_catalog.=) 'aal2'));
end $$;

-- Whether the caller runs the system: whoever may change every role could give himself anything.
create or replace function app.administers() returns boolean
language plpgsql stable parallel safe security definer as $$
begin
  return app.present_person() is not null and app.sees_all('roles', 'update');
end $$;

revoke execute on function app.file_resources(), app.resources_with(text, text), app.member_projects(), app.present_person(), app.administers() from public;
grant execute on function app.resources_with(text, text), app.member_projects(), app.present_person(), app.administers() to authenticated;

-- What decides about rights is read from the name, whatever else was written: resource, then project. A second part that is no number
-- belongs to no project, and only to those who see all of the resource. Somebody's own bucket knows neither.
create or replace function app.place_object() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  sort text := (select bucket.type from storage.buckets bucket where bucket.id = new.bucket_id);
  parts text[] := string_to_array(new.name, '/');
begin
  new.resource := null;
  new.project_id := null;
  if sort = 'MODULES' then
    if parts[1] <> all (app.file_resources()) or cardinality(parts) < 3 then
      raise exception using errcode = '23514', message = 'A file of a module stands under resource/project/name.';
    end if;
    new.resource := parts[1];
    if parts[2] ~ '^[1-9][0-9]{0,8}$' then new.project_id := parts[2]::int; end if;
  end if;
  return new;
end $$;

-- Looked at when the transaction ends: whether somebody may put a file is tried before its content has come.
alter table storage.objects alter constraint fk_objects_blobs_sha256 deferrable initially deferred;

create or replace trigger peppi_place before insert or update of bucket_id, name on storage.objects for each row execute function app.place_object();

-- The buckets that Peppi comes with.
insert into storage.buckets (id, name, type, file_size_limit, allowed_mime_types) values
  ('projets', 'projets', 'MODULES', null, null),
  ('reports', 'reports', 'REPORTS', null, array['application/pdf', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'])
on conflict (id) do nothing;

create or replace function app.guard_buckets() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if app.acting_role() not in ('authenticated', 'service_role') then return case tg_op when 'DELETE' then old else new end; end if;
  if tg_op = 'DELETE' then
    if old.type <> 'STANDARD' then raise exception using errcode = 'P0001', message = 'Peppi itself needs this bucket.'; end if;
    return old;
  end if;
  if tg_op = 'INSERT' then
    if new.type <> 'STANDARD' then raise exception using errcode = 'P0001', message = 'A bucket of this type is made by Peppi alone.'; end if;
  elsif (new.id, new.type) is distinct from (old.id, old.type) or (new.public and old.type <> 'STANDARD') then
    raise exception using errcode = 'P0001', message = 'A bucket keeps its name and type, and what the matrix guards is never public.';
  end if;
  return new;
end $$;

create or replace trigger peppi_guard before insert or update or delete on storage.buckets for each row execute function app.guard_buckets();

do $$
declare
  place record;
  old record;
begin
  for place in select relname from pg_class where relnamespace = 'storage'::regnamespace and relkind in ('r', 'p') loop
    execute format('alter table storage.%I enable row level security', place.relname);
    execute format('revoke all on storage.%I from public, anon, authenticated, service_role, peppi_api, peppi_service, peppi_auth, peppi_jobs', place.relname);
    for old in select policyname from pg_policies where schemaname = 'storage' and tablename = place.relname and policyname like 'peppi\_%' loop
      execute format('drop policy %I on storage.%I', old.policyname, place.relname);
    end loop;
    execute format('create policy peppi_jobs on storage.%I to peppi_jobs using (true) with check (true)', place.relname);
    execute format('grant select, insert, update, delete on storage.%I to peppi_jobs', place.relname);
  end loop;
end $$;

grant usage on all sequences in schema storage to peppi_jobs;
grant select, insert, update, delete on storage.buckets, storage.objects, storage.uploads to authenticated, service_role;
grant select on storage.buckets, storage.objects to anon;
grant select on storage.file_facts, storage.retention_rules to service_role;
create policy peppi_service on storage.buckets to service_role using (true) with check (true);
create policy peppi_service on storage.objects to service_role using (true) with check (true);
create policy peppi_service on storage.uploads to service_role using (true) with check (true);
create policy peppi_service on storage.file_facts for select to service_role using (true);
create policy peppi_service on storage.retention_rules for select to service_role using (true);

-- Names and limits of buckets are known to everybody who is signed in; administrators make and change them.
create policy peppi_public on storage.buckets for select to anon using (public);
create policy peppi_select on storage.buckets for select to authenticated using ((select app.present_person()) is not null or public);
create policy peppi_insert on storage.buckets for insert to authenticated with check ((select app.administers()));
create policy peppi_update on storage.buckets for update to authenticated using ((select app.administers())) with check ((select app.administers()));
create policy peppi_delete on storage.buckets for delete to authenticated using ((select app.administers()));

-- Free buckets: a file is its owner's and the administrators'; in a public bucket everybody reads. Buckets of modules: the matrix.
-- Reports: whoever sees the row of a report reads its file.
create policy peppi_public on storage.objects for select to anon
  using (bucket_id in (select id from storage.buckets where public));

do $$
declare
  action text;
  condition text;
begin
  foreach action in array array['select', 'insert', 'update', 'delete'] loop
    condition := format($rule$
      resource = any ((select app.resources_with(%1$L, 'all'))::text[])
      or (resource = any ((select app.resources_with(%1$L, 'own'))::text[]) and project_id = any ((select app.member_projects())::int[]))
      or (bucket_id = any (array(select id from storage.buckets where type = 'STANDARD'))
        and (owner_id = (select app.present_person()) or (select app.administers())))$rule$, action);
    if action = 'select' then
      condition := condition || $rule$
      or bucket_id = any (array(select id from storage.buckets where public))
      or (bucket_id = 'reports' and exists (select from public.reports report where report.file_path = 'reports/' || name))$rule$;
    end if;
    execute format('create policy %I on storage.objects for %s to authenticated %s', 'peppi_' || action, action,
      case action
        when 'insert' then format('with check (%s)', condition)
        when 'update' then format('using (%1$s) with check (%1$s)', condition)
        else format('using (%s)', condition)
      end);
  end loop;
end $$;

create policy peppi_own on storage.uploads to authenticated
  using (owner_id = (select app.present_person())) with check (owner_id = (select app.present_person()));

-- An owner is who calls, not who he says; a server names whom it acts for.
create or replace function app.guard_objects() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if app.acting_role() <> 'authenticated' then return new; end if;
  if tg_op = 'INSERT' then new.owner_id := auth.uid();
  -- A foreign key may empty it when the person goes.
  elsif new.owner_id is not null then new.owner_id := old.owner_id;
  end if;
  return new;
end $$;

create or replace trigger peppi_guard before insert or update on storage.objects for each row execute function app.guard_objects();

-- Out of one bucket, resource or project and into another is taking away there and bringing here, whichever way it is written.
create or replace function app.guard_moves() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  free text[] := array(select bucket.id from storage.buckets bucket where bucket.type = 'STANDARD');
  mine uuid[] := array[app.present_person()];
begin
  if app.acting_role() <> 'authenticated' then return new; end if;
  if not coalesce(
      old.resource = any (app.resources_with('delete', 'all'))
      or (old.resource = any (app.resources_with('delete', 'own')) and old.project_id = any (app.member_projects()))
      or (old.bucket_id = any (free) and (old.owner_id = any (mine) or app.administers())), false)
    or not coalesce(
      new.resource = any (app.resources_with('insert', 'all'))
      or (new.resource = any (app.resources_with('insert', 'own')) and new.project_id = any (app.member_projects()))
      or (new.bucket_id = any (free) and (new.owner_id = any (mine) or app.administers())), false) then
    raise exception using errcode = '42501', message = 'Moving a file needs the right to delete it where it stands and to bring it where it goes.';
  end if;
  return new;
end $$;

-- After "peppi_place", which says what the new name is about.
create or replace trigger peppi_step before update on storage.objects
  for each row when ((old.bucket_id, old.resource, old.project_id) is distinct from (new.bucket_id, new.resource, new.project_id)) execute function app.guard_moves();
