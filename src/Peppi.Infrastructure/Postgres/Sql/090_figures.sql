-- The sums behind every figure of money, orders and stock: set-based functions that run with the caller's rights, so that row-level
-- security decides what is summed. The formulas over them are C# (Domain); Application/Finance/Contracts is the one door to both.
--
-- Sums of a whole portfolio do not read a million rows each time: app.figure_totals holds them by project, line and currency. A write
-- only marks its project, in its own transaction; a reader takes marked projects from the rows themselves and all others from the
-- totals, in one snapshot, so that the answer is exact whether or not the worker that refreshes the totals runs. Both tables are
-- derived: they are emptied and rebuilt here with each new build.

-- Which projects' money the caller may see; null means every one. Asks the effective user, not the role that was switched to: inside a
-- security definer function it is the owner, who sees all.
create or replace function app.money_scope() returns int[]
language plpgsql stable parallel safe as $$
begin
  if current_user operator(pg_catalog.<>) 'authenticated' then return null; end if;
  if app.sees_all('finance', 'select') then return null; end if;
  return app.own_projects('finance', 'select');
end $$;

-- What counts as cost or budget up to a day: no draft, nothing cancelled, no money that comes in.
drop function if exists app.counted_finances(int[], date);
create function app.counted_finances(wanted int[], as_of date)
returns table (id int, project_id int, category text, currency text, type text, amount numeric, record_date date, order_id int, invoice_id int,
  budget_version int, retention numeric, released_on date)
language sql stable parallel safe as $$
  select row.id, row.project_id, row.category, coalesce(row.currency, (select project.currency from public.projects project where project.id = row.project_id)), row.type, row.amount,
    row.record_date, row.order_id, row.invoice_id, row.budget_version,
    case when row.retention_released_date <= as_of then 0 else coalesce(row.retention_amount, 0) end,
    case when row.retention_amount <> 0 then row.retention_released_date end
  from (
    select * from public.finances known where known.project_id = any (wanted)
    union all
    select * from public.finances stray where stray.project_id is null and 0 = any (wanted)) row
  where row.amount is not null and (row.status is null or row.status not in ('draft', 'cancelled'))
    and (row.record_date is null or row.record_date <= as_of)
    and not (row.type = 'invoice' and row.direction = 'receivable')
$$;

-- What one unit of a currency was worth on a day: the latest rate up to then, told one way or the other; null where nobody said.
-- Rates are no secret among those who see money, so it reads past row-level security.
-- By number: exchange_rates has a column named source.
create or replace function app.rate_on(source text, target text, as_of date) returns numeric
language sql stable parallel safe security definer set search_path = '' as $$
  select case when $1 = $2 then 1 else (
    select told.rate from (
      select rate.rate, rate.valid_from from public.exchange_rates rate where rate.currency = $1 and rate.quote_currency = $2 and rate.valid_from <= $3
      union all
      select 1 / rate.rate, rate.valid_from from public.exchange_rates rate where rate.currency = $2 and rate.quote_currency = $1 and rate.valid_from <= $3) told
    order by told.valid_from desc limit 1) end
$$;

-- From the rows themselves. An invoice counts for what no linked expense covers (ActualCost), a credit note in full; an order for what is
-- not billed yet (RemainingCommitment). What settles in another currency counts at the rate of its own day; where there is none it settles
-- nothing, and as it counts itself in a currency without a rate, sums over both are none. An expense that pays an invoice bills its order
-- unless that invoice does. 0 in the list stands for rows without a project.
create or replace function app.money_of(wanted int[], as_of date)
returns table (kind text, project_id int, category text, currency text, baseline numeric, budget numeric, actual numeric, retention numeric,
  remaining numeric, pending numeric, unbilled numeric, last_day date)
