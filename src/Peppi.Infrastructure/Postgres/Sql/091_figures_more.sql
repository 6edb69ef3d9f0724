-- Sums beside those of 090_figures.sql: months, what is overdue, deliveries, stock, progress. All with the caller's rights.

create index if not exists finances_unpaid on public.finances (project_id, due_date)
  include (amount, paid_amount, currency, direction, status, retention_amount, retention_released_date)
  where type = 'invoice' and paid_date is null and due_date is not null;
create index if not exists finances_paid on public.finances (paid_date) where type = 'invoice' and paid_date is not null;

-- Cost and cash by month. Cost by the day that a row counts for, cash by the day that it moved. The payment of an invoice that is an
-- expense of its own is that expense; what was paid beyond is the invoice's.
create or replace function app.money_months(wanted int, from_day date, to_day date)
returns table (project_id int, currency text, month date, expenses numeric, invoices numeric, cash_out numeric, cash_in numeric)
language sql stable parallel safe as $$
  with counted as materialized (
    select row.id, row.project_id, row.currency, row.type, row.direction, row.amount, row.record_date, row.paid_date, row.paid_amount, row.invoice_id
    from public.finances row
    where (wanted is null or row.project_id = wanted) and row.amount is not null and row.type in ('expense', 'invoice')
      and (row.status is null or row.status not in ('draft', 'cancelled')) and (row.record_date is null or row.record_date <= to_day)),
  paid as (select invoice_id, currency, sum(amount) as amount from counted where type = 'expense' and invoice_id is not null group by 1, 2),
  costs as (
    select counted.*, coalesce(paid.amount, 0) as expensed
    from counted left join paid on counted.type = 'invoice' and paid.invoice_id = counted.id and paid.currency is not distinct from counted.currency),
  moves as (
    select project_id, currency, record_date as day, amount as expenses, 0::numeric as invoices, 0::numeric as cash_out, 0::numeric as cash_in from costs where type = 'expense'
    union all
    select project_id, currency, record_date, 0, case when amount < 0 then amount else greatest(0, amount - expensed) end, 0, 0
    from costs where type = 'invoice' and direction = 'payable'
    union all
    select project_id, currency, coalesce(paid_date, record_date), 0, 0, amount, 0 from costs where type = 'expense'
    union all
    select project_id, currency, paid_date, 0, 0, greatest(0, coalesce(paid_amount, amount) - expensed), 0
    from costs where type = 'invoice' and direction = 'payable' and paid_date is not null
    union all
    select project_id, currency, paid_date, 0, 0, 0, coalesce(paid_amount, amount) from costs where type = 'invoice' and direction = 'receivable' and paid_date is not null
    union all
    select sale.project_id, sale.currency, coalesce(sale.paid_date, sale.record_date), 0, 0, 0, sale.amount
    from public.commercial_activities sale
    where (wanted is null or sale.project_id = wanted) and sale.activity_type = 'payment' and sale.amount is not null
      and (sale.status = 'paid' or (sale.status is null and sale.record_date is not null)))
  select project_id, currency, date_trunc('month', day)::date, sum(expenses), sum(invoices), sum(cash_out), sum(cash_in)
  from moves where day between from_day and to_day group by 1, 2, 3
$$;

-- Invoices whose day of payment has passed and what is still due of them, less retention that is rightly held back.
create or replace function app.overdue_invoices(wanted int, as_of date)
returns table (id int, project_id int, currency text, direction text, due_date date, outstanding numeric)
language sql stable parallel safe as $$
  select row.id, row.project_id, row.currency, row.direction, row.due_date,
    row.amount - coalesce(row.paid_amount, 0) - case when row.retention_released_date <= as_of then 0 else coalesce(row.retention_amount, 0) end
  from public.finances row
  where row.type = 'invoice' and row.paid_date is null and row.due_date < as_of and (wanted is null or row.project_id = wanted)
    and (row.status is null or row.status not in ('draft', 'cancelled', 'paid'))
    and row.amount > coalesce(row.paid_amount, 0) + case when row.retention_released_date <= as_of then 0 else coalesce(row.retention_amount, 0) end
  union all
  select row.id, row.project_id, row.currency, row.direction, row.due_date,
    row.amount - case when row.retention_released_date <= as_of then 0 else coalesce(row.retention_amount, 0) end
  from public.finances row
  where row.type = 'invoice' and row.paid_date > as_of and row.due_date < as_of and (wanted is null or row.project_id = wanted)
    and (row.status is null or row.status not in ('draft', 'cancelled'))
    and row.amount > case when row.retention_released_date <= as_of then 0 else coalesce(row.retention_amount, 0) end
$$;

-- The same, by tranche of thirty days.
create or replace function app.overdue(wanted int, as_of date)
returns table (project_id int, currency text, direction text, tranche int, invoices int, outstanding numeric)
language sql stable parallel safe as $$
  select late.project_id, late.currency, late.direction, least(3, (as_of - late.due_date - 1) / 30), count(*)::int, sum(late.outstanding)
  from app.overdue_invoices(wanted, as_of) late group by 1, 2, 3, 4
$$;

-- Order lines that were due up to a day, by project, supplier and currency. What counts is the day promised, else the day announced.
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
    select placed.project_id, placed.supplier, placed.currency, coalesce(placed.promised_date, placed.delivery_date) as promised,
      case when placed.received_date <= as_of then placed.received_date when placed.received_date is null and placed.status = 'delivered' then coalesce(placed.promised_date, placed.delivery_date) end as came,
      greatest(0, placed.quantity - coalesce(placed.received_quantity, 0)) * placed.unit_price as awaited
    from public.supply_orders placed
    where (wanted is null or placed.project_id = wanted) and coalesce(placed.promised_date, placed.delivery_date) < as_of
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

grant execute on function app.money_months(int, date, date), app.overdue_invoices(int, date), app.overdue(int, date), app.deliveries(int, date),
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
