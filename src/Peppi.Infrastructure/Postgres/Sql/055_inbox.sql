-- Field messages: what holds whichever way one comes in (webhook, data API, page), and who is woken by it.

-- The day on the site's own calendar. A zone that PostgreSQL does not know must not lose a message.
create or replace function app.day_at_site(at timestamptz, project int) returns date
language plpgsql stable security definer set search_path = '' as $$
declare
  zone text;
begin
  select site.time_zone into zone from public.projects site where site.id = $2;
  begin
    return (at at time zone coalesce(zone, 'UTC'))::date;
  exception when invalid_parameter_value then
    return (at at time zone 'UTC')::date;
  end;
end $$;
revoke execute on function app.day_at_site(timestamptz, int) from public;

create or replace function app.prepare_message() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  acting text := app.acting_role();
begin
  if tg_op = 'INSERT' then
    new.received_at := coalesce(new.received_at, now());
    new.occurred_at := coalesce(new.occurred_at, new.received_at);
    if acting in ('authenticated', 'service_role') then
      -- Whoever sends the row cannot say that Peppi has looked at it, nor where it came from.
      new.ingested_at := null;
      new.inbox_id := null;
      new.dedup_key := null;
      new.fingerprint := null;
      perform pg_catalog.pg_notify('peppi_inbox', '');
    end if;

    -- A webhook that gives a message neither id nor time may be delivered twice; the same words an hour later are meant. Of what comes
    -- by a webhook the sender counts as he was sent: who that is may be found out between two deliveries.
    if acting = 'peppi_jobs' and new.fingerprint is not null then
      new.dedup_second := floor(extract(epoch from new.received_at))::bigint;
    elsif acting = 'service_role' and new.external_id is null
       and coalesce(new.sender_phone, new.sender) is not null and coalesce(new.message_text, new.media_url) is not null then
      new.fingerprint := hashtextextended(concat_ws(E'\x1f', new.channel, coalesce(new.sender_phone, new.sender),
        lower(regexp_replace(btrim(coalesce(new.message_text, '')), '\s+', ' ', 'g')), new.media_url), 0);
      new.dedup_second := floor(extract(epoch from new.received_at))::bigint;

      -- A server that inserts gets its success and no second row; the exclusion constraint below is the law behind it. Servers insert
      -- one after the other (app.queue_messages).
      if exists (
        select from public.chantier_messages there
        where int8range(there.fingerprint, there.fingerprint, '[]') && int8range(new.fingerprint, new.fingerprint, '[]')
          and int8range(there.dedup_second, there.dedup_second + 300) && int8range(new.dedup_second, new.dedup_second + 300)
          and there.fingerprint is not null) then
        return null;
      end if;
    else
      new.fingerprint := null;
      new.dedup_second := null;
    end if;
  end if;
  new.local_day := app.day_at_site(new.occurred_at, new.project_id);
  return new;
end $$;

-- One lock a statement: with one for each row, two servers that send the same rows in another order would wait for each other for ever.
create or replace function app.queue_messages() returns trigger language plpgsql as $$
begin
  if app.acting_role() = 'service_role' then perform pg_catalog.pg_advisory_xact_lock(hashtextextended('peppi/chantier_messages', 0)); end if;
  return null;
end $$;

create or replace trigger peppi_queue before insert on public.chantier_messages for each statement execute function app.queue_messages();
create or replace trigger peppi_prepare before insert on public.chantier_messages for each row execute function app.prepare_message();
create or replace trigger peppi_prepare_change before update of project_id, occurred_at on public.chantier_messages for each row execute function app.prepare_message();

-- Two deliveries in the same instant, from two connections, to two nodes: one row. Ranges, because GiST knows them without an extension.
do $$ begin
  if not exists (select from pg_constraint where conrelid = 'public.chantier_messages'::regclass and conname = 'ex_chantier_messages_said_once') then
    alter table public.chantier_messages add constraint ex_chantier_messages_said_once
      exclude using gist (int8range(fingerprint, fingerprint, '[]') with &&, int8range(dedup_second, dedup_second + 300) with &&) where (fingerprint is not null);
  end if;
