-- Ledgers: stock, deliveries, progress and KPIs keep every change as a row, and the columns that the old clients read and write follow
-- from those. A direct write of such a column becomes the row that explains it. peppi.ledger says which side is being carried over, so
-- that a change does not come back as another; only these functions set it.

-- Stock: movements make quantity_on_hand …
create or replace function app.stock_follows() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if current_setting('peppi.ledger', true) = 'stock' then return null; end if;
  perform set_config('peppi.ledger', 'stock', true);
  if tg_op <> 'INSERT' then
    update public.inventory_items set quantity_on_hand = coalesce(quantity_on_hand, 0) - old.quantity where id = old.item_id;
  end if;
  if tg_op <> 'DELETE' then
    update public.inventory_items set quantity_on_hand = coalesce(quantity_on_hand, 0) + new.quantity where id = new.item_id;
  end if;
  perform set_config('peppi.ledger', '', true);
  return null;
end $$;

create or replace trigger peppi_stock after insert or delete or update of quantity, item_id on public.inventory_movements
  for each row execute function app.stock_follows();

-- … and a quantity that somebody counted becomes the movement that corrects it.
create or replace function app.stock_counted() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  difference int := coalesce(new.quantity_on_hand, 0) - case tg_op when 'UPDATE' then coalesce(old.quantity_on_hand, 0) else 0 end;
begin
  if difference = 0 or current_setting('peppi.ledger', true) = 'stock' then return null; end if;
  perform set_config('peppi.ledger', 'stock', true);
  insert into public.inventory_movements (item_id, movement_type, quantity, notes)
  values (new.id, 'adjustment', difference, case tg_op when 'INSERT' then 'Stock initial' else 'Correction de la quantité en stock' end);
  perform set_config('peppi.ledger', '', true);
  return null;
end $$;

create or replace trigger peppi_stock_counted after insert or update of quantity_on_hand on public.inventory_items
  for each row execute function app.stock_counted();

-- A row points to rows of its own project: otherwise a delivery here would fill a stock there, and a payment here settle a bill there.
create or replace function app.keep_within_project() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  foreign_to text;
begin
  case tg_table_name
    when 'supply_orders' then
      if exists (select from public.inventory_items item where item.id = new.inventory_item_id and item.project_id is distinct from new.project_id) then foreign_to := 'inventory_item_id'; end if;
    when 'finances' then
      if exists (select from public.supply_orders placed where placed.id = new.order_id and placed.project_id is distinct from new.project_id) then foreign_to := 'order_id';
      elsif exists (select from public.finances bill where bill.id = new.invoice_id and bill.project_id is distinct from new.project_id) then foreign_to := 'invoice_id'; end if;
  end case;
  if foreign_to is not null then
    raise exception using errcode = '23514', message = format('%s names a row of another project.', foreign_to), hint = 'Name a row of the same project.';
  end if;
  return new;
end $$;

create or replace trigger peppi_keep_within_new before insert on public.supply_orders
  for each row when (new.inventory_item_id is not null) execute function app.keep_within_project();
-- After the whole of the statement: a bill and what pays it may move together.
drop trigger if exists peppi_keep_within on public.supply_orders;
drop trigger if exists peppi_keep_within on public.finances;
create trigger peppi_keep_within after update on public.supply_orders
  for each row when (new.inventory_item_id is not null and (old.inventory_item_id, old.project_id) is distinct from (new.inventory_item_id, new.project_id)) execute function app.keep_within_project();
create or replace trigger peppi_keep_within_new before insert on public.finances
  for each row when (new.order_id is not null or new.invoice_id is not null) execute function app.keep_within_project();

-- What settles an order or an invoice belongs to its line unless it names one: money without a line would leave the line that it settles
-- free to be spent again.
create or replace function app.take_line() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  new.category := coalesce(
    (select placed.category from public.supply_orders placed where placed.id = new.order_id),
    (select coalesce(bill.category, placed.category) from public.finances bill left join public.supply_orders placed on placed.id = bill.order_id where bill.id = new.invoice_id));
  return new;
end $$;
create or replace trigger peppi_take_line before insert or update of type, category, order_id, invoice_id on public.finances
  for each row when (new.category is null and new.type in ('expense', 'invoice') and (new.order_id is not null or new.invoice_id is not null)) execute function app.take_line();
