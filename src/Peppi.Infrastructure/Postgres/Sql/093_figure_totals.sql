-- The steps of 090_figures.sql, summed: all of them, by month and by day, for each project, line and currency. Sums of a whole portfolio so
-- do not read a million rows each time, nor does the cash flow of a year or a figure as of last month.
--
-- A write only marks its project, in its own transaction, so that writers never wait for one another; a reader takes marked projects from
-- the rows themselves and all others from here, in one snapshot, so that the answer is exact whether or not the worker that brings these
-- tables up to date runs. All are derived: they are emptied and rebuilt here with each new build.
drop table if exists app.figure_totals;
drop table if exists app.figure_months;
drop table if exists app.figure_days;
create table app.figure_totals (
  kind text not null, project_id int, category text, currency text, baseline numeric, budget numeric, actual numeric, retention numeric,
  remaining numeric, pending numeric, unbilled numeric, last_day date);
create index on app.figure_totals (project_id);

-- 0 and '' where there is no project, line or currency: a key needs a value.
create table app.figure_months (
  project_id int not null, kind text not null, category text not null, currency text not null, month date not null, baseline numeric not null, budget numeric not null,
  actual numeric not null, retention numeric not null, remaining numeric not null, pending numeric not null, unbilled numeric not null,
  expenses numeric not null, invoices numeric not null, cash_out numeric not null, cash_in numeric not null,
  primary key (project_id, kind, category, currency, month));
create table app.figure_days (
  project_id int not null, kind text not null, category text not null, currency text not null, day date not null, baseline numeric not null, budget numeric not null,
  actual numeric not null, retention numeric not null, remaining numeric not null, pending numeric not null, unbilled numeric not null,
  expenses numeric not null, invoices numeric not null, cash_out numeric not null, cash_in numeric not null,
  primary key (project_id, kind, category, currency, day));
create index on app.figure_months (kind, month);
create index on app.figure_days (day);

create table if not exists app.figure_marks (id bigint generated always as identity primary key, project_id int);

-- As on finances, supply_orders and commercial_activities, whose sums these are. What is still to be billed takes both of the first.
do $$
declare
  summed text;
begin
  foreach summed in array array['figure_totals', 'figure_months', 'figure_days'] loop
    execute format('alter table app.%I enable row level security', summed);
    execute format($policy$create policy figures_read on app.%I for select to authenticated using (
      case when kind = 'sales' then (select app.sees_all('commercial', 'select')) or project_id = any ((select app.own_projects('commercial', 'select'))::int[])
      else ((select app.sees_all('finance', 'select')) or project_id = any ((select app.own_projects('finance', 'select'))::int[]))
        and (kind <> 'commitment' or (select app.sees_all('supply', 'select')) or project_id = any ((select app.own_projects('supply', 'select'))::int[])) end)$policy$, summed);
    execute format('create policy figures_read_all on app.%I for select to service_role, peppi_jobs using (true)', summed);
    execute format('grant select on app.%I to anon, authenticated, service_role, peppi_jobs', summed);
  end loop;
end $$;
grant select on app.figure_marks to anon, authenticated, service_role, peppi_jobs;

-- The projects whose sums are not up to date; 0 stands for rows without one.
create or replace function app.marked(wanted int) returns int[]
language sql stable parallel safe as $$
  select coalesce(array_agg(distinct coalesce(mark.project_id, 0)), '{}') from app.figure_marks mark where wanted is null or mark.project_id = wanted
$$;

-- The sums by project, line and currency up to a day: of one project, or of all that the caller may see.
create or replace function app.money(wanted int, as_of date)
returns table (project_id int, category text, currency text, baseline numeric, budget numeric, actual numeric, retention numeric,
  remaining numeric, pending numeric, unbilled numeric)
language plpgsql stable parallel safe as $$
declare
  stale int[] := app.marked(wanted);
  -- With steps after the day: those up to it are summed from months and, of the last one, days.
  later int[] := (
    select coalesce(array_agg(distinct coalesce(total.project_id, 0)), '{}') from app.figure_totals total
    where total.last_day > as_of and (wanted is null or total.project_id = wanted) and coalesce(total.project_id, 0) <> all (stale));
  this_month date := date_trunc('month', as_of);
