-- Old rows that may go by a rule: of exposed tables that have a date, but never of those that say who may do what.
drop function if exists app.retire_rows(text, timestamptz, boolean);

create or replace function app.check_retirable(in_table text) returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if in_table in ('projects', 'project_members', 'users', 'roles', 'role_permissions')
    or not exists (select from app.resource_tables exposed where exposed.table_name = in_table)
    or not exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass(pg_catalog.format('public.%I', in_table)) and attname = 'created_at' and not attisdropped) then
    raise exception using errcode = 'P0001', message = pg_catalog.format('Rows of %s are not for a rule of retention.', in_table);
  end if;
end $$;

-- The files that lie in the store for field messages and for nothing else: Peppi's own copies of photos, and what clients put beside
-- a message under its own site, as long as that is as old as the message has to be.
create or replace function app.files_of_messages(ids int[], before timestamptz) returns table (id uuid, size bigint)
language sql stable security definer set search_path = '' as $$
  select distinct file.id, file.size
  from public.chantier_media media
  join storage.objects file on file.bucket_id = 'projets' and file.name = media.object_path and file.resource = 'chantier'
  where media.message_id = any (ids)
    and (file.sent_sha256 = media.sha256 or (media.sha256 is null and file.project_id = media.project_id and file.created_at < before))
    and not exists (select from public.chantier_media other where other.object_path = media.object_path and other.message_id <> all (ids))
$$;

create or replace function app.old_rows(in_table text, before timestamptz, out count bigint, out files bigint, out bytes bigint, out oldest timestamptz)
language plpgsql stable security definer set search_path = '' as $$
begin
  perform app.check_retirable(in_table);
  execute pg_catalog.format('select count(*), min(created_at) from public.%I where created_at < $1', in_table) into count, oldest using before;
  files := 0;
  bytes := 0;
  if in_table = 'chantier_messages' and count > 0 then
    select pg_catalog.count(*), coalesce(sum(file.size), 0) into files, bytes
    from app.files_of_messages(array(select message.id from public.chantier_messages message where message.created_at < before), before) file;
  end if;
end $$;

create or replace function app.retire_rows(in_table text, before timestamptz, most int, out count bigint, out files bigint, out bytes bigint, out oldest timestamptz)
language plpgsql security definer set search_path = '' as $$
declare
  messages int[];
  objects uuid[];
begin
  perform app.check_retirable(in_table);
  files := 0;
  bytes := 0;
  if in_table = 'chantier_messages' then
    select array_agg(old.id), min(old.created_at) into messages, oldest
    from (select message.id, message.created_at from public.chantier_messages message where message.created_at < before order by message.created_at limit most) old;
    select array_agg(file.id), pg_catalog.count(*), coalesce(sum(file.size), 0) into objects, files, bytes from app.files_of_messages(messages, before) file;
    delete from public.chantier_messages message where message.id = any (messages);
    get diagnostics count = row_count;

    -- Their contents are swept when no other file has the same.
    delete from storage.objects file where file.id = any (objects);
    return;
  end if;
  execute pg_catalog.format($q$
    with old as (select ctid, created_at from public.%1$I where created_at < $1 order by created_at limit $2),
    gone as (delete from public.%1$I where ctid = any (array(select ctid from old)) returning created_at)
    select count(*), min(created_at) from gone$q$, in_table) into count, oldest using before, most;
end $$;

-- Whoever removes a photo from the store, by hand or by a rule: the diary says that it is gone rather than show a broken picture.
create or replace function app.media_gone() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.chantier_media media set state = 'lost', next_attempt_at = null, error = 'It was removed from the store.'
  where media.object_path = old.name and media.state = 'stored';
  return null;
end $$;

create or replace trigger peppi_media_gone after delete on storage.objects
  for each row when (old.bucket_id = 'projets' and old.resource = 'chantier') execute function app.media_gone();

create index if not exists ix_chantier_media_object_path on public.chantier_media (object_path) where object_path is not null;

revoke execute on function app.check_retirable(text), app.files_of_messages(int[], timestamptz), app.old_rows(text, timestamptz), app.retire_rows(text, timestamptz, int),
  app.media_gone() from public;
grant execute on function app.old_rows(text, timestamptz), app.retire_rows(text, timestamptz, int) to peppi_jobs;
