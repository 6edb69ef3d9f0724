-- … and what somebody measured for the latest period is what the KPI is now, unless somebody wrote another value on the KPI itself since.
create or replace function app.kpi_follows() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  before numeric;
begin
  if current_setting('peppi.ledger', true) = 'kpi' or new.period_start > current_date
     or exists (select from public.strategie_kpi_values later where later.kpi_id = new.kpi_id and later.period_start > new.period_start and later.period_start <= current_date) then
    return null;
  end if;
  before := case tg_op when 'UPDATE' then old.value else (
    select past.value from public.strategie_kpi_values past where past.kpi_id = new.kpi_id and past.period_start < new.period_start order by past.period_start desc limit 1) end;
  perform set_config('peppi.ledger', 'kpi', true);
  update public.strategie_kpis set current_value = new.value
  where id = new.kpi_id and (current_value is null or current_value = before) and current_value is distinct from new.value;
  perform set_config('peppi.ledger', '', true);
  return null;
end $$;

create or replace trigger peppi_follow after insert or update of value on public.strategie_kpi_values for each row execute function app.kpi_follows();
