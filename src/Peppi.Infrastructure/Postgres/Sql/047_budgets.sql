-- Rows of an order: their project is the order's, whatever a client says, so that row-level security judges the right one.
create or replace function app.inherit_order_project() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  select parent.project_id into new.project_id from public.supply_orders parent where parent.id = new.order_id;
  return new;
end $$;

create or replace trigger peppi_inherit_project before insert or update on public.supply_receipts for each row execute function app.inherit_order_project();
create or replace trigger peppi_inherit_project before insert or update on public.budget_exceptions for each row execute function app.inherit_order_project();

-- One policy for the whole of a project.
create unique index if not exists budget_lines_whole_project on public.budget_lines (project_id) where category is null;

-- An insert that does not say who means the caller.
alter table public.exchange_rates alter column created_by set default auth.uid();
alter table public.budget_exceptions alter column granted_by set default auth.uid();
alter table public.supply_receipts alter column received_by set default auth.uid();
alter table public.project_progress alter column author_id set default auth.uid();

-- The baseline is what the budget was agreed to be at first: once approved it stays, and changes are rows of a later version.
create or replace function app.freeze_baseline() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.project_id, new.type, new.amount, new.currency, new.category, new.budget_version, new.status, new.record_date)
     is not distinct from (old.project_id, old.type, old.amount, old.currency, old.category, old.budget_version, old.status, old.record_date) then
    return null;
  end if;
  raise exception using errcode = 'PGRST', detail = '{"status": 409, "headers": {}}',
    message = '{"code": "budget_frozen", "message": "An approved baseline is frozen: neither its amount nor its line changes any more.", "hint": "Record the change as a budget row of a later budget_version."}';
end $$;

-- After the row's own checks: what is no number is refused as that. Figures count every row that is neither draft nor cancelled.
create or replace trigger peppi_freeze after update or delete on public.finances
  for each row when (old.type = 'budget' and coalesce(old.status, 'approved') not in ('draft', 'cancelled') and old.budget_version = 1) execute function app.freeze_baseline();

-- What is added to a line whose baseline stands is a change of it, whether or not the client says so: a new row, an old draft that is
-- approved, a row that becomes a budget or comes from another line.
create or replace function app.number_budget() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if app.acting_role() not in ('authenticated', 'service_role') then return new; end if;
  -- Two at once would both find no baseline, or one and the same number.
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended(pg_catalog.concat_ws(':', 'budget', new.project_id, new.category), 7305804402566689131));
  if exists (select from public.finances line where line.project_id = new.project_id and line.category is not distinct from new.category and line.id <> new.id
      and line.type = 'budget' and line.budget_version = 1 and coalesce(line.status, 'approved') not in ('draft', 'cancelled')) then
    if tg_op = 'UPDATE' then
      if old.type = 'budget' and old.budget_version > 1 then
        raise exception using errcode = 'PGRST', detail = '{"status": 409, "headers": {}}',
          message = '{"code": "budget_frozen", "message": "The line has its baseline: a change of it does not become part of that.", "hint": "Leave its budget_version above 1."}';
      end if;
    end if;
    select max(line.budget_version) + 1 into new.budget_version from public.finances line
    where line.project_id = new.project_id and line.category is not distinct from new.category and line.type = 'budget';
  end if;
  return new;
end $$;

create or replace trigger peppi_number_budget before insert on public.finances
  for each row when (new.type = 'budget' and new.budget_version = 1) execute function app.number_budget();
create or replace trigger peppi_number_budget_update before update of type, status, budget_version, category, project_id on public.finances
  for each row when (new.type = 'budget' and new.budget_version = 1 and coalesce(new.status, 'approved') not in ('draft', 'cancelled')
    -- What is the baseline already stays it; peppi_freeze refuses the rest.
    and not (coalesce(old.type, '') = 'budget' and old.budget_version = 1 and coalesce(old.status, 'approved') not in ('draft', 'cancelled')))
  execute function app.number_budget();

-- What never is: money spent below zero, or a baseline. (A credit note is a negative invoice; a budget is cut by a later version.) Rows
-- that stand from before stay as they are until somebody changes just that.
create or replace function app.guard_amounts() returns trigger language plpgsql as $$
begin
  raise exception using errcode = '23514', message = format('amount must not be negative for %s.', case new.type when 'expense' then 'an expense' else 'the baseline of a budget' end),
    hint = case new.type when 'expense' then 'Record what came back as an invoice with a negative amount.' else 'Cut a budget by a row of a later budget_version.' end;
end $$;