begin
  if stale = '{}' and later = '{}' then
    return query
      select total.project_id, total.category, total.currency, sum(total.baseline), sum(total.budget), sum(total.actual), sum(total.retention),
        sum(total.remaining), sum(total.pending), sum(total.unbilled)
      from app.figure_totals total where wanted is null or total.project_id = wanted group by 1, 2, 3;
    return;
  end if;
  return query
    select part.project_id, part.category, part.currency, sum(part.baseline), sum(part.budget), sum(part.actual), sum(part.retention), sum(part.remaining), sum(part.pending), sum(part.unbilled)
    from (
      select total.project_id, total.category, total.currency, total.baseline, total.budget, total.actual, total.retention, total.remaining, total.pending, total.unbilled
      from app.figure_totals total where (wanted is null or total.project_id = wanted) and coalesce(total.project_id, 0) <> all (stale) and coalesce(total.project_id, 0) <> all (later)
      union all
      select nullif(past.project_id, 0), nullif(past.category, ''), nullif(past.currency, ''), past.baseline, past.budget, past.actual, past.retention, past.remaining, past.pending, past.unbilled
      from app.figure_months past where past.project_id = any (later) and past.kind in ('cost', 'commitment') and past.month < this_month
      union all
      select nullif(past.project_id, 0), nullif(past.category, ''), nullif(past.currency, ''), past.baseline, past.budget, past.actual, past.retention, past.remaining, past.pending, past.unbilled
      from app.figure_days past where past.project_id = any (later) and past.kind in ('cost', 'commitment') and past.day between this_month and as_of
      union all
      select fresh.* from app.money_of(stale, as_of) fresh where stale <> '{}') part
    group by 1, 2, 3;
end $$;

-- Cost and cash by month, from a day to a day: months that lie within come from months, what is left of the first and the last from days.
create or replace function app.money_months(wanted int, from_day date, to_day date)
returns table (project_id int, currency text, month date, expenses numeric, invoices numeric, cash_out numeric, cash_in numeric)
language plpgsql stable parallel safe as $$
declare
  stale int[] := app.marked(wanted);
  first_whole date := date_trunc('month', from_day - 1) + interval '1 month';
  end_whole date := date_trunc('month', to_day + 1);
begin
  return query
    select nullif(part.project_id, 0), nullif(part.currency, ''), part.month, sum(part.expenses), sum(part.invoices), sum(part.cash_out), sum(part.cash_in)
    from (
      select past.project_id, past.currency, past.month, past.expenses, past.invoices, past.cash_out, past.cash_in
      from app.figure_months past
      where (wanted is null or past.project_id = wanted) and past.kind in ('flow', 'sales') and past.month >= first_whole and past.month < end_whole and past.project_id <> all (stale)
      union all
      select past.project_id, past.currency, date_trunc('month', past.day)::date, past.expenses, past.invoices, past.cash_out, past.cash_in
      from app.figure_days past
      where (wanted is null or past.project_id = wanted) and past.kind in ('flow', 'sales') and past.day >= from_day and past.day < least(first_whole, to_day + 1) and past.project_id <> all (stale)
      union all
      select past.project_id, past.currency, date_trunc('month', past.day)::date, past.expenses, past.invoices, past.cash_out, past.cash_in
      from app.figure_days past
      where (wanted is null or past.project_id = wanted) and past.kind in ('flow', 'sales') and past.day >= greatest(first_whole, end_whole) and past.day <= to_day and past.project_id <> all (stale)
      union all
      select coalesce(step.project_id, 0), coalesce(step.currency, ''), date_trunc('month', step.day)::date, step.expenses, step.invoices, step.cash_out, step.cash_in
      from app.money_steps(stale) step where stale <> '{}' and step.kind in ('flow', 'sales') and step.day between from_day and to_day) part
    group by 1, 2, 3;
end $$;

-- What a write leaves behind: its projects, once a statement.
create or replace function app.mark_figures() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  case tg_op
    when 'INSERT' then insert into app.figure_marks (project_id) select distinct project_id from new_rows;
    when 'DELETE' then insert into app.figure_marks (project_id) select distinct project_id from old_rows;
    else insert into app.figure_marks (project_id) select project_id from new_rows union select project_id from old_rows;
  end case;
  if found then perform pg_notify('peppi_figures', ''); end if;
  return null;
end $$;

do $$
declare
  source text;
begin
  foreach source in array array['finances', 'supply_orders', 'commercial_activities'] loop
    execute format('create or replace trigger peppi_figures_insert after insert on public.%I referencing new table as new_rows for each statement execute function app.mark_figures()', source);
    execute format('create or replace trigger peppi_figures_update after update on public.%I referencing old table as old_rows new table as new_rows for each statement execute function app.mark_figures()', source);
    execute format('create or replace trigger peppi_figures_delete after delete on public.%I referencing old table as old_rows for each statement execute function app.mark_figures()', source);
  end loop;
end $$;

-- A rate that is told later moves what was settled across currencies.
create or replace function app.mark_rates() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into app.figure_marks (project_id)
  select distinct row.project_id from public.finances row
  left join public.finances bill on bill.id = row.invoice_id
  left join public.supply_orders placed on placed.id = row.order_id
  where (row.invoice_id is not null and bill.currency is distinct from row.currency) or (row.order_id is not null and placed.currency is distinct from row.currency);
  if found then perform pg_notify('peppi_figures', ''); end if;
  return null;
end $$;

create or replace trigger peppi_figures after insert or update or delete on public.exchange_rates for each statement execute function app.mark_rates();

