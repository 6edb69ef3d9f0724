-- The steps of 090_figures.sql, summed, so that a portfolio does not read a million rows each time, nor does the cash flow of a year or a
-- figure as of last month. A write only marks its project, in its own transaction, so that writers never wait for one another; a reader
-- takes marked projects from the rows themselves and all others from here, in one snapshot, so that the answer is exact whether or not the
-- worker that brings these tables up to date runs.
--
-- A key is a kind of step, project, line and currency; 0 and '' stand where there is none. figure_days tells for each day on which a key
-- moved what it came to by then: a figure as of any day is one look at an index for each key. figure_totals is its last day, figure_months
-- what moved within a month.
do $$
begin
  -- Their first shape held single days.
  if to_regclass('app.figure_totals') is not null and not exists (select from pg_attribute where attrelid = to_regclass('app.figure_totals') and attname = 'cash_in') then
    drop table app.figure_totals, app.figure_months, app.figure_days;
  end if;
end $$;
create table if not exists app.figure_totals (
  project_id int not null, kind text not null, category text not null, currency text not null, last_day date not null, baseline numeric not null, budget numeric not null,
  actual numeric not null, retention numeric not null, remaining numeric not null, pending numeric not null, unbilled numeric not null,
  expenses numeric not null, invoices numeric not null, cash_out numeric not null, cash_in numeric not null,
  primary key (project_id, kind, category, currency));
create table if not exists app.figure_days (
  project_id int not null, kind text not null, category text not null, currency text not null, day date not null, baseline numeric not null, budget numeric not null,
  actual numeric not null, retention numeric not null, remaining numeric not null, pending numeric not null, unbilled numeric not null,
  expenses numeric not null, invoices numeric not null, cash_out numeric not null, cash_in numeric not null,
  primary key (project_id, kind, category, currency, day));
create table if not exists app.figure_months (
  project_id int not null, kind text not null, currency text not null, month date not null,
  expenses numeric not null, invoices numeric not null, cash_out numeric not null, cash_in numeric not null,
  primary key (project_id, kind, currency, month));

create table if not exists app.figure_marks (id bigint generated always as identity primary key, project_id int);

-- As on finances, supply_orders and commercial_activities, whose sums these are. What is still to be billed takes both of the first.
do $$
declare
  summed text;
begin
  foreach summed in array array['figure_totals', 'figure_months', 'figure_days'] loop
    execute format('alter table app.%I enable row level security', summed);
    execute format('drop policy if exists figures_read on app.%1$I; drop policy if exists figures_read_all on app.%1$I', summed);
    execute format($policy$create policy figures_read on app.%I for select to authenticated using (
      case when kind = 'sales' then (select app.sees_all('commercial', 'select')) or project_id = any ((select app.own_projects('commercial', 'select'))::int[])
      else ((select app.sees_all('finance', 'select')) or project_id = any ((select app.own_projects('finance', 'select'))::int[]))
        and (kind <> 'commitment' or (select app.sees_all('supply', 'select')) or project_id = any ((select app.own_projects('supply', 'select'))::int[])) end)$policy$, summed);
    execute format('create policy figures_read_all on app.%I for select to service_role, peppi_jobs using (true)', summed);
    execute format('grant select on app.%I to anon, authenticated, service_role, peppi_jobs', summed);
  end loop;
end $$;
grant select on app.figure_marks to anon, authenticated, service_role, peppi_jobs;

-- The projects whose sums are not up to date, of those that are wanted; null means all. 0 stands for rows without one.
drop function if exists app.marked(int);
create or replace function app.marked(wanted int[]) returns int[]
language sql stable parallel safe as $$
  select coalesce(array_agg(distinct coalesce(mark.project_id, 0)), '{}') from app.figure_marks mark where wanted is null or mark.project_id = any (wanted)
$$;

-- The sums by project, line and currency up to a day: of these projects, or (null) of all that the caller may see. Planned for what is asked
-- each time: one project is a few steps in an index, all of them are a scan.
drop function if exists app.money(int, date), app.money_among(int[], date);
create or replace function app.money(wanted int[], as_of date)
returns table (project_id int, category text, currency text, baseline numeric, budget numeric, actual numeric, retention numeric,
  remaining numeric, pending numeric, unbilled numeric)