-- Behind peppi_number_budget, by its name.
create or replace trigger peppi_sound_amount before insert or update of amount, type, budget_version on public.finances
  for each row when (new.amount < 0 and (new.type = 'expense' or (new.type = 'budget' and new.budget_version = 1))) execute function app.guard_amounts();

-- Retention: a rate alone says the amount. It follows amount and rate until somebody writes another.
create or replace function app.withhold_retention() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if new.retention_amount is not distinct from old.retention_amount and (new.amount, new.retention_rate) is distinct from (old.amount, old.retention_rate)
       and old.retention_amount = round(old.amount * old.retention_rate / 100, 2) then
      new.retention_amount := null;
    end if;
  end if;
  if new.retention_amount is null and new.retention_rate > 0 and new.amount > 0 then
    new.retention_amount := round(new.amount * new.retention_rate / 100, 2);
  end if;
  return new;
end $$;

create or replace trigger peppi_withhold before insert or update on public.finances
  for each row when (new.type = 'invoice' and (new.retention_rate is not null or new.retention_amount is not null)) execute function app.withhold_retention();

-- In whose name something was done is not the client's to say.
create or replace function app.sign_row() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if app.acting_role() <> 'authenticated' then return new; end if;
  -- A foreign key may empty the person when he goes.
  case tg_table_name
    when 'budget_exceptions' then new.granted_by := case when tg_op = 'INSERT' then auth.uid() when new.granted_by is not null then old.granted_by end;
    when 'supply_receipts' then new.received_by := case when tg_op = 'INSERT' then auth.uid() when new.received_by is not null then old.received_by end;
    when 'project_progress' then new.author_id := case when tg_op = 'INSERT' then auth.uid() when new.author_id is not null then old.author_id end;
  end case;
  return new;
end $$;

create or replace trigger peppi_sign before insert or update on public.budget_exceptions for each row execute function app.sign_row();
create or replace trigger peppi_sign before insert or update on public.supply_receipts for each row execute function app.sign_row();
create or replace trigger peppi_sign before insert or update on public.project_progress for each row execute function app.sign_row();

-- Leave was given to an order as it was: with another project, line or currency it is another order. (The audit log keeps who gave it.)
create or replace function app.end_leave() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from public.budget_exceptions where order_id = new.id;
  return null;
end $$;

create or replace trigger peppi_end_leave after update on public.supply_orders
  for each row when ((old.project_id, old.category, old.currency) is distinct from (new.project_id, new.category, new.currency)) execute function app.end_leave();

-- What an order takes out of a budget: nothing as a draft or cancelled, else its price, whatever word an old client has for its status.
create or replace function app.placed_value(status text, total numeric) returns numeric language sql immutable parallel safe
  return case when status in ('draft', 'cancelled') then 0 else coalesce(total, 0) end;

-- One row a project that whoever checks its budgets writes first: two orders at once queue here, so that the second sees the first, and
-- under a stricter isolation is told to try again.
create table if not exists app.budget_locks (project_id int primary key, checks bigint not null default 1);

-- Refuses, tells or lets pass what has just been placed, line by line. It runs as the owner: whoever places an order may not see all
-- that the budget holds, and the figures are told only to those who may.
create or replace function app.check_order_budgets(placed int[]) returns void
language plpgsql security definer set search_path = '' as $$
declare
  line record;
  sums record;
  of_line int[];
  unexcused int[];
  may_change boolean;
  may_see boolean;
  available numeric;
  figures jsonb;
  what text;
