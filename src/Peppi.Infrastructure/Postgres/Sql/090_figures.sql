-- The sums behind every figure of money, orders and stock: set-based functions that run with the caller's rights, so that row-level
-- security decides what is summed. The formulas over them are C# (Domain); Application/Finance/Contracts is the one door to both.
--
-- Everything that moves a figure of money is told as steps: by how much it moved, and on which day. A sum as of a day is the sum of the
-- steps up to it, and a month is the sum of its steps. 093_figure_totals.sql keeps them summed.

-- Which projects' money the caller may see; null means every one. Asks the effective user, not the role that was switched to: inside a
-- security definer function it is the owner, who sees all.
create or replace function app.money_scope() returns int[]
language plpgsql stable parallel safe as $$
begin
  if current_user operator(pg_catalog.<>) 'authenticated' then return null; end if;
  if app.sees_all('finance', 'select') then return null; end if;
  return app.own_projects('finance', 'select');
end $$;

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

-- Every step of these projects' money; 0 in the list stands for rows without a project. Kinds: cost and commitment by line of the budget,
-- flow (cost and cash by month) and sales without. A row without a day has always counted.
--
-- An invoice counts for what no linked expense covers (ActualCost), a credit note in full; an order for what is not billed yet
-- (RemainingCommitment). What settles in another currency counts at the rate of its own day; where there is none it settles nothing, and
-- as it counts itself in a currency without a rate, sums over both are none. An expense that pays an invoice bills its order unless that
-- invoice does. Retention is withheld with the invoice and given back on the day of its release.
--
-- Cash moves on the day of payment, retention on that of its release. The payment of an invoice that is an expense of its own is that
-- expense; what was paid beyond is the invoice's. A payment in part whose day nobody wrote counts on the invoice's day.
drop function if exists app.counted_finances(int[], date) cascade;
-- Without nested loops: how many projects are wanted is not known when it is planned, and one that suits ten rows takes hours over a million.
create or replace function app.money_steps(wanted int[])
returns table (kind text, project_id int, category text, currency text, day date, baseline numeric, budget numeric, actual numeric, retention numeric,
  remaining numeric, pending numeric, unbilled numeric, expenses numeric, invoices numeric, cash_out numeric, cash_in numeric)
