-- The sums of some projects, as app.money tells them: those whose sums are up to date one by one from these, all others in one go from their rows.
create or replace function app.money_among(wanted int[], as_of date)
returns table (project_id int, category text, currency text, baseline numeric, budget numeric, actual numeric, retention numeric,
  remaining numeric, pending numeric, unbilled numeric)
language plpgsql stable parallel safe as $$
declare
  stale int[] := array(select distinct mark.project_id from app.figure_marks mark where mark.project_id = any (wanted));
begin
  if stale <> '{}' then
    return query select * from app.money_of(stale, as_of);
  end if;
  return query select told.* from unnest(wanted) one (id) cross join lateral app.money(one.id, as_of) told where one.id <> all (stale);
end $$;
grant execute on function app.money_among(int[], date) to authenticated, service_role, peppi_jobs;