begin
  if not exists (
    select from public.supply_orders item join public.budget_lines limits
      on limits.project_id = item.project_id and (limits.category is null or limits.category = item.category or item.category is null)
    where item.id = any (placed) and limits.policy <> 'ignore') then return; end if;

  for line in select distinct item.project_id as id from public.supply_orders item where item.id = any (placed) and item.project_id is not null order by 1 loop
    insert into app.budget_locks as held (project_id) values (line.id) on conflict (project_id) do update set checks = held.checks + 1;
  end loop;

  for line in
    select limits.project_id, limits.category, limits.policy, project.name,
      -- As MoneyFigures tells it.
      coalesce(project.currency, (select min(row.currency) from public.finances row
        where row.project_id = limits.project_id and row.type = 'budget' and row.amount > 0 and coalesce(row.status, 'approved') not in ('draft', 'cancelled')), min(item.currency)) as currency,
      limits.spared, array_agg(item.id order by item.id) as orders
    from public.supply_orders item
    join (
      select rule.project_id, rule.category, rule.policy, false as implied, null::text[] as spared from public.budget_lines rule
      union all
      -- An order that names no line must not slip past those that stop: the whole project's budget stops it, unless a policy for that was set …
      select distinct rule.project_id, null, 'stop', true, null::text[] from public.budget_lines rule
      where rule.policy = 'stop' and rule.category is not null
        and not exists (select from public.budget_lines whole where whole.project_id = rule.project_id and whole.category is null)
      union all
      -- … and, whatever was set for that, it may spend only what is left beside those lines: their money is for orders that name them.
      select rule.project_id, null, 'stop', true, array_agg(rule.category order by rule.category) from public.budget_lines rule
      where rule.policy = 'stop' and rule.category is not null group by rule.project_id) limits
      on limits.project_id = item.project_id and (limits.category = item.category or (limits.category is null and (not limits.implied or item.category is null)))
    join public.projects project on project.id = limits.project_id
    where item.id = any (placed) and limits.policy <> 'ignore'
    group by limits.project_id, limits.category, limits.policy, limits.implied, limits.spared, project.id
    order by limits.project_id, limits.policy, limits.category nulls first, limits.spared nulls first
  loop
    select coalesce(sum(part.budget * part.rate), 0) as budget, coalesce(sum(part.actual * part.rate), 0) as actual,
      coalesce(sum(part.remaining * part.rate), 0) as remaining, coalesce(sum(part.pending * part.rate), 0) as pending,
      array_agg(distinct part.currency) filter (where part.rate is null and part.weight <> 0) as unrated
    into sums
    from (
      select money.budget, money.actual, coalesce(money.remaining, 0) as remaining, coalesce(money.pending, 0) as pending, money.currency,
        abs(money.budget) + abs(money.actual) + coalesce(money.remaining, 0) + coalesce(money.pending, 0) as weight,
        app.rate_on(coalesce(money.currency, line.currency), line.currency, current_date) as rate
      from app.money_of(array[line.project_id], 'infinity') money
      where (line.category is null or money.category = line.category)
        and (line.spared is null or money.category is null or money.category <> all (line.spared))) part;
    available := sums.budget - sums.actual - sums.remaining - sums.pending;
    if available >= 0 and sums.unrated is null then continue; end if;

    may_change := app.acting_role() <> 'authenticated' or app.sees_all('finance', 'update') or line.project_id = any (app.own_projects('finance', 'update'));
    may_see := app.acting_role() <> 'authenticated' or app.sees_all('finance', 'select') or line.project_id = any (app.own_projects('finance', 'select'));
    figures := jsonb_build_object('project_id', line.project_id, 'category', line.category, 'policy', line.policy, 'orders', to_jsonb(line.orders)) || case when line.spared is null then '{}' else jsonb_build_object('beside', to_jsonb(line.spared)) end;
    if may_see then
      figures := figures || jsonb_build_object('currency', line.currency, 'budget', sums.budget, 'actual', sums.actual,
        'remaining_commitment', sums.remaining, 'not_yet_confirmed', sums.pending, 'available', available, 'exceeded_by', -available);
    end if;
    what := case when line.spared is null then coalesce(line.category, 'whole project') else 'for orders without a line' end || ' of ' || line.name;

    if line.policy = 'stop' then
      select array_agg(item.id) into unexcused from public.supply_orders item
      where item.id = any (line.orders)
        and not (may_change and coalesce(trim(item.budget_exception), '') <> '')
        and not exists (select from public.budget_exceptions leave where leave.order_id = item.id and (leave.amount is null or leave.amount >= item.total_amount));
      if unexcused is not null and sums.unrated is not null then
        raise exception using errcode = 'PGRST', detail = '{"status": 409, "headers": {}}', message = jsonb_build_object(
          'code', 'budget_rate_missing', 'message', format('The budget %s cannot be checked: no exchange rate to %s is known for %s.', what, line.currency, array_to_string(sums.unrated, ', ')),
          'details', (figures - 'available' - 'exceeded_by')::text, 'hint', 'Enter the rate in exchange_rates.')::text;
      end if;
      if unexcused is not null then
        raise exception using errcode = 'PGRST', detail = '{"status": 409, "headers": {}}', message = jsonb_build_object(
          'code', 'budget_exceeded', 'message', format('The order would exceed the budget %s.', what),
          'details', figures::text, 'hint', case when line.spared is null then '' else 'Name the line that it is for (category): lines that stop keep their money for orders that name them. ' end
            || 'Somebody who may change the finances of the project can allow it: budget_exceptions, or budget_exception with the order.')::text;
      end if;
      insert into public.budget_exceptions (order_id, amount, reason, granted_by)
      select item.id, item.total_amount, item.budget_exception, auth.uid() from public.supply_orders item
      where item.id = any (line.orders) and coalesce(trim(item.budget_exception), '') <> ''
        and not exists (select from public.budget_exceptions leave where leave.order_id = item.id and (leave.amount is null or leave.amount >= item.total_amount));
    elsif sums.unrated is null then
      insert into public.alerts (project_id, alert_type, priority, raised_priority, message, message_en, link, dedup_key, details)
      select line.project_id, 'budget_exceeded', 'high', 'high',
        format('%s : les commandes dépassent le budget%s.', line.name, coalesce(' ' || line.category, '')),
        format('%s: orders exceed the budget%s.', line.name, coalesce(' ' || line.category, '')),
        format('/budgets/%s', line.project_id),
        format('budget_exceeded:%s:%s', line.project_id, coalesce(line.category, '*')),
        jsonb_build_object('project_id', line.project_id, 'category', line.category, 'orders', to_jsonb(line.orders), 'currency', line.currency,
          'budget', sums.budget, 'available', available)
      where coalesce((select rule.enabled from public.alert_rules rule where rule.code = 'budget_exceeded' and (rule.project_id = line.project_id or rule.project_id is null)
        order by rule.project_id nulls last limit 1), true)
      on conflict do nothing;
    end if;
  end loop;