end $$;

-- Read again from the very bytes, whoever its sender turned out to be in the meantime: the same place in the same webhook is the same message.
create unique index if not exists ux_chantier_messages_inbox_part on public.chantier_messages (inbox_id, inbox_part) where inbox_id is not null;

-- PostgreSQL knows years that .NET does not: one such row would stop whoever reads it. Rows from before are left as they are.
do $$
declare
  law record;
begin
  for law in
    select * from (values
      ('chantier_messages', 'occurred_at'), ('chantier_messages', 'received_at'), ('chantier_contacts', 'consent_at'),
      ('chantier_contacts', 'last_inbound_at'), ('chantier_media', 'next_attempt_at'), ('chantier_media', 'stored_at')) as list (table_name, field)
  loop
    if not exists (select from pg_constraint where conrelid = ('public.' || law.table_name)::regclass and conname = format('ck_%s_%s_year', law.table_name, law.field)) then
      execute format($law$alter table public.%1$I add constraint %2$I check (%3$I >= '2000-01-01Z' and %3$I < '2200-01-01Z') not valid$law$,
        law.table_name, format('ck_%s_%s_year', law.table_name, law.field), law.field);
    end if;
  end loop;
  if not exists (select from pg_constraint where conrelid = 'public.chantier_media'::regclass and conname = 'ck_chantier_media_attempts') then
    alter table public.chantier_media add constraint ck_chantier_media_attempts check (attempts between 0 and 100) not valid;
  end if;
end $$;

-- Rows from before there was a diary.
update public.chantier_messages set occurred_at = coalesce(received_at, created_at) where occurred_at is null;
update public.chantier_messages set project_id = project_id where local_day is null;

-- A photo is where its message is, and moves with it.
create or replace function app.media_follows() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_table_name = 'chantier_media' then
    select message.project_id into new.project_id from public.chantier_messages message where message.id = new.message_id;

    -- What is in the store already has nowhere to go.
    if tg_op = 'INSERT' and new.state = 'stored' then
      new.next_attempt_at := null;
    elsif tg_op = 'UPDATE' and new.object_path is distinct from old.object_path and new.object_path like 'chantier/%'
      and split_part(new.object_path, '/', 2) <> coalesce(new.project_id::text, 'a-trier') then
      -- Sorted while it was stored: whoever stored it knew of the old site only.
      new.next_attempt_at := now();
    end if;
    return new;
  end if;
  -- What lies in the store is moved by the worker: a file's name says whose rights it is under.
  update public.chantier_media media set project_id = new.project_id, next_attempt_at = case media.state when 'stored' then now() else media.next_attempt_at end
  where media.message_id = new.id;
  return null;
end $$;

create or replace trigger peppi_inherit_project before insert or update on public.chantier_media for each row execute function app.media_follows();
create or replace trigger peppi_media_follows after update of project_id on public.chantier_messages
  for each row when (old.project_id is distinct from new.project_id) execute function app.media_follows();

-- Peppi's own copy of a photo goes with it, whoever deletes the message; what else lies under that path is not this photo's.
create or replace function app.media_deleted() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from storage.objects file using gone
  where file.bucket_id = 'projets' and file.resource = 'chantier' and file.name = gone.object_path and file.sent_sha256 = gone.sha256
    and not exists (select from public.chantier_media other where other.object_path = gone.object_path);
  return null;
end $$;

create or replace trigger peppi_media_deleted after delete on public.chantier_media
  referencing old table as gone for each statement execute function app.media_deleted();

-- What lies in the store under which path is Peppi's to say: a path of another site would lead there.
create or replace function app.guard_media() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if app.acting_role() = 'authenticated' then
    raise exception using errcode = '42501', message = 'Where the file of a field message lies is set by Peppi alone.';
  end if;
  return new;