-- Rows that name no currency are in their project's.
create or replace function app.mark_currency() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into app.figure_marks (project_id) values (new.id);
  perform pg_notify('peppi_figures', '');
  return null;
end $$;

create or replace trigger peppi_figures after update of currency on public.projects
  for each row when (old.currency is distinct from new.currency) execute function app.mark_currency();

-- Sums the steps of these projects anew and writes what changed of it.
create or replace function app.sum_figures(projects int[]) returns void
language sql security definer set search_path = '' as $$
  with fresh as materialized (
    select coalesce(step.project_id, 0) as project_id, step.kind, coalesce(step.category, '') as category, coalesce(step.currency, '') as currency, step.day,
      sum(step.baseline) as baseline, sum(step.budget) as budget, sum(step.actual) as actual, sum(step.retention) as retention, sum(step.remaining) as remaining,
      sum(step.pending) as pending, sum(step.unbilled) as unbilled, sum(step.expenses) as expenses, sum(step.invoices) as invoices, sum(step.cash_out) as cash_out, sum(step.cash_in) as cash_in
    from app.money_steps(projects) step group by 1, 2, 3, 4, 5),
  by_month as materialized (
    select project_id, kind, category, currency, date_trunc('month', day)::date as month,
      sum(baseline) as baseline, sum(budget) as budget, sum(actual) as actual, sum(retention) as retention, sum(remaining) as remaining, sum(pending) as pending, sum(unbilled) as unbilled,
      sum(expenses) as expenses, sum(invoices) as invoices, sum(cash_out) as cash_out, sum(cash_in) as cash_in
    from fresh group by 1, 2, 3, 4, 5),
  days_gone as (
    delete from app.figure_days past where past.project_id = any (projects) and not exists (
      select from fresh where (fresh.project_id, fresh.kind, fresh.category, fresh.currency, fresh.day) = (past.project_id, past.kind, past.category, past.currency, past.day))),
  days_kept as (
    insert into app.figure_days as past select * from fresh
    on conflict (project_id, kind, category, currency, day) do update set baseline = excluded.baseline, budget = excluded.budget, actual = excluded.actual, retention = excluded.retention,
      remaining = excluded.remaining, pending = excluded.pending, unbilled = excluded.unbilled, expenses = excluded.expenses, invoices = excluded.invoices, cash_out = excluded.cash_out, cash_in = excluded.cash_in
    where past is distinct from excluded),
  months_gone as (
    delete from app.figure_months past where past.project_id = any (projects) and not exists (
      select from by_month fresh where (fresh.project_id, fresh.kind, fresh.category, fresh.currency, fresh.month) = (past.project_id, past.kind, past.category, past.currency, past.month))),
  months_kept as (
    insert into app.figure_months as past select * from by_month
    on conflict (project_id, kind, category, currency, month) do update set baseline = excluded.baseline, budget = excluded.budget, actual = excluded.actual, retention = excluded.retention,
      remaining = excluded.remaining, pending = excluded.pending, unbilled = excluded.unbilled, expenses = excluded.expenses, invoices = excluded.invoices, cash_out = excluded.cash_out, cash_in = excluded.cash_in
    where past is distinct from excluded),
  totals_gone as (delete from app.figure_totals total where coalesce(total.project_id, 0) = any (projects))
  insert into app.figure_totals
  select kind, nullif(project_id, 0), nullif(category, ''), nullif(currency, ''), sum(baseline), sum(budget), sum(actual), sum(retention), sum(remaining), sum(pending), sum(unbilled), max(day)
  from fresh where kind in ('cost', 'commitment') group by 1, 2, 3, 4
$$;
revoke execute on function app.sum_figures(int[]) from public;

-- Brings the sums of marked projects up to date; tells whether marks are left. The marks go first: what is written after that leaves a mark
-- of its own. A second worker leaves it to the first.
create or replace function app.refresh_figures() returns table (more boolean)
language plpgsql security definer set search_path = '' as $$
declare
  projects int[];
begin
  if not pg_try_advisory_xact_lock(7305804402566689127) then
    return query select false;
    return;
  end if;
  projects := array(select distinct coalesce(mark.project_id, 0) from app.figure_marks mark limit 100);
  if projects <> '{}' then
    delete from app.figure_marks mark where coalesce(mark.project_id, 0) = any (projects);
    perform app.sum_figures(projects);
  end if;
  return query select exists (select from app.figure_marks);
end $$;

grant execute on function app.marked(int), app.money(int, date), app.money_months(int, date, date) to anon, authenticated, service_role, peppi_jobs;
grant execute on function app.refresh_figures() to peppi_jobs;

-- Everything at once, as after an upgrade there is nothing yet. Not by marks: there is no hurry to delete them one by one.
delete from app.figure_marks;
select app.sum_figures((select coalesce(array_agg(project.id), '{}') || 0 from public.projects project));
analyze app.figure_totals, app.figure_months, app.figure_days;