language plpgsql stable parallel safe set plan_cache_mode = force_custom_plan set work_mem = '32MB' as $$
declare
  stale int[] := app.marked(wanted);
begin
  return query
    select part.project_id, part.category, part.currency, sum(part.baseline), sum(part.budget), sum(part.actual), sum(part.retention), sum(part.remaining), sum(part.pending), sum(part.unbilled)
    from (
      select nullif(total.project_id, 0) as project_id, nullif(total.category, '') as category, nullif(total.currency, '') as currency,
        total.baseline, total.budget, total.actual, total.retention, total.remaining, total.pending, total.unbilled
      from app.figure_totals total
      where (wanted is null or total.project_id = any (wanted)) and total.kind in ('cost', 'commitment') and total.last_day <= as_of and total.project_id <> all (stale)
      union all
      select nullif(key.project_id, 0), nullif(key.category, ''), nullif(key.currency, ''), past.baseline, past.budget, past.actual, past.retention, past.remaining, past.pending, past.unbilled
      from app.figure_totals key
      cross join lateral (
        select * from app.figure_days told
        where told.project_id = key.project_id and told.kind = key.kind and told.category = key.category and told.currency = key.currency and told.day <= as_of
        order by told.day desc limit 1) past
      where (wanted is null or key.project_id = any (wanted)) and key.kind in ('cost', 'commitment') and key.last_day > as_of and key.project_id <> all (stale)
      union all
      select fresh.* from app.money_of(stale, as_of) fresh where stale <> '{}') part
    group by 1, 2, 3;
end $$;

-- Cost and cash by month, from a day to a day. Months that lie within are summed already; of the first and the last it is what the key came
-- to at the end of the span less what it had come to before.
create or replace function app.money_months(wanted int, from_day date, to_day date)
returns table (project_id int, currency text, month date, expenses numeric, invoices numeric, cash_out numeric, cash_in numeric)
language plpgsql stable parallel safe set plan_cache_mode = force_custom_plan set work_mem = '32MB' as $$
declare
  stale int[] := app.marked(case when wanted is not null then array[wanted] end);
  first_whole date := date_trunc('month', from_day - 1) + interval '1 month';
  end_whole date := date_trunc('month', to_day + 1);