language sql stable parallel safe set enable_nestloop = off set work_mem = '64MB' as $$
  with counted as materialized (
    select row.id, row.project_id, row.category, coalesce(row.currency, home.currency) as currency, row.type, row.amount, row.order_id, row.invoice_id, row.budget_version,
      coalesce(row.record_date, '-infinity'::date) as day, row.record_date, row.paid_date, row.paid_amount, row.retention_released_date as released,
      case when row.type = 'invoice' then coalesce(row.retention_amount, 0) else 0 end as retention, row.type = 'invoice' and row.direction = 'receivable' as comes_in
    from (
      select * from public.finances known where known.project_id = any (wanted)
      union all
      select * from public.finances stray where stray.project_id is null and 0 = any (wanted)) row
    left join public.projects home on home.id = row.project_id
    where row.amount is not null and (row.status is null or row.status not in ('draft', 'cancelled'))),

  -- Expenses that pay an invoice, in its currency.
  pays as materialized (
    select paid.id, paid.day, paid.amount, paid.invoice_id, paid.currency is not distinct from bill.currency as alike,
      paid.amount * case when paid.currency is not distinct from bill.currency then 1 else coalesce(app.rate_on(paid.currency, bill.currency, coalesce(paid.record_date, current_date)), 0) end as settles
    from counted paid join counted bill on bill.id = paid.invoice_id and bill.type = 'invoice' and not bill.comes_in and bill.amount >= 0 and bill.project_id is not distinct from paid.project_id
    where paid.type = 'expense' and paid.invoice_id is not null),
  settled as materialized (select invoice_id, sum(settles) as covered from pays group by 1),

  -- What of an invoice no expense covers, step by step.
  covering as (
    select move.*, open - coalesce(lag(open) over (partition by invoice_id order by day, id), 0) as moved
    from (
      select part.*, greatest(0, sum(billed) over turn - sum(settles) over turn) as open
      from (
        select bill.id as invoice_id, 0 as id, bill.day, bill.amount as billed, 0::numeric as settles, 0::numeric as amount, true as alike
        from counted bill join settled on settled.invoice_id = bill.id
        union all
        select invoice_id, id, day, 0, settles, amount, alike from pays) part
      window turn as (partition by invoice_id order by day, id)) move),
  -- Cash of an invoice: what was paid on the day of payment, what was held back on that of its release, both in full …
  paying as (
    select bill.*, coalesce(settled.covered, 0) as expensed, sign(bill.amount) as sign,
      case when paid > abs(bill.amount) then paid - held else least(paid, abs(bill.amount) - held) end as first, case when bill.released is null then 0 else held end as later
    from counted bill left join settled on settled.invoice_id = bill.id
    cross join lateral (
      select coalesce(bill.paid_amount, abs(bill.amount)) as paid,
        case when bill.paid_date is not null and (bill.released is null or bill.released > bill.paid_date) then least(bill.retention, abs(bill.amount)) else 0 end as held) part
    where bill.type = 'invoice' and (bill.paid_date is not null or (bill.paid_amount > 0 and bill.record_date is not null))),
  -- … less what is an expense of its own.
  cash as (
    select project_id, currency, coalesce(paid_date, record_date) as day, comes_in, sign * greatest(0, first - expensed) as amount from paying
    union all
    select project_id, currency, released, comes_in, sign * (greatest(0, first + later - expensed) - greatest(0, first - expensed)) from paying where later > 0),

  scope as materialized (select app.money_scope() as projects),
  placed as materialized (
    select placed.id, placed.project_id, placed.category, coalesce(placed.currency, home.currency) as currency, coalesce(placed.order_date, '-infinity'::date) as day,
      placed.total_amount as total, coalesce(placed.status, 'ordered') = 'ordered' as waits,
      coalesce(least(coalesce(placed.received_quantity, 0) * placed.unit_price, placed.total_amount), 0) as received
    from (
      select * from public.supply_orders known where known.project_id = any (wanted)
      union all
      select * from public.supply_orders stray where stray.project_id is null and 0 = any (wanted)) placed
    left join public.projects home on home.id = placed.project_id
    cross join scope
    where (scope.projects is null or placed.project_id = any (scope.projects))
      and placed.total_amount is not null and coalesce(placed.status, 'ordered') not in ('draft', 'cancelled')),
  bills as materialized (
    select placed.id as order_id, bill.id, bill.day, case when bill.type = 'expense' then invoice.day end as until,
      bill.amount * case when bill.currency is not distinct from placed.currency then 1 else coalesce(app.rate_on(bill.currency, placed.currency, coalesce(bill.record_date, current_date)), 0) end as amount
    from counted bill
    join placed on placed.id = bill.order_id and placed.project_id is not distinct from bill.project_id
    left join counted invoice on invoice.id = bill.invoice_id and invoice.order_id = bill.order_id and invoice.type = 'invoice' and not invoice.comes_in
    where bill.order_id is not null and (bill.type = 'invoice' and not bill.comes_in or bill.type = 'expense' and (invoice.id is null or invoice.day > bill.day))),
  -- What is still to be billed of an order, step by step.
  billing as (
    select move.*, left_over - coalesce(lag(left_over) over turn, 0) as moved, came - coalesce(lag(came) over turn, 0) as arrived
    from (
      select part.order_id, part.day, part.id, part.total, part.project_id, part.category, part.currency, part.waits,
        case when part.day >= part.ordered then greatest(0, part.total - sum(part.billed) over turn) else 0 end as left_over,
        case when part.day >= part.ordered then greatest(0, part.received - sum(part.billed) over turn) else 0 end as came
      from (
        select placed.id as order_id, placed.day as ordered, placed.total, placed.received, placed.project_id, placed.category, placed.currency, placed.waits, step.day, step.id, step.billed
        from (
          select order_id, id, day, amount as billed from bills
          union all
          -- From then on the invoice bills it.
          select order_id, id, until, -amount from bills where until is not null
          union all
          select billed.order_id, 0, ordered.day, 0 from (select distinct order_id from bills) billed join placed ordered on ordered.id = billed.order_id) step
        join placed on placed.id = step.order_id) part
      window turn as (partition by part.order_id order by part.day, part.id)) move
    window turn as (partition by order_id order by day, id)),
  moved as (
    select project_id, category, currency, waits, day, moved, arrived from billing
    union all
    select project_id, category, currency, waits, day, total, received from placed where id not in (select order_id from bills))

  select 'cost', project_id, category, currency, day, case when type = 'budget' and budget_version = 1 then amount else 0 end, case when type = 'budget' then amount else 0 end,
    case when type = 'expense' or (type = 'invoice' and settled.invoice_id is null) then amount else 0 end, retention, 0::numeric, 0::numeric, 0::numeric, 0::numeric, 0::numeric, 0::numeric, 0::numeric
  from counted left join settled on settled.invoice_id = counted.id and counted.type = 'invoice' where not comes_in
  union all
  select 'cost', project_id, category, currency, greatest(day, released), 0, 0, 0, -retention, 0, 0, 0, 0, 0, 0, 0 from counted where retention <> 0 and released is not null and not comes_in
  union all
  select 'cost', bill.project_id, bill.category, bill.currency, step.day, 0, 0, step.moved, 0, 0, 0, 0, 0, 0, 0, 0 from covering step join counted bill on bill.id = step.invoice_id
  union all
  select 'commitment', project_id, category, currency, day, 0, 0, 0, 0, case when waits then 0 else moved end, case when waits then moved else 0 end, case when waits then 0 else arrived end, 0, 0, 0, 0 from moved
  union all
  -- By month an expense that pays an invoice counts for what it adds to it.
  select 'flow', project_id, null, currency, day, 0, 0, 0, 0, 0, 0, 0, case type when 'expense' then amount else 0 end, case when type = 'invoice' and settled.invoice_id is null then amount else 0 end, 0, 0
  from counted left join settled on settled.invoice_id = counted.id and counted.type = 'invoice' where type in ('expense', 'invoice') and not comes_in
  union all
  select 'flow', bill.project_id, null, bill.currency, step.day, 0, 0, 0, 0, 0, 0, 0, case when step.id > 0 and step.alike then step.moved else 0 end, case when step.id > 0 and step.alike then 0 else step.moved end, 0, 0
  from covering step join counted bill on bill.id = step.invoice_id
  union all
  select 'flow', project_id, null, currency, coalesce(paid_date, record_date), 0, 0, 0, 0, 0, 0, 0, 0, 0, amount, 0 from counted where type = 'expense' and coalesce(paid_date, record_date) is not null
  union all
  select 'flow', project_id, null, currency, day, 0, 0, 0, 0, 0, 0, 0, 0, 0, case when comes_in then 0 else amount end, case when comes_in then amount else 0 end from cash where amount <> 0
  union all
  select 'sales', sale.project_id, null, coalesce(sale.currency, home.currency), coalesce(sale.paid_date, sale.record_date), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, sale.amount
  from public.commercial_activities sale left join public.projects home on home.id = sale.project_id
  where (sale.project_id = any (wanted) or (sale.project_id is null and 0 = any (wanted))) and sale.activity_type = 'payment' and sale.amount is not null
    and (sale.status = 'paid' or sale.status is null) and coalesce(sale.paid_date, sale.record_date) is not null
