-- Every node is told, at the commit, of each key that is made, moved, revoked or issued anew; when it was used is no news.
create or replace function app.tell_keys() returns trigger language plpgsql as $$
begin
  perform pg_catalog.pg_notify('peppi_auth', 'keys');
  return null;
end $$;

create or replace trigger peppi_tell after insert or delete or update of status, trusted_until on auth.signing_keys
  for each statement execute function app.tell_keys();
create or replace trigger peppi_tell after insert or delete or update of sealed_token on auth.api_keys
  for each statement execute function app.tell_keys();
create or replace trigger peppi_tell after insert or delete or update of hash, expires_at, revoked_at on auth.service_keys
  for each statement execute function app.tell_keys();