begin
  return query
    select nullif(part.project_id, 0), nullif(part.currency, ''), part.month, sum(part.expenses), sum(part.invoices), sum(part.cash_out), sum(part.cash_in)
    from (
      select past.project_id, past.currency, past.month, past.expenses, past.invoices, past.cash_out, past.cash_in
      from app.figure_months past
      where (wanted is null or past.project_id = wanted) and past.month >= first_whole and past.month < end_whole and past.project_id <> all (stale)
      union all
      select key.project_id, key.currency, date_trunc('month', span.first)::date, upto.expenses - coalesce(before.expenses, 0), upto.invoices - coalesce(before.invoices, 0),
        upto.cash_out - coalesce(before.cash_out, 0), upto.cash_in - coalesce(before.cash_in, 0)
      from app.figure_totals key
      join (values (from_day, least(first_whole - 1, to_day)), (greatest(end_whole, first_whole), to_day)) span (first, last) on span.first <= span.last and key.last_day >= span.first
      cross join lateral (
        select * from app.figure_days told
        where told.project_id = key.project_id and told.kind = key.kind and told.category = key.category and told.currency = key.currency and told.day <= span.last
        order by told.day desc limit 1) upto
      left join lateral (
        select * from app.figure_days told
        where told.project_id = key.project_id and told.kind = key.kind and told.category = key.category and told.currency = key.currency and told.day < span.first
        order by told.day desc limit 1) before on true
      where (wanted is null or key.project_id = wanted) and key.kind in ('flow', 'sales') and upto.day >= span.first and key.project_id <> all (stale)
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
  with moved as materialized (
    select coalesce(step.project_id, 0) as project_id, step.kind, coalesce(step.category, '') as category, coalesce(step.currency, '') as currency, step.day,
      sum(step.baseline) as baseline, sum(step.budget) as budget, sum(step.actual) as actual, sum(step.retention) as retention, sum(step.remaining) as remaining,
      sum(step.pending) as pending, sum(step.unbilled) as unbilled, sum(step.expenses) as expenses, sum(step.invoices) as invoices, sum(step.cash_out) as cash_out, sum(step.cash_in) as cash_in
    from app.money_steps(projects) step group by 1, 2, 3, 4, 5),
  fresh as materialized (
    select project_id, kind, category, currency, day, sum(baseline) over upto as baseline, sum(budget) over upto as budget, sum(actual) over upto as actual, sum(retention) over upto as retention,
      sum(remaining) over upto as remaining, sum(pending) over upto as pending, sum(unbilled) over upto as unbilled, sum(expenses) over upto as expenses, sum(invoices) over upto as invoices,
      sum(cash_out) over upto as cash_out, sum(cash_in) over upto as cash_in, lead(day) over upto is null as is_last
    from moved window upto as (partition by project_id, kind, category, currency order by day)),
  by_month as materialized (
    select project_id, kind, currency, date_trunc('month', day)::date as month, sum(expenses) as expenses, sum(invoices) as invoices, sum(cash_out) as cash_out, sum(cash_in) as cash_in
    from moved where kind in ('flow', 'sales') group by 1, 2, 3, 4),
  days_gone as (
    delete from app.figure_days past where past.project_id = any (projects) and not exists (
      select from fresh where (fresh.project_id, fresh.kind, fresh.category, fresh.currency, fresh.day) = (past.project_id, past.kind, past.category, past.currency, past.day))),
  days_kept as (
    insert into app.figure_days as past
    select project_id, kind, category, currency, day, baseline, budget, actual, retention, remaining, pending, unbilled, expenses, invoices, cash_out, cash_in from fresh
    on conflict (project_id, kind, category, currency, day) do update set baseline = excluded.baseline, budget = excluded.budget, actual = excluded.actual, retention = excluded.retention,
      remaining = excluded.remaining, pending = excluded.pending, unbilled = excluded.unbilled, expenses = excluded.expenses, invoices = excluded.invoices, cash_out = excluded.cash_out, cash_in = excluded.cash_in
    where past is distinct from excluded),
  months_gone as (
    delete from app.figure_months past where past.project_id = any (projects) and not exists (
      select from by_month fresh where (fresh.project_id, fresh.kind, fresh.currency, fresh.month) = (past.project_id, past.kind, past.currency, past.month))),
  months_kept as (
    insert into app.figure_months as past select * from by_month
    on conflict (project_id, kind, currency, month) do update set expenses = excluded.expenses, invoices = excluded.invoices, cash_out = excluded.cash_out, cash_in = excluded.cash_in
    where past is distinct from excluded),
  totals_gone as (
    delete from app.figure_totals past where past.project_id = any (projects) and not exists (
      select from fresh where (fresh.project_id, fresh.kind, fresh.category, fresh.currency) = (past.project_id, past.kind, past.category, past.currency)))
  insert into app.figure_totals as past
  select project_id, kind, category, currency, day, baseline, budget, actual, retention, remaining, pending, unbilled, expenses, invoices, cash_out, cash_in from fresh where is_last
  on conflict (project_id, kind, category, currency) do update set last_day = excluded.last_day, baseline = excluded.baseline, budget = excluded.budget, actual = excluded.actual,
    retention = excluded.retention, remaining = excluded.remaining, pending = excluded.pending, unbilled = excluded.unbilled, expenses = excluded.expenses, invoices = excluded.invoices,
    cash_out = excluded.cash_out, cash_in = excluded.cash_in
  where past is distinct from excluded
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

grant execute on function app.marked(int[]), app.money(int[], date), app.money_months(int, date, date) to anon, authenticated, service_role, peppi_jobs;
grant execute on function app.refresh_figures() to peppi_jobs;

-- Everything at once where there is nothing yet or the rules changed, which the table's comment remembers. Not by marks: there is no hurry
-- to delete them one by one.
do $$
declare
  rules text := (select md5(string_agg(prosrc, '' order by proname)) from pg_proc where pronamespace = 'app'::regnamespace and proname in ('rate_on', 'money_steps', 'sum_figures'));
begin
  if obj_description('app.figure_totals'::regclass, 'pg_class') is distinct from rules then
    truncate app.figure_totals, app.figure_months, app.figure_days, app.figure_marks;
    perform app.sum_figures((select coalesce(array_agg(project.id), '{}') || 0 from public.projects project));
    analyze app.figure_totals, app.figure_months, app.figure_days;
    execute format('comment on table app.figure_totals is %L', rules);
  end if;
end $$;