update public.finances settles set category = null
where settles.category is null and settles.type in ('expense', 'invoice') and (
  exists (select from public.supply_orders placed where placed.id = settles.order_id and placed.category is not null)
  or exists (select from public.finances bill where bill.id = settles.invoice_id and (bill.category is not null
    or exists (select from public.supply_orders placed where placed.id = bill.order_id and placed.category is not null))));

create trigger peppi_keep_within after update on public.finances
  for each row when ((new.order_id is not null or new.invoice_id is not null) and (old.order_id, old.invoice_id, old.project_id) is distinct from (new.order_id, new.invoice_id, new.project_id)) execute function app.keep_within_project();

-- A row that moves to another project takes with it what is only a part of it; where rows of their own name it, it stays, or moves with
-- them in one statement.
create or replace function app.move_with() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  left_behind text;
begin
  case tg_table_name
    when 'inventory_items' then
      update public.inventory_movements set project_id = new.project_id where item_id = new.id;
      if exists (select from public.supply_orders placed where placed.inventory_item_id = new.id and placed.project_id is distinct from new.project_id) then left_behind := 'supply_orders'; end if;
    when 'supply_orders' then
      update public.supply_receipts set project_id = new.project_id where order_id = new.id;
      if exists (select from public.finances bill where bill.order_id = new.id and bill.project_id is distinct from new.project_id) then left_behind := 'finances'; end if;
    when 'finances' then
      if exists (select from public.finances paid where paid.invoice_id = new.id and paid.project_id is distinct from new.project_id) then left_behind := 'finances'; end if;
    when 'strategie_kpis' then
      update public.strategie_kpi_values set project_id = new.project_id where kpi_id = new.id;
  end case;
  if left_behind is not null then
    raise exception using errcode = '23514', message = format('Rows of %s name this row and would stay with the other project.', left_behind), hint = 'Move them in the same statement, or unlink them first.';
  end if;
  return null;
end $$;

do $$
declare
  parent text;
