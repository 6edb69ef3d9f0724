-- Whoever asks second waits until the first is done: for what must be made once and is looked for first.
create or replace function app.one_at_a_time(name text) returns table (mine boolean)
language plpgsql as $$
begin
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended(name, 7305804402566689130));
  return query select true;
end $$;

grant execute on function app.one_at_a_time(text) to authenticated, service_role, peppi_jobs;
create index if not exists strategie_action_plans_of_alert on public.strategie_action_plans (source_alert_id);
create index if not exists strategie_action_plans_of_kpi on public.strategie_action_plans (kpi_id);