end $$;

-- So is when it is tried again; whoever may change one that is not there yet may have it fetched anew, at once.
create or replace function app.guard_media_tries() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if app.acting_role() <> 'authenticated' then return new; end if;
  -- Deeper it is the trigger of the message that it follows, not the caller.
  if tg_op = 'UPDATE' and (pg_trigger_depth() > 1 or (old.state, old.attempts, old.next_attempt_at) is not distinct from (new.state, new.attempts, new.next_attempt_at)) then
    return new;
  end if;
  if new.state = 'pending' and (tg_op = 'INSERT' or old.state <> 'stored') then
    new.attempts := 0;
    new.next_attempt_at := now();
  elsif tg_op = 'INSERT' then
    new.attempts := 0;
    new.next_attempt_at := null;
  else
    raise exception using errcode = '42501', message = 'When the file of a field message is fetched is set by Peppi alone.';
  end if;
  return new;
end $$;

create or replace trigger peppi_guard_tries before insert or update on public.chantier_media for each row execute function app.guard_media_tries();

create or replace trigger peppi_guard_new before insert on public.chantier_media
  for each row when (new.object_path is not null or new.state = 'stored') execute function app.guard_media();
create or replace trigger peppi_guard before update on public.chantier_media
  for each row when ((old.message_id, old.object_path, old.sha256, old.source_url, old.source_id) is distinct from (new.message_id, new.object_path, new.sha256, new.source_url, new.source_id)
    or (new.state = 'stored' and old.state <> 'stored'))
  execute function app.guard_media();

create index if not exists ix_chantier_media_to_move on public.chantier_media (id) where state = 'stored' and next_attempt_at is not null;

-- What waits wakes whoever does it.
create or replace function app.tell_waiting() returns trigger language plpgsql as $$
begin
  perform pg_catalog.pg_notify(tg_argv[0], '');
  return null;
end $$;

create or replace trigger peppi_tell_inbox after insert or update of outcome on app.webhook_inbox
  for each row when (new.outcome = 'pending') execute function app.tell_waiting('peppi_inbox');
create or replace trigger peppi_tell_media after insert or update of state, project_id on public.chantier_media
  for each row when (new.next_attempt_at is not null and new.state <> 'lost') execute function app.tell_waiting('peppi_media');

-- Webhooks hold what everybody wrote: whoever sees every field message may look, whoever may change every one may have them read again.
alter table app.webhook_inbox enable row level security;
drop policy if exists peppi_select on app.webhook_inbox;
create policy peppi_select on app.webhook_inbox for select to authenticated using ((select app.sees_all('chantier', 'select')));
drop policy if exists peppi_update on app.webhook_inbox;
create policy peppi_update on app.webhook_inbox for update to authenticated
  using ((select app.sees_all('chantier', 'update'))) with check ((select app.sees_all('chantier', 'update')));
drop policy if exists peppi_jobs on app.webhook_inbox;
create policy peppi_jobs on app.webhook_inbox to peppi_jobs using (true) with check (true);
grant select on app.webhook_inbox to authenticated;
grant update (outcome, attempts, next_attempt_at, error, processed_at) on app.webhook_inbox to authenticated;
grant select, insert, update, delete on app.webhook_inbox to peppi_jobs;
grant select, insert, update on app.message_statuses to peppi_jobs;

do $$
declare
  reached record;
begin
  for reached in
    select * from (values
      ('chantier_messages', 'select, insert, update'),
      ('chantier_contacts', 'select, insert, update, delete'),
      ('chantier_media', 'select, insert, update')) as list (table_name, actions)
  loop
    execute format('create policy peppi_jobs on public.%I to peppi_jobs using (true) with check (true)', reached.table_name);
    execute format('grant %s on public.%I to peppi_jobs', reached.actions, reached.table_name);
  end loop;
end $$;