begin
  foreach parent in array array['inventory_items', 'supply_orders', 'finances', 'strategie_kpis'] loop
    execute format('create or replace trigger peppi_move_with after update of project_id on public.%I for each row
      when (old.project_id is distinct from new.project_id and new.project_id is not null) execute function app.move_with()', parent);
  end loop;
end $$;

-- Deliveries: receipts make received quantity, day and status of the order, and fill the stock item that it is for …
create or replace function app.receipt_follows() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  of_order int := case tg_op when 'DELETE' then old.order_id else new.order_id end;
  came int := case tg_op when 'INSERT' then new.quantity when 'DELETE' then -old.quantity else new.quantity - old.quantity end;
  total int;
  last_day date;
begin
  if coalesce(current_setting('peppi.ledger', true), '') not in ('receipt', 'backfill') then
    perform set_config('peppi.ledger', 'receipt', true);
    select coalesce(sum(receipt.quantity), 0), max(receipt.received_on) into total, last_day from public.supply_receipts receipt where receipt.order_id = of_order;
    update public.supply_orders placed set
      received_quantity = total,
      received_date = case when total >= placed.quantity then last_day end,
      status = case
        when placed.status = 'cancelled' then placed.status
        when total >= placed.quantity then 'delivered'
        when total > 0 then 'partially_delivered'
        when placed.status in ('partially_delivered', 'delivered') then 'confirmed'
        else placed.status end
    where placed.id = of_order;
    perform set_config('peppi.ledger', '', true);
  end if;
  -- What came before there was a ledger is in the stock already.
  if came <> 0 and coalesce(current_setting('peppi.ledger', true), '') <> 'backfill' then
    insert into public.inventory_movements (item_id, movement_type, quantity, moved_on, order_id)
    select placed.inventory_item_id, 'receipt', came, case tg_op when 'DELETE' then current_date else new.received_on end, placed.id
    from public.supply_orders placed join public.inventory_items item on item.id = placed.inventory_item_id
    -- The item may have been moved to another project since.
    where placed.id = of_order and (item.project_id <> placed.project_id) is not true;
  end if;
  return null;
end $$;

create or replace trigger peppi_receipt after insert or delete or update of quantity, received_on on public.supply_receipts
  for each row execute function app.receipt_follows();

-- What came for one order did not come for another: neither that order nor its stock would learn of it.
create or replace function app.guard_receipts() returns trigger language plpgsql as $$
begin
  raise exception using errcode = '23514', message = 'A delivery stays with its order.', hint = 'Delete it, and enter it with the other order.';
end $$;

create or replace trigger peppi_guard before update of order_id on public.supply_receipts
  for each row when (old.order_id is distinct from new.order_id) execute function app.guard_receipts();

-- What is used leaves the stock: with the wrong sign it would come in, and the measured use would fall.
create or replace function app.guard_movements() returns trigger language plpgsql as $$
begin
  raise exception using errcode = '23514', message = 'The quantity of an issue is what the stock loses: it is below zero.', hint = 'Write what was used with a minus, or say movement_type receipt or return.';
end $$;

create or replace trigger peppi_guard before insert or update of movement_type, quantity on public.inventory_movements
  for each row when (new.movement_type = 'issue' and new.quantity > 0) execute function app.guard_movements();

-- … and a received quantity that a client writes on the order becomes a receipt. Day and status follow from it as from any other, except
-- where that client closes the order with less than was ordered.
create or replace function app.order_received() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  difference int;
  -- What the client says with this very write.
  said_day date := new.received_date;
  said_status text := new.status;
begin
  if current_setting('peppi.ledger', true) = 'receipt' then return null; end if;
  difference := coalesce(new.received_quantity, 0)
    - (select coalesce(sum(receipt.quantity), 0) from public.supply_receipts receipt where receipt.order_id = new.id);
  if difference = 0 then return null; end if;
  if tg_op = 'UPDATE' then
    said_day := case when new.received_date is distinct from old.received_date then new.received_date end;
    said_status := case when new.status is distinct from old.status then new.status end;
  end if;
  perform set_config('peppi.ledger', 'receipt', true);
  insert into public.supply_receipts (order_id, quantity, received_on)
  -- An order that is entered afterwards came when it was to come; what is told later without a day came now, or was counted wrong then.
  values (new.id, difference, coalesce(said_day, case when tg_op = 'INSERT' then least(new.delivery_date, current_date) when difference < 0 then new.received_date end, current_date));
  update public.supply_orders placed set received_date = told.day, status = told.status
  from (
    select case when came.whole or said_status = 'delivered' then coalesce(said_day, came.last_day) end as day,
      case
        when new.status = 'cancelled' then new.status
        when came.whole or said_status = 'delivered' then 'delivered'
        when new.received_quantity > 0 then 'partially_delivered'
        when new.status in ('partially_delivered', 'delivered') then 'confirmed'
        else new.status end as status
    from (
      select coalesce(new.received_quantity >= new.quantity, false) as whole, max(receipt.received_on) as last_day
      from public.supply_receipts receipt where receipt.order_id = new.id) came) told
  where placed.id = new.id and (placed.received_date, placed.status) is distinct from (told.day, told.status);
  perform set_config('peppi.ledger', '', true);
  return null;
end $$;

create or replace trigger peppi_received_insert after insert on public.supply_orders
  for each row when (new.received_quantity <> 0) execute function app.order_received();
create or replace trigger peppi_received_update after update of received_quantity on public.supply_orders
  for each row when (old.received_quantity is distinct from new.received_quantity) execute function app.order_received();

-- Progress: the latest entries make percent_complete (PhysicalProgress in Domain tells how) …
create or replace function app.percent_of(project int) returns numeric
language sql stable set search_path = '' as $$
  with latest as (
    select distinct on (entry.phase) entry.phase, entry.percent_complete, entry.weight, entry.recorded_on, entry.id
    from public.project_progress entry where entry.project_id = project
    order by entry.phase, entry.recorded_on desc, entry.id desc),
  whole as (select * from latest where phase is null)
  select case
    when exists (select from whole) and not exists (select from latest, whole where latest.phase is not null and (latest.recorded_on, latest.id) > (whole.recorded_on, whole.id))
      then (select percent_complete from whole)
    else (select round(sum(percent_complete * weight) / sum(weight), 2) from latest where phase is not null) end
$$;

create or replace function app.progress_follows() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  of_project int := case tg_op when 'DELETE' then old.project_id else new.project_id end;
begin
  if current_setting('peppi.ledger', true) = 'progress' then return null; end if;
  perform set_config('peppi.ledger', 'progress', true);
  update public.projects set percent_complete = app.percent_of(of_project)
  where id = of_project and percent_complete is distinct from app.percent_of(of_project);
  perform set_config('peppi.ledger', '', true);
  return null;
end $$;

create or replace trigger peppi_progress after insert or update or delete on public.project_progress for each row execute function app.progress_follows();

-- … and a percentage that somebody writes on the project becomes an entry for the whole of it.
create or replace function app.progress_written() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if current_setting('peppi.ledger', true) = 'progress' then return null; end if;
  perform set_config('peppi.ledger', 'progress', true);
  insert into public.project_progress (project_id, percent_complete, author_id)
  values (new.id, new.percent_complete, (select person.id from public.users person where person.id = auth.uid()));
  perform set_config('peppi.ledger', '', true);
  return null;
end $$;

create or replace trigger peppi_progress_insert after insert on public.projects
  for each row when (new.percent_complete is not null) execute function app.progress_written();
create or replace trigger peppi_progress_update after update of percent_complete on public.projects
  for each row when (new.percent_complete is not null and old.percent_complete is distinct from new.percent_complete) execute function app.progress_written();

-- KPIs: what one is now is also what its present period ends with, until the next … (095_kpi_values.sql is the way back) A new target alone
-- is the target of the present period where that was measured: it measures nothing, and past periods keep theirs.
create or replace function app.kpi_remembered() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if current_setting('peppi.ledger', true) = 'kpi' then return null; end if;
  if tg_op = 'UPDATE' then
    if new.current_value is not distinct from old.current_value then
      update public.strategie_kpi_values past set target_value = new.target_value
      where past.kpi_id = new.id and past.period_start = date_trunc(new.period, current_date)::date and past.target_value is distinct from new.target_value;
      return null;
    end if;
  end if;
  insert into public.strategie_kpi_values as past (kpi_id, period_start, value, target_value)
  values (new.id, date_trunc(new.period, current_date)::date, new.current_value, new.target_value)
  on conflict (kpi_id, period_start) do update set value = excluded.value, target_value = excluded.target_value
    where (past.value, past.target_value) is distinct from (excluded.value, excluded.target_value);
  return null;
end $$;

create or replace trigger peppi_remember_update after update of current_value, target_value on public.strategie_kpis
  for each row when (new.current_value is not null and (old.current_value, old.target_value) is distinct from (new.current_value, new.target_value)) execute function app.kpi_remembered();
create or replace trigger peppi_remember_insert after insert on public.strategie_kpis
  for each row when (new.current_value is not null and current_setting('peppi.ledger', true) is distinct from 'demo') execute function app.kpi_remembered();

-- What stood before there were ledgers gets the row that explains it; where all is explained this finds nothing.
select set_config('peppi.ledger', 'stock', true);
insert into public.inventory_movements (item_id, movement_type, quantity, notes)
select item.id, 'adjustment', item.quantity_on_hand - coalesce(moved.total, 0), 'Reprise'
from public.inventory_items item
left join (select item_id, sum(quantity) as total from public.inventory_movements group by 1) moved on moved.item_id = item.id
where item.quantity_on_hand <> coalesce(moved.total, 0);
select set_config('peppi.ledger', 'backfill', true);
insert into public.supply_receipts (order_id, quantity, received_on)
select placed.id, placed.received_quantity - coalesce(came.total, 0), coalesce(placed.received_date, least(placed.delivery_date, current_date), current_date)
from public.supply_orders placed
left join (select order_id, sum(quantity) as total from public.supply_receipts group by 1) came on came.order_id = placed.id
where placed.received_quantity <> coalesce(came.total, 0);
-- What came in full and was never closed.
select set_config('peppi.ledger', 'receipt', true);
update public.supply_orders placed set status = 'delivered',
  received_date = coalesce(placed.received_date, (select max(receipt.received_on) from public.supply_receipts receipt where receipt.order_id = placed.id))
where placed.quantity > 0 and placed.received_quantity >= placed.quantity and (placed.status is null or placed.status in ('ordered', 'confirmed', 'partially_delivered'));
select set_config('peppi.ledger', 'progress', true);
insert into public.project_progress (project_id, percent_complete, recorded_on)
select project.id, project.percent_complete, project.updated_at::date from public.projects project
where project.percent_complete is not null and not exists (select from public.project_progress entry where entry.project_id = project.id);
select set_config('peppi.ledger', '', true);