$$;

-- Where those of cost and commitment stand on a day, as the check of a budget, alert rules and whoever comes before the sums are up to date ask
-- for it: each invoice and order at its last step, without the steps.
drop function if exists app.money_of(int[], date);
create function app.money_of(wanted int[], as_of date)
returns table (project_id int, category text, currency text, baseline numeric, budget numeric, actual numeric, retention numeric, remaining numeric, pending numeric, unbilled numeric)
language sql stable parallel safe set enable_nestloop = off set work_mem = '64MB' as $$
  with counted as materialized (
    select row.id, row.project_id, row.category, coalesce(row.currency, home.currency) as currency, row.type, row.amount, row.order_id, row.invoice_id, row.budget_version,
      coalesce(row.record_date, '-infinity'::date) as day, row.record_date,
      case when row.type = 'invoice' and (row.retention_released_date <= as_of) is not true then coalesce(row.retention_amount, 0) else 0 end as retention,
      row.type = 'invoice' and row.direction = 'receivable' as comes_in
    from (
      select * from public.finances known where known.project_id = any (wanted)
      union all
      select * from public.finances stray where stray.project_id is null and 0 = any (wanted)) row
    left join public.projects home on home.id = row.project_id
    where row.amount is not null and (row.status is null or row.status not in ('draft', 'cancelled'))),
  settled as (
    select bill.id as invoice_id, coalesce(sum(paid.amount * case when paid.currency is not distinct from bill.currency then 1
      else coalesce(app.rate_on(paid.currency, bill.currency, coalesce(paid.record_date, current_date)), 0) end) filter (where paid.day <= as_of), 0) as covered
    from counted paid join counted bill on bill.id = paid.invoice_id and bill.type = 'invoice' and not bill.comes_in and bill.amount >= 0 and bill.project_id is not distinct from paid.project_id
    where paid.type = 'expense' and paid.invoice_id is not null group by 1),

  scope as materialized (select app.money_scope() as projects),
  placed as materialized (
    select placed.id, placed.project_id, placed.category, coalesce(placed.currency, home.currency) as currency, coalesce(placed.order_date, '-infinity'::date) as day,
      placed.total_amount as total, coalesce(placed.status, 'ordered') = 'ordered' as waits,
      coalesce(least(coalesce(placed.received_quantity, 0) * placed.unit_price, placed.total_amount), 0) as received
    from (
      select * from public.supply_orders known where known.project_id = any (wanted)
      union all
      select * from public.supply_orders stray where stray.project_id is null and 0 = any (wanted)) placed
    left join public.projects home on home.id = placed.project_id
    cross join scope
    where (scope.projects is null or placed.project_id = any (scope.projects))
      and placed.total_amount is not null and coalesce(placed.status, 'ordered') not in ('draft', 'cancelled')),
  bills as (
    select placed.id as order_id, coalesce(sum(bill.amount * case when bill.currency is not distinct from placed.currency then 1
      else coalesce(app.rate_on(bill.currency, placed.currency, coalesce(bill.record_date, current_date)), 0) end)
      -- An expense bills the order until the day of its invoice.
      filter (where bill.day <= as_of and (bill.type = 'invoice' or invoice.day is null or invoice.day > as_of)), 0) as billed
    from counted bill
    join placed on placed.id = bill.order_id and placed.project_id is not distinct from bill.project_id
    left join counted invoice on invoice.id = bill.invoice_id and invoice.order_id = bill.order_id and invoice.type = 'invoice' and not invoice.comes_in
    where bill.order_id is not null and (bill.type = 'invoice' and not bill.comes_in or bill.type = 'expense' and (invoice.id is null or invoice.day > bill.day))
    group by 1)

  select stand.project_id, stand.category, stand.currency, sum(stand.baseline), sum(stand.budget), sum(stand.actual), sum(stand.retention), sum(stand.remaining), sum(stand.pending), sum(stand.unbilled)
  from (
    select counted.project_id, counted.category, counted.currency, case when type = 'budget' and budget_version = 1 then amount else 0 end as baseline, case when type = 'budget' then amount else 0 end as budget,
      case when type = 'expense' or (type = 'invoice' and settled.invoice_id is null) then amount when type = 'invoice' then greatest(0, amount - settled.covered) else 0 end as actual,
      retention, 0::numeric as remaining, 0::numeric as pending, 0::numeric as unbilled
    from counted left join settled on settled.invoice_id = counted.id and counted.type = 'invoice' where not comes_in and day <= as_of
    union all
    select placed.project_id, placed.category, placed.currency, 0, 0, 0, 0, case when waits then 0 else rest end, case when waits then rest else 0 end, case when waits then 0 else came end
    from placed left join bills on bills.order_id = placed.id
    cross join lateral (
      select case when bills.order_id is null then total else greatest(0, total - bills.billed) end as rest,
        case when bills.order_id is null then received else greatest(0, received - bills.billed) end as came) left_over
    where placed.day <= as_of) stand
  group by 1, 2, 3
$$;

grant execute on function app.money_scope(), app.rate_on(text, text, date), app.money_steps(int[]), app.money_of(int[], date) to anon, authenticated, service_role, peppi_jobs;

-- The rates that hold on a day, one a pair.
create or replace function app.rates(as_of date) returns table (id int, currency text, quote_currency text, rate numeric, valid_from date)
language sql stable security definer set search_path = '' as $$
  select distinct on (rate.currency, rate.quote_currency) rate.id, rate.currency, rate.quote_currency, rate.rate, rate.valid_from
  from public.exchange_rates rate where rate.valid_from <= as_of order by rate.currency, rate.quote_currency, rate.valid_from desc
$$;

grant execute on function app.rates(date) to authenticated, service_role, peppi_jobs;
