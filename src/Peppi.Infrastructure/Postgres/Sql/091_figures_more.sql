-- Sums beside those of 090_figures.sql: months, what is overdue, deliveries, stock, progress. All with the caller's rights.

create index if not exists finances_unpaid on public.finances (project_id, due_date)
  include (amount, paid_amount, currency, direction, status, retention_amount, retention_released_date)
  where type = 'invoice' and paid_date is null and due_date is not null;
-- The first rows of a kind, for a figure of which no more than those are named. Three, as the planner would rather walk the whole key than
-- one index by kind and key.
create index if not exists finances_budgets on public.finances (id) where type = 'budget';
create index if not exists finances_expenses on public.finances (id) where type = 'expense';
create index if not exists finances_invoices on public.finances (id) where type = 'invoice';
create index if not exists finances_paid on public.finances (paid_date) where type = 'invoice' and paid_date is not null;
drop index if exists public.finances_retention_due;
create index if not exists finances_retention on public.finances (retention_due_date) where type = 'invoice' and retention_due_date is not null;
-- What expenses paid of an invoice, without a look at the rows.
create index if not exists finances_pays on public.finances (invoice_id) include (amount, currency, record_date, status, project_id) where type = 'expense' and invoice_id is not null;

-- Invoices whose day of payment has passed and what is still due of them: less what was paid, or what expenses paid of it where that is
-- more, and less retention that is rightly held back.
create or replace function app.overdue_invoices(wanted int, as_of date)
returns table (id int, project_id int, currency text, direction text, due_date date, outstanding numeric)
language sql stable parallel safe as $$
  -- Once for each: what expenses paid would else be looked up for the condition and for the answer.
  with late as materialized (
    select row.id, row.project_id, coalesce(row.currency, home.currency) as currency, row.direction, row.due_date, row.amount,
      case when row.retention_released_date <= as_of then 0 else coalesce(row.retention_amount, 0) end as held,
      greatest(case when row.paid_date is null then coalesce(row.paid_amount, 0) else 0 end, case when row.direction = 'payable' then coalesce((
        select sum(paid.amount * case when coalesce(paid.currency, home.currency) is not distinct from coalesce(row.currency, home.currency) then 1
          else coalesce(app.rate_on(coalesce(paid.currency, home.currency), coalesce(row.currency, home.currency), coalesce(paid.record_date, as_of)), 0) end)
        from public.finances paid
        where paid.invoice_id = row.id and paid.type = 'expense' and (paid.record_date is null or paid.record_date <= as_of) and coalesce(paid.status, 'approved') not in ('draft', 'cancelled')), 0) else 0 end) as paid
    from (
      select * from public.finances open where open.type = 'invoice' and open.paid_date is null and open.due_date < as_of and (open.status is null or open.status not in ('draft', 'cancelled', 'paid'))
      union all
      select * from public.finances later where later.type = 'invoice' and later.paid_date > as_of and later.due_date < as_of and (later.status is null or later.status not in ('draft', 'cancelled'))) row
    left join public.projects home on home.id = row.project_id
    where wanted is null or row.project_id = wanted)
  select late.id, late.project_id, late.currency, late.direction, late.due_date, late.amount - late.paid - late.held
  from late where late.amount > late.paid + late.held
$$;

