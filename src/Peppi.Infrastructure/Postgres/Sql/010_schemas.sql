-- Schemas, what PUBLIC may do (nothing), and Supabase's functions of schema auth.
create schema if not exists auth;
create schema if not exists storage;
create schema if not exists realtime;
create schema if not exists app;
create schema if not exists jobs;

-- Nobody but the owner makes objects: with neither CREATE nor TEMP there is nothing to shadow a name with.
revoke create on schema public from public;
do $$ begin
  execute format('revoke create, temporary on database %I from public', current_database());
  execute format('grant connect on database %I to peppi_api, peppi_service, peppi_auth, peppi_jobs', current_database());
end $$;

-- A function is callable when somebody says so, not because it exists.
alter default privileges revoke execute on functions from public;

grant usage on schema public to anon, authenticated, service_role, peppi_auth, peppi_jobs;
grant usage on schema app to anon, authenticated, service_role, peppi_auth, peppi_jobs;
-- For the functions below; the tables of this schema are granted to peppi_auth alone.
grant usage on schema auth to anon, authenticated, service_role, peppi_auth, peppi_jobs;

-- Written as SQL-standard bodies: their names are bound here and now, whatever search_path a caller has.
-- Only the whole claims count: the older one-setting-a-claim form could be left behind on a connection by anybody's set_config.
create or replace function auth.jwt() returns jsonb language sql stable parallel safe
  return nullif(current_setting('request.jwt.claims', true), '')::jsonb;

create or replace function auth.uid() returns uuid language sql stable parallel safe
  return (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid;

create or replace function auth.role() returns text language sql stable parallel safe
  return nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role';

create or replace function auth.email() returns text language sql stable parallel safe
  return nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email';

revoke execute on all functions in schema auth from public;
grant execute on function auth.jwt(), auth.uid(), auth.role(), auth.email()
  to anon, authenticated, service_role, peppi_auth, peppi_jobs;

grant select, insert, update, delete on all tables in schema auth to peppi_auth;
grant usage on all sequences in schema auth to peppi_auth;

-- Title and description of the OpenAPI document.
comment on schema public is E'PEPPI-SNI\nProjects, Stratégie, Achats, Chantier, Finance, Commercial: every table and function that the caller may use, each row as the permission matrix allows.';