language sql stable parallel safe as $$
  with counted as materialized (select * from app.counted_finances(wanted, as_of)),
  paid as (
    select invoice_id, currency, coalesce(record_date, current_date) as day, sum(amount) as amount from counted
    where type = 'expense' and invoice_id is not null group by 1, 2, 3),
  settled as (
    select invoice.id, sum(paid.amount * case when paid.currency is not distinct from invoice.currency then 1 else coalesce(app.rate_on(paid.currency, invoice.currency, paid.day), 0) end) as amount
    from paid join counted invoice on invoice.id = paid.invoice_id and invoice.type = 'invoice' group by 1),
  bills as (
    select bill.order_id, bill.currency, coalesce(bill.record_date, current_date) as day, sum(bill.amount) as amount
    from counted bill
    left join counted invoice on invoice.id = bill.invoice_id and invoice.order_id = bill.order_id and invoice.type = 'invoice'
    where bill.order_id is not null and (bill.type = 'invoice' or (bill.type = 'expense' and invoice.id is null)) group by 1, 2, 3),
  scope as materialized (select app.money_scope() as projects),
  placed as materialized (
    select placed.id, placed.project_id, placed.category, coalesce(placed.currency, (select project.currency from public.projects project where project.id = placed.project_id)) as currency,
      placed.status, placed.total_amount, placed.received_quantity, placed.unit_price, placed.order_date
    from (
      select * from public.supply_orders known where known.project_id = any (wanted)
      union all
      select * from public.supply_orders stray where stray.project_id is null and 0 = any (wanted)) placed
    cross join scope
    where (scope.projects is null or placed.project_id = any (scope.projects))
      and placed.total_amount is not null and coalesce(placed.status, 'ordered') not in ('draft', 'cancelled')
      and (placed.order_date is null or placed.order_date <= as_of)),
  billed as (
    select placed.id as order_id, sum(bills.amount * case when bills.currency is not distinct from placed.currency then 1 else coalesce(app.rate_on(bills.currency, placed.currency, bills.day), 0) end) as amount
    from bills join placed on placed.id = bills.order_id group by 1)
  select 'cost', counted.project_id, counted.category, counted.currency,
    coalesce(sum(counted.amount) filter (where counted.type = 'budget' and counted.budget_version = 1), 0),
    coalesce(sum(counted.amount) filter (where counted.type = 'budget'), 0),
    coalesce(sum(case counted.type
      when 'expense' then counted.amount
      when 'invoice' then case when counted.amount < 0 then counted.amount else greatest(0, counted.amount - coalesce(settled.amount, 0)) end end), 0),
    coalesce(sum(counted.retention) filter (where counted.type = 'invoice'), 0), 0, 0, 0,
    greatest(max(counted.record_date), max(counted.released_on))
  from counted left join settled on counted.type = 'invoice' and settled.id = counted.id
  group by counted.project_id, counted.category, counted.currency
  union all
  select 'commitment', placed.project_id, placed.category, placed.currency, 0, 0, 0, 0,
    sum(greatest(0, placed.total_amount - coalesce(billed.amount, 0))) filter (where placed.status in ('confirmed', 'partially_delivered', 'delivered')),
    sum(greatest(0, placed.total_amount - coalesce(billed.amount, 0))) filter (where coalesce(placed.status, 'ordered') = 'ordered'),
    sum(greatest(0, least(coalesce(placed.received_quantity, 0) * placed.unit_price, placed.total_amount) - coalesce(billed.amount, 0)))
      filter (where placed.status in ('confirmed', 'partially_delivered', 'delivered')),
    max(placed.order_date)
  from placed left join billed on billed.order_id = placed.id
  group by placed.project_id, placed.category, placed.currency
$$;

drop table if exists app.figure_totals;
create table app.figure_totals (
  kind text not null, project_id int, category text, currency text, baseline numeric, budget numeric, actual numeric, retention numeric,
  remaining numeric, pending numeric, unbilled numeric, last_day date);
create index on app.figure_totals (project_id);

create table if not exists app.figure_marks (id bigint generated always as identity primary key, project_id int);

-- As on finances and supply_orders, whose sums these are. What is still to be billed takes both.
alter table app.figure_totals enable row level security;
create policy figures_read on app.figure_totals for select to authenticated using (
  ((select app.sees_all('finance', 'select')) or project_id = any ((select app.own_projects('finance', 'select'))::int[]))
  and (kind = 'cost' or (select app.sees_all('supply', 'select')) or project_id = any ((select app.own_projects('supply', 'select'))::int[])));
