-- Outgoing webhooks: kept where no client of the API reaches, set up by those who may change roles, sent by jobs.
do $$
declare
  kept text;
begin
  foreach kept in array array['webhook_targets', 'webhook_events'] loop
    execute format('alter table app.%I enable row level security', kept);
    execute format('drop policy if exists peppi_admin on app.%I', kept);
    execute format('create policy peppi_admin on app.%I to authenticated using ((select app.sees_all(''roles'', ''update''))) with check ((select app.sees_all(''roles'', ''update'')))', kept);
    execute format('drop policy if exists peppi_jobs on app.%I', kept);
    execute format('create policy peppi_jobs on app.%I to peppi_jobs using (true) with check (true)', kept);
    execute format('grant select, insert, update, delete on app.%I to authenticated, peppi_jobs', kept);
  end loop;
end $$;

-- Something to send wakes who sends.
create or replace function app.tell_webhooks() returns trigger language plpgsql as $$
begin
  perform pg_catalog.pg_notify('peppi_webhooks', '');
  return null;
end $$;

create or replace trigger peppi_tell_webhooks after insert or update of status on app.webhook_events for each statement execute function app.tell_webhooks();

-- An address often is a secret itself (Slack's are): behind the host, nothing of it is written anywhere else.
create or replace function app.masked_address(url text) returns text language sql immutable parallel safe
  return regexp_replace(url, '^([A-Za-z][A-Za-z0-9+.-]*://)([^/?#]*@)?([^/?#]*)([/?#].+)?.*$', '\1\3' || case when url ~ '^[^:]+://[^/?#]*[/?#].' then '/…' else '' end);
revoke execute on function app.masked_address(text) from public;

-- Who changed where events go is audited; addresses without what may be secret in them, and of secrets only that they changed.
create or replace function app.audit_webhooks() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  seen jsonb := case when tg_op <> 'INSERT' then jsonb_build_object('name', old.name, 'url', app.masked_address(old.url), 'events', old.events, 'active', old.active, 'format', old.format) end;
  now_ jsonb := case when tg_op <> 'DELETE' then jsonb_build_object('name', new.name, 'url', app.masked_address(new.url), 'events', new.events, 'active', new.active, 'format', new.format) end;
begin
  if tg_op = 'UPDATE' and new.secret <> old.secret then now_ := now_ || '{"new_secret": true}'; end if;
  if tg_op = 'UPDATE' and new.url <> old.url then now_ := now_ || '{"new_url": true}'; end if;
  if seen is distinct from now_ then
    perform app.note(lower(tg_op), tg_table_name, coalesce(new.id, old.id)::text, null, seen, now_);
  end if;
  return null;
end $$;

create or replace trigger peppi_audit after insert or update or delete on app.webhook_targets for each row execute function app.audit_webhooks();
