-- Every node is told, at the commit, of each session that ends and each account that is banned, changed or deleted: what they
-- remember of it is forgotten.
create or replace function app.tell_sessions() returns trigger language plpgsql as $$
begin
  perform pg_catalog.pg_notify('peppi_auth', 'session:' || old.id);
  return null;
end $$;

create or replace trigger peppi_tell_update after update of ended_at, not_after, aal, account_id on auth.sessions
  for each row execute function app.tell_sessions();
create or replace trigger peppi_tell_delete after delete on auth.sessions for each row execute function app.tell_sessions();

create or replace function app.tell_accounts() returns trigger language plpgsql as $$
begin
  perform pg_catalog.pg_notify('peppi_auth', 'user:' || old.id);
  return null;
end $$;

create or replace trigger peppi_tell_update after update of banned_until on auth.users
  for each row when (old.banned_until is distinct from new.banned_until) execute function app.tell_accounts();
create or replace trigger peppi_tell_delete after delete on auth.users for each row execute function app.tell_accounts();

-- Whoever bans an account, in whatever way, ends its sessions: a ban that is over gives no token its life back.
create or replace function app.sessions_follow() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.banned_until > now() then
    update auth.sessions set ended_at = now(), end_reason = 'banned' where account_id = new.id and ended_at is null;
  end if;
  return null;
end $$;

create or replace trigger peppi_sessions_follow after update of banned_until on auth.users
  for each row when (old.banned_until is distinct from new.banned_until) execute function app.sessions_follow();

-- Links and codes that wait in a mailbox were sent to the account as it was: with another address or password they open nothing, and
-- neither does a change of address that somebody else may have asked for. A hash of more rounds for the same password changes no stamp.
create or replace function app.forget_new_email() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.new_email is not distinct from old.new_email then new.new_email := null; end if;
  return new;
end $$;

create or replace trigger peppi_forget_new_email before update of email, password_hash on auth.users
  for each row when (old.email is distinct from new.email
    or (old.password_hash is distinct from new.password_hash and old.security_stamp is distinct from new.security_stamp))
  execute function app.forget_new_email();

create or replace function app.tokens_follow() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from auth.one_time_tokens where account_id = new.id and used_at is null;
  return null;
end $$;

create or replace trigger peppi_tokens_follow after update of email, password_hash on auth.users
  for each row when (old.email is distinct from new.email
    or (old.password_hash is distinct from new.password_hash and old.security_stamp is distinct from new.security_stamp))
  execute function app.tokens_follow();

-- And of each change of what somebody may see.
create or replace function app.tell_rights() returns trigger language plpgsql as $$
begin
  perform pg_catalog.pg_notify('peppi_auth', 'rights');
  return null;
end $$;

create or replace trigger peppi_tell_rights after insert or update or delete or truncate on public.role_permissions
  for each statement execute function app.tell_rights();
create or replace trigger peppi_tell_rights after insert or delete or update of role_id, active on public.users
  for each statement execute function app.tell_rights();

-- The last admin who can sign in stays, also when the account is banned or deleted instead of the person.
create or replace function app.guard_accounts() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'UPDATE' and not (new.banned_until > now()) then return new; end if;
  if not exists (select from public.users person join public.roles role on role.id = person.role_id
                 where person.id = old.id and person.active and role.name = 'admin') then
    return case tg_op when 'DELETE' then old else new end;
  end if;
  perform pg_catalog.pg_advisory_xact_lock(7305804402566689126);
  if not app.another_admin(old.id) then
    raise exception using errcode = 'P0001', message = 'The last active admin can be neither removed nor deactivated nor given another role.',
      hint = 'Make somebody else an admin first.';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;

create or replace trigger peppi_guard before update of banned_until on auth.users
  for each row when (old.banned_until is distinct from new.banned_until) execute function app.guard_accounts();
create or replace trigger peppi_guard_delete before delete on auth.users for each row execute function app.guard_accounts();
