-- What happens to accounts, in the audit log whichever way it was done: sign-ins and their ends, passwords, factors, keys. No entry
-- holds a hash, a secret or a token. Failed sign-ins are no change of a row; the Accounts module writes those.
create or replace function app.note(event text, subject text, key text, actor uuid, before jsonb, after jsonb) returns void
language plpgsql security definer set search_path = '' as $$
begin
  insert into app.audit_log (actor_id, actor_role, action, subject, subject_key, before, after, ip_address, request_id, user_agent)
  values (
    coalesce(auth.uid(), actor), coalesce(auth.role(), app.acting_role()), event, subject, key, before, after,
    nullif(current_setting('request.ip', true), ''), nullif(current_setting('request.id', true), ''),
    nullif(current_setting('request.user_agent', true), ''));
end $$;

create or replace function app.audit_sessions() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    perform app.note('sign_in', 'session', new.id::text, new.account_id, null,
      jsonb_build_object('account_id', new.account_id, 'surface', new.surface, 'aal', new.aal, 'amr', new.amr));
  elsif old.ended_at is null and new.ended_at is not null then
    perform app.note('session_end', 'session', new.id::text, null, null, jsonb_build_object('account_id', new.account_id, 'reason', new.end_reason));
  elsif old.aal is distinct from new.aal then
    perform app.note('session_level', 'session', new.id::text, new.account_id,
      jsonb_build_object('aal', old.aal), jsonb_build_object('account_id', new.account_id, 'aal', new.aal, 'amr', new.amr));
  end if;
  return null;
end $$;

create or replace trigger peppi_audit after insert or update of ended_at, aal on auth.sessions for each row execute function app.audit_sessions();

create or replace function app.audit_accounts() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    perform app.note('account_create', 'account', new.id::text, null, null, jsonb_build_object('email', new.email, 'with_password', new.password_hash is not null));
  elsif tg_op = 'DELETE' then
    perform app.note('account_delete', 'account', old.id::text, null, jsonb_build_object('email', old.email), null);
  else
    -- A hash of more rounds for the same password changes no stamp.
    if old.password_hash is distinct from new.password_hash and old.security_stamp is distinct from new.security_stamp then
      perform app.note(case when old.password_hash is null then 'password_set' else 'password_change' end, 'account', new.id::text, null, null,
        jsonb_build_object('must_change', new.must_change_password));
    end if;
    if old.email is distinct from new.email then
      perform app.note('email_change', 'account', new.id::text, null, jsonb_build_object('email', old.email), jsonb_build_object('email', new.email));
    end if;
    if old.banned_until is distinct from new.banned_until then
      perform app.note('account_ban', 'account', new.id::text, null,
        jsonb_build_object('banned_until', old.banned_until), jsonb_build_object('banned_until', new.banned_until));
    end if;
  end if;
  return null;
end $$;

create or replace trigger peppi_audit after insert or delete or update of password_hash, email, banned_until on auth.users
  for each row execute function app.audit_accounts();

create or replace function app.audit_factors() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  row_ auth.mfa_factors := case when tg_op = 'DELETE' then old else new end;
  told jsonb := jsonb_build_object('account_id', row_.account_id, 'name', row_.friendly_name, 'type', row_.type, 'status', row_.status);
begin
  if tg_op = 'INSERT' then perform app.note('factor_begin', 'factor', row_.id::text, null, null, told);
  elsif tg_op = 'DELETE' then perform app.note('factor_remove', 'factor', row_.id::text, null, told, null);
  elsif old.status is distinct from new.status then
    perform app.note('factor_confirm', 'factor', row_.id::text, row_.account_id, jsonb_build_object('status', old.status), told);
  end if;
  return null;
end $$;

create or replace trigger peppi_audit after insert or delete or update of status on auth.mfa_factors for each row execute function app.audit_factors();

create or replace function app.audit_recovery_codes() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  told record;
begin
  if tg_op = 'INSERT' then
    -- They come one statement each; one entry tells of all.
    for told in select distinct account_id from fresh where not exists (
      select from app.audit_log log where log.at = now() and log.action = 'recovery_codes_make' and log.subject_key = fresh.account_id::text) loop
      perform app.note('recovery_codes_make', 'account', told.account_id::text, told.account_id, null, null);
    end loop;
  else
    for told in select fresh.account_id from fresh join stale using (id) where stale.used_at is null and fresh.used_at is not null loop
      perform app.note('recovery_code_use', 'account', told.account_id::text, told.account_id, null, null);
    end loop;
  end if;
  return null;
end $$;

create or replace trigger peppi_audit_insert after insert on auth.mfa_recovery_codes
  referencing new table as fresh for each statement execute function app.audit_recovery_codes();
create or replace trigger peppi_audit_update after update on auth.mfa_recovery_codes
  referencing old table as stale new table as fresh for each statement execute function app.audit_recovery_codes();

create or replace function app.audit_keys() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  case tg_table_name
    when 'signing_keys' then
      if tg_op = 'INSERT' then perform app.note('key_make', 'signing_key', new.kid, null, null, jsonb_build_object('purpose', new.purpose, 'status', new.status));
      elsif old.status is distinct from new.status then
        perform app.note('key_' || new.status, 'signing_key', new.kid, null,
          jsonb_build_object('status', old.status), jsonb_build_object('purpose', new.purpose, 'status', new.status, 'trusted_until', new.trusted_until));
      end if;
    when 'api_keys' then
      if tg_op = 'INSERT' or old.sealed_token is distinct from new.sealed_token then perform app.note('key_issue', 'api_key', new.name, null, null, null); end if;
    when 'service_keys' then
      if tg_op = 'INSERT' then
        perform app.note('key_issue', 'service_key', new.id::text, null, null, jsonb_build_object('name', new.name, 'prefix', new.prefix, 'expires_at', new.expires_at));
      elsif old.revoked_at is null and new.revoked_at is not null then
        perform app.note('key_revoked', 'service_key', new.id::text, null, null, jsonb_build_object('name', new.name, 'prefix', new.prefix));
      end if;
  end case;
  return null;
end $$;

create or replace trigger peppi_audit after insert or update of status on auth.signing_keys for each row execute function app.audit_keys();
create or replace trigger peppi_audit after insert or update of sealed_token on auth.api_keys for each row execute function app.audit_keys();
create or replace trigger peppi_audit after insert or update of revoked_at on auth.service_keys for each row execute function app.audit_keys();

revoke execute on function app.note(text, text, text, uuid, jsonb, jsonb) from public;

-- The chain over the log: written by jobs alone, never changed.
create or replace trigger peppi_keep before update or delete or truncate on app.audit_seals for each statement execute function app.keep_audit();
grant select, insert on app.audit_seals to peppi_jobs;