-- What is due after a day: invoices less what was paid and what is held back, retention on the day that it falls due, instalments of
-- buyers. What was due before and is still open is taken to move now.
create or replace function app.cash_to_come(wanted int, as_of date, until date)
returns table (source text, id int, project_id int, currency text, due date, cash_out numeric, cash_in numeric)
language sql stable parallel safe as $$
  with bill as materialized (
    select row.*, coalesce(row.currency, home.currency) as home_currency,
      greatest(case when row.paid_date is null then coalesce(row.paid_amount, 0) else 0 end, case when row.direction = 'payable' then coalesce((
        select sum(paid.amount * case when coalesce(paid.currency, home.currency) is not distinct from coalesce(row.currency, home.currency) then 1
          else coalesce(app.rate_on(coalesce(paid.currency, home.currency), coalesce(row.currency, home.currency), coalesce(paid.record_date, as_of)), 0) end)
        from public.finances paid
        where paid.invoice_id = row.id and paid.type = 'expense' and (paid.record_date is null or paid.record_date <= as_of) and coalesce(paid.status, 'approved') not in ('draft', 'cancelled')), 0) else 0 end) as paid
    from public.finances row left join public.projects home on home.id = row.project_id
    where row.type = 'invoice' and (row.paid_date is null or row.paid_date > as_of) and row.due_date <= until and row.amount is not null and (wanted is null or row.project_id = wanted)
      and (row.status is null or row.status not in ('draft', 'cancelled') and (row.paid_date is not null or row.status <> 'paid'))
      -- On a day that is over, what came in later was not known.
      and (as_of >= current_date or row.record_date is null or row.record_date <= as_of))
  select 'finances', bill.id, bill.project_id, bill.home_currency, greatest(part.due, as_of), case when bill.direction = 'payable' then part.amount else 0 end, case when bill.direction = 'receivable' then part.amount else 0 end
  from bill
  cross join lateral (
    values (bill.due_date, case when bill.amount < 0 then bill.amount else greatest(0, bill.amount - bill.paid - case when bill.retention_released_date <= as_of then 0 else coalesce(bill.retention_amount, 0) end) end)) part (due, amount)
  where part.amount <> 0
  union all
  select 'finances', bill.id, bill.project_id, coalesce(bill.currency, home.currency), greatest(bill.retention_due_date, as_of),
    case when bill.direction = 'payable' then bill.retention_amount else 0 end, case when bill.direction = 'receivable' then bill.retention_amount else 0 end
  from public.finances bill left join public.projects home on home.id = bill.project_id
  where bill.type = 'invoice' and bill.retention_amount > 0 and (bill.retention_released_date is null or bill.retention_released_date > as_of) and bill.retention_due_date <= until
    and (wanted is null or bill.project_id = wanted) and (bill.status is null or bill.status not in ('draft', 'cancelled'))
    and (as_of >= current_date or bill.record_date is null or bill.record_date <= as_of)
  union all
  select 'commercial_activities', sale.id, sale.project_id, coalesce(sale.currency, home.currency), greatest(sale.due_date, as_of), 0, sale.amount
  from public.commercial_activities sale left join public.projects home on home.id = sale.project_id
  where sale.activity_type = 'payment' and sale.due_date <= until and sale.amount is not null and (wanted is null or sale.project_id = wanted)
    and ((sale.paid_date is null and sale.status in ('open', 'confirmed')) or (sale.paid_date > as_of and sale.status in ('open', 'confirmed', 'paid')))
$$;

-- The same by month, with the keys of the first rows: one more than are ever named.
create or replace function app.cash_ahead(wanted int, as_of date, until date)
returns table (currency text, month date, cash_out numeric, cash_in numeric, finances int[], sales int[])
language sql stable parallel safe as $$
  with due as materialized (
    select due.source, due.id, due.currency, date_trunc('month', due.due)::date as month, due.cash_out, due.cash_in from app.cash_to_come(wanted, as_of, until) due),
  first as (
    select named.currency, named.month, array_agg(named.id) filter (where named.source = 'finances') as finances, array_agg(named.id) filter (where named.source = 'commercial_activities') as sales
    from (
      (select * from due where due.source = 'finances' order by due.id limit 1001)
      union all
      (select * from due where due.source = 'commercial_activities' order by due.id limit 1001)) named group by 1, 2),
  summed as (select due.currency, due.month, sum(due.cash_out) as cash_out, sum(due.cash_in) as cash_in from due group by 1, 2)
  select summed.*, first.finances, first.sales from summed left join first on (coalesce(first.currency, ''), first.month) = (coalesce(summed.currency, ''), summed.month)
$$;

-- The same, by tranche of thirty days, with the keys of its first invoices: one more than are ever named.
drop function if exists app.overdue(int, date);
create function app.overdue(wanted int, as_of date)
returns table (project_id int, currency text, direction text, tranche int, invoices int, outstanding numeric, ids int[])
language sql stable parallel safe as $$
  with late as materialized (
    select late.id, late.project_id, late.currency, late.direction, least(3, (as_of - late.due_date - 1) / 30) as tranche, late.outstanding from app.overdue_invoices(wanted, as_of) late),
  first as (
    select named.project_id, named.currency, named.direction, named.tranche, array_agg(named.id) as ids
    from (
      (select * from late where late.direction = 'payable' order by late.id limit 1001)
      union all
      (select * from late where late.direction = 'receivable' order by late.id limit 1001)) named group by 1, 2, 3, 4),
  summed as (select late.project_id, late.currency, late.direction, late.tranche, count(*)::int as invoices, sum(late.outstanding) as outstanding from late group by 1, 2, 3, 4)
  select summed.*, coalesce(first.ids, '{}') from summed
  left join first on (coalesce(first.project_id, 0), coalesce(first.currency, ''), first.direction, first.tranche) = (coalesce(summed.project_id, 0), coalesce(summed.currency, ''), summed.direction, summed.tranche)
$$;