create policy figures_read_all on app.figure_totals for select to service_role, peppi_jobs using (true);
grant select on app.figure_totals, app.figure_marks to anon, authenticated, service_role, peppi_jobs;

-- The sums by project, line and currency up to a day: of one project, or of all that the caller may see.
create or replace function app.money(wanted int, as_of date)
returns table (project_id int, category text, currency text, baseline numeric, budget numeric, actual numeric, retention numeric,
  remaining numeric, pending numeric, unbilled numeric)
language plpgsql stable parallel safe as $$
declare
  -- Marked, or with rows dated after the day; hardly ever any, and then the totals are all there is to read.
  stale int[] := (
    select array_agg(list.id) from (
      select coalesce(mark.project_id, 0) as id from app.figure_marks mark where wanted is null or mark.project_id = wanted
      union
      select coalesce(total.project_id, 0) from app.figure_totals total where total.last_day > as_of and (wanted is null or total.project_id = wanted)) list);
begin
  if stale is null then
    return query
      select total.project_id, total.category, total.currency, sum(total.baseline), sum(total.budget), sum(total.actual), sum(total.retention),
        coalesce(sum(total.remaining), 0), coalesce(sum(total.pending), 0), coalesce(sum(total.unbilled), 0)
      from app.figure_totals total where wanted is null or total.project_id = wanted group by 1, 2, 3;
    return;
  end if;
  return query
    select part.project_id, part.category, part.currency, sum(part.baseline), sum(part.budget), sum(part.actual), sum(part.retention),
      coalesce(sum(part.remaining), 0), coalesce(sum(part.pending), 0), coalesce(sum(part.unbilled), 0)
    from (
      select total.* from app.figure_totals total where (wanted is null or total.project_id = wanted) and coalesce(total.project_id, 0) <> all (stale)
      union all
      select fresh.* from app.money_of(stale, as_of) fresh) part
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
  foreach source in array array['finances', 'supply_orders'] loop
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

-- Brings the totals of marked projects up to date; tells whether marks are left. One statement, so one snapshot: a mark that it removes is
-- one whose rows it has read. A second worker leaves it to the first.
create or replace function app.refresh_figures() returns table (more boolean)
language plpgsql security definer set search_path = '' as $$
begin
  if not pg_try_advisory_xact_lock(7305804402566689127) then
    return query select false;
    return;
  end if;
  with which as materialized (
    select array_agg(list.id) as ids from (select distinct coalesce(mark.project_id, 0) as id from app.figure_marks mark limit 100) list),
  unmarked as (delete from app.figure_marks mark using which where coalesce(mark.project_id, 0) = any (which.ids)),
  gone as (delete from app.figure_totals total using which where coalesce(total.project_id, 0) = any (which.ids))
  insert into app.figure_totals
  select fresh.* from which, lateral app.money_of(which.ids, 'infinity') fresh where which.ids is not null;
  return query select exists (select from app.figure_marks);
end $$;

grant execute on function app.money_scope(), app.counted_finances(int[], date), app.money_of(int[], date), app.money(int, date)
  to anon, authenticated, service_role, peppi_jobs;
grant execute on function app.refresh_figures() to peppi_jobs;

-- Everything at once, as after an upgrade there is nothing yet. Not by marks: there is no hurry to delete them one by one.
delete from app.figure_marks;
insert into app.figure_totals select * from app.money_of((select coalesce(array_agg(project.id), '{}') || 0 from public.projects project), 'infinity');
analyze app.figure_totals;

-- The rates that hold on a day, one a pair.
create or replace function app.rates(as_of date) returns table (id int, currency text, quote_currency text, rate numeric, valid_from date)
language sql stable security definer set search_path = '' as $$
  select distinct on (rate.currency, rate.quote_currency) rate.id, rate.currency, rate.quote_currency, rate.rate, rate.valid_from
  from public.exchange_rates rate where rate.valid_from <= as_of order by rate.currency, rate.quote_currency, rate.valid_from desc
$$;

grant execute on function app.rate_on(text, text, date) to anon, authenticated, service_role, peppi_jobs;
grant execute on function app.rates(date) to authenticated, service_role, peppi_jobs;