end $$;

create or replace function app.check_new_orders() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  grown int[] := array(select placed.id from new_rows placed where app.placed_value(placed.status, placed.total_amount) > 0);
begin
  if cardinality(grown) > 0 then perform app.check_order_budgets(grown); end if;
  return null;
end $$;

-- An order that costs no more than before is not asked again: what is over budget already must still be received and billed.
create or replace function app.check_changed_orders() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  grown int[] := array(
    select placed.id from new_rows placed join old_rows before on before.id = placed.id
    where app.placed_value(placed.status, placed.total_amount) > app.placed_value(before.status, before.total_amount)
      or (app.placed_value(placed.status, placed.total_amount) > 0
        and (placed.project_id, placed.category, placed.currency) is distinct from (before.project_id, before.category, before.currency)));
begin
  if cardinality(grown) > 0 then perform app.check_order_budgets(grown); end if;
  return null;
end $$;

create or replace trigger peppi_budget_insert after insert on public.supply_orders
  referencing new table as new_rows for each statement execute function app.check_new_orders();
create or replace trigger peppi_budget_update after update on public.supply_orders
  referencing old table as old_rows new table as new_rows for each statement execute function app.check_changed_orders();

-- A baseline that those who run a project could move would measure nothing.
create or replace function app.guard_milestones() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if app.acting_role() = 'authenticated' and not app.sees_all('projects', 'update') then
    raise exception using errcode = '42501', message = 'Only somebody who may change every project may change a baseline.';
  end if;
  return new;
end $$;

create or replace function app.guard_milestones_gone() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if pg_trigger_depth() = 1 and app.acting_role() = 'authenticated' and not app.sees_all('projects', 'update') then
    raise exception using errcode = '42501', message = 'Only somebody who may change every project may delete a milestone that has a baseline.';
  end if;
  return old;
end $$;

-- The same of the project itself: slippage and planned value are measured from its first and last day. Whoever runs it may set them once.
create or replace function app.guard_project_baseline() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if app.acting_role() = 'authenticated' and not app.sees_all('projects', 'update') then
    raise exception using errcode = 'PGRST', detail = '{"status": 409, "headers": {}}',
      message = '{"code": "baseline_frozen", "message": "The first and the last day of a project are its baseline: once set, only somebody who may change every project changes them.", "hint": "Say in forecast_end_date when it will end; ask the general management for a new baseline."}';
  end if;
  return new;
end $$;

create or replace trigger peppi_guard_baseline before update of start_date, end_date on public.projects
  for each row when ((old.start_date is not null and old.start_date is distinct from new.start_date) or (old.end_date is not null and old.end_date is distinct from new.end_date))
  execute function app.guard_project_baseline();

create or replace trigger peppi_guard_gone before delete on public.project_milestones
  for each row when (old.baseline_date is not null) execute function app.guard_milestones_gone();
create or replace trigger peppi_guard before update of baseline_date on public.project_milestones
  for each row when (old.baseline_date is not null and old.baseline_date is distinct from new.baseline_date) execute function app.guard_milestones();