-- Order lines that were due up to a day, by project, supplier and currency. What counts is the day promised, else the day announced.
-- What came on a day that nobody wrote down was neither in time nor late.
create or replace function app.deliveries(wanted int, as_of date)
returns table (project_id int, supplier text, currency text, due int, on_time int, late int, days_late bigint, open_late int, at_risk numeric)
language sql stable parallel safe as $$
  select line.project_id, line.supplier, line.currency, count(*)::int,
    (count(*) filter (where line.came <= line.promised))::int,
    (count(*) filter (where line.came > line.promised or line.came is null))::int,
    coalesce(sum(coalesce(line.came, as_of) - line.promised) filter (where line.came > line.promised or line.came is null), 0)::bigint,
    (count(*) filter (where line.came is null))::int,
    coalesce(sum(line.awaited) filter (where line.came is null), 0)
  from (
    select placed.project_id, placed.supplier, coalesce(placed.currency, home.currency) as currency, coalesce(placed.promised_date, placed.delivery_date) as promised,
      case when placed.received_date <= as_of then placed.received_date end as came, greatest(0, placed.quantity - coalesce(placed.received, 0)) * placed.unit_price as awaited
    from (
      select now.*, now.received_quantity as received from public.supply_orders now where as_of >= current_date
      union all
      -- What had come by then; an order without receipts tells it itself, by its day.
      select past.*, (select case when count(*) > 0 then sum(receipt.quantity) filter (where receipt.received_on <= as_of) when past.received_date <= as_of then past.received_quantity end
        from public.supply_receipts receipt where receipt.order_id = past.id)
      from public.supply_orders past where as_of < current_date) placed
    left join public.projects home on home.id = placed.project_id
    where (wanted is null or placed.project_id = wanted) and coalesce(placed.promised_date, placed.delivery_date) < as_of
      and (placed.received_date is not null or placed.status is distinct from 'delivered')
      and coalesce(placed.status, 'ordered') not in ('draft', 'cancelled')) line
  group by 1, 2, 3
$$;

-- Stock on a day, and what was used in the days before it.
create or replace function app.stock(wanted int, as_of date, days int)
returns table (item_id int, project_id int, on_hand bigint, used bigint)
language sql stable parallel safe as $$
  select item.id, item.project_id, coalesce(item.quantity_on_hand, 0) - coalesce(moved.since, 0), coalesce(moved.used, 0)
  from public.inventory_items item
  left join lateral (
    select sum(movement.quantity) filter (where movement.moved_on > as_of) as since,
      -sum(movement.quantity) filter (where movement.movement_type = 'issue' and movement.moved_on > as_of - days and movement.moved_on <= as_of) as used
    from public.inventory_movements movement where movement.item_id = item.id and movement.moved_on > as_of - days) moved on true
  where wanted is null or item.project_id = wanted
$$;

-- The latest entry of each phase, and of the whole project, up to a day.
create or replace function app.progress(wanted int, as_of date)
returns table (id int, project_id int, phase text, percent_complete numeric, weight numeric, recorded_on date)
language sql stable parallel safe as $$
  select distinct on (entry.project_id, entry.phase) entry.id, entry.project_id, entry.phase, entry.percent_complete, entry.weight, entry.recorded_on
  from public.project_progress entry where entry.recorded_on <= as_of and (wanted is null or entry.project_id = wanted)
  order by entry.project_id, entry.phase, entry.recorded_on desc, entry.id desc
$$;

grant execute on function app.overdue_invoices(int, date), app.overdue(int, date), app.cash_to_come(int, date, date), app.cash_ahead(int, date, date), app.deliveries(int, date),
  app.stock(int, date, int), app.progress(int, date) to authenticated, service_role, peppi_jobs;

-- Alert rules and scheduled work read the same figures.
do $$
declare
  source text;
begin
  foreach source in array array['finances', 'budget_lines', 'budget_exceptions', 'exchange_rates', 'supply_orders', 'supply_receipts', 'inventory_items',
    'inventory_movements', 'project_milestones', 'project_progress', 'strategie_kpis', 'strategie_kpi_values', 'strategie_action_plans', 'commercial_activities', 'chantier_messages'] loop
    execute format('drop policy if exists peppi_figures on public.%I', source);
    execute format('create policy peppi_figures on public.%I for select to peppi_jobs using (true)', source);
    execute format('grant select on public.%I to peppi_jobs', source);
  end loop;
end $$;

-- Who changed what a budget does, and who gave leave, is kept.
create or replace trigger peppi_audit after insert or update or delete on public.budget_lines for each row execute function app.audit();
create or replace trigger peppi_audit after insert or update or delete on public.budget_exceptions for each row execute function app.audit();
create or replace trigger peppi_audit after insert or update or delete on public.exchange_rates for each row execute function app.audit();

-- For the rest of the transaction each statement is planned for its own parameters: a portfolio wants other plans than a project, and a
-- thousand listed projects other ones than ten.
create or replace function app.plan_each() returns table (mine boolean)
language plpgsql as $$
begin
  perform pg_catalog.set_config('plan_cache_mode', 'force_custom_plan', true);
  return query select true;
end $$;
grant execute on function app.plan_each() to anon, authenticated, service_role, peppi_jobs;
