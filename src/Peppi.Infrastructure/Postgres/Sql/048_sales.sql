-- Sales: a unit is held by one reservation at a time, and everything that tells so follows from that.
--
-- A reservation holds its unit from held_from until held_until: when it lapses if it is active, for ever if it is sold. One that has
-- lapsed holds nothing any more, at that very instant and without any job; the job only writes it down.

-- Two reservations of one unit at one time cannot exist, whoever writes them and however. A range of one unit stands for equality,
-- so that no extension (btree_gist) is needed: managed servers ask for a permission each.
do $$ begin
  if not exists (select from pg_constraint where conname = 'reservations_no_double_booking') then
    alter table public.reservations add constraint reservations_no_double_booking
      exclude using gist (int4range(unit_id, unit_id, '[]') with &&, tstzrange(held_from, held_until) with &&)
      where (status in ('active', 'sold'));
  end if;
end $$;

-- What a row says, made whole and judged before it is written.
create or replace function app.guard_reservations() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  unit public.units;
  holder public.reservations;
  log_id int;
begin
  if tg_op = 'UPDATE' and new.unit_id <> old.unit_id then
    raise exception using errcode = '23514', message = 'A reservation stays with its unit.', hint = 'Cancel it and reserve the other unit.';
  end if;

  -- Whoever wants the unit waits here for whoever was first; of twenty at once each looks again when it is his turn.
  select * into unit from public.units where id = new.unit_id for no key update;
  if not found then return new; end if;
  new.project_id := unit.project_id;

  -- Who may not reserve here is told that by row-level security, and nothing about the unit.
  if tg_op = 'INSERT' and app.acting_role() = 'authenticated' and not app.sees_all('commercial', 'insert')
     and not unit.project_id = any (app.own_projects('commercial', 'insert')) then
    return new;
  end if;

  new.status := coalesce(new.status, 'active');
  new.reserved_on := coalesce(new.reserved_on, current_date);
  new.price := coalesce(new.price, unit.list_price);
  if tg_op = 'UPDATE' then
    -- What was asked for and paid is in its currency.
    if exists (select from public.payments payment where payment.reservation_id = new.id) then
      if new.currency is distinct from old.currency and new.currency is not null then
        raise exception using errcode = '23514', message = 'A reservation keeps its currency once a payment is scheduled.', hint = 'Its payments are in that currency: delete them first, or cancel it and reserve again.';
      end if;
      new.currency := old.currency;
    else
      new.currency := coalesce(new.currency, unit.currency);
    end if;
    if old.status = 'cancelled' and new.status <> 'cancelled' then
      raise exception using errcode = '23514', message = 'A cancelled reservation stays cancelled.', hint = 'Reserve the unit again.';
    elsif old.status = 'sold' and new.status not in ('sold', 'cancelled') then
      raise exception using errcode = '23514', message = 'A sale can only be cancelled.';
    -- Extended: it holds again, if nobody else does.
    elsif old.status = 'expired' and new.status = 'expired' and new.expires_at is distinct from old.expires_at then
      new.status := 'active';
    end if;
  else
    new.currency := coalesce(new.currency, unit.currency);
  end if;
  -- The day of the sale is that of a sale, also of one that was given back.
  new.converted_on := case
    when new.status = 'sold' then coalesce(new.converted_on, current_date)
    when new.status = 'cancelled' and (tg_op = 'INSERT' or old.converted_on is not null) then new.converted_on end;
  if new.status = 'cancelled' then new.cancelled_on := coalesce(new.cancelled_on, current_date); end if;

  -- Entered afterwards, it holds since the day it says; made now, since now.
  new.held_from := case
    when tg_op = 'UPDATE' and new.reserved_on = old.reserved_on then old.held_from
    when new.reserved_on < current_date then new.reserved_on::timestamp at time zone 'UTC'
    else pg_catalog.clock_timestamp() end;
  new.held_until := case new.status when 'sold' then null when 'active' then new.expires_at else coalesce(least(new.expires_at, pg_catalog.clock_timestamp()), pg_catalog.clock_timestamp()) end;
  if new.held_until <= new.held_from then
    if new.status = 'active' then
      raise exception using errcode = '23514', message = 'A reservation lapses after it was made: expires_at is too early.';
    end if;
    new.held_until := new.held_from;
  end if;

  if new.status in ('active', 'sold') then
    -- Of a new one there is nothing to compare with: sold, or without a day to lapse on, it is held without end.
    if unit.status = 'withdrawn' and (tg_op = 'INSERT' or new.held_until is distinct from old.held_until) then
      raise exception using errcode = '23514', message = format('Unit %s is not for sale.', unit.reference);
    end if;
    select other.* into holder from public.reservations other
    where other.unit_id = new.unit_id and other.id <> new.id and other.status in ('active', 'sold')
      and tstzrange(other.held_from, other.held_until) && tstzrange(new.held_from, new.held_until)
    order by other.held_until desc nulls first limit 1;
    if found then
      raise exception using errcode = 'PGRST', detail = '{"status": 409, "headers": {}}', message = jsonb_build_object(
        'code', 'unit_already_reserved',
        'message', case
          when holder.status = 'sold' then format('Unit %s is already sold.', unit.reference)
          when holder.held_until is null then format('Unit %s is already reserved.', unit.reference)
          else format('Unit %s is already reserved until %s UTC.', unit.reference, to_char(holder.held_until at time zone 'UTC', 'YYYY-MM-DD HH24:MI')) end,
        'details', jsonb_build_object('unit_id', unit.id, 'status', case holder.status when 'sold' then 'sold' else 'reserved' end,
          'until', to_char(holder.held_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))::text,
        'hint', 'Nothing was written. Choose another unit, or try again when that reservation has lapsed.')::text;
    end if;
  end if;

  -- Its line in the log of sales, unless the log is where it came from.
  if tg_op = 'INSERT' and new.activity_id is null then
    insert into public.commercial_activities (project_id, activity_type, record_date, client_name, unit_reference, amount, currency, status, stage, expires_on, details)
    values (new.project_id, 'reservation', new.reserved_on, new.client_name, unit.reference, new.price, new.currency,
      app.sale_status(new.status), app.sale_stage(new.status), (new.expires_at at time zone 'UTC')::date,
      jsonb_build_object('unit_id', unit.id, 'unit_reference', unit.reference, 'reservation_id', new.id))
    returning id into log_id;
    new.activity_id := log_id;
  end if;
  return new;
end $$;

-- The words of the log for how a reservation stands.
create or replace function app.sale_status(status text) returns text language sql immutable parallel safe
  return case status when 'active' then 'open' when 'sold' then 'confirmed' else status end;
create or replace function app.sale_stage(status text) returns text language sql immutable parallel safe
  return case status when 'sold' then 'contract' else 'reservation' end;
revoke execute on function app.sale_status(text), app.sale_stage(text) from public;

-- Writes on a unit what its reservations say.
create or replace function app.settle_unit(unit int) returns void
language plpgsql security definer set search_path = '' as $$
declare
  holder public.reservations;
begin
  select other.* into holder from public.reservations other
  where other.unit_id = $1 and other.status in ('active', 'sold') and (other.held_until is null or other.held_until > pg_catalog.clock_timestamp())
  order by other.held_from desc limit 1;
  update public.units kept set
    status = case when holder.id is null then case kept.status when 'withdrawn' then 'withdrawn' else 'available' end when holder.status = 'sold' then 'sold' else 'reserved' end,
    reserved_until = case when holder.status = 'active' then holder.held_until end,
    sold_on = case when holder.status = 'sold' then holder.converted_on end
  where kept.id = $1
    and (kept.status, kept.reserved_until, kept.sold_on) is distinct from (
      case when holder.id is null then case kept.status when 'withdrawn' then 'withdrawn' else 'available' end when holder.status = 'sold' then 'sold' else 'reserved' end,
      case when holder.status = 'active' then holder.held_until end,
      case when holder.status = 'sold' then holder.converted_on end);
end $$;
revoke execute on function app.settle_unit(int) from public;

create or replace function app.follow_reservations() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'DELETE' then
    perform app.settle_unit(old.unit_id);
    update public.commercial_activities set status = 'cancelled' where id = old.activity_id;
    return null;
  end if;
  perform app.settle_unit(new.unit_id);
  if tg_op = 'UPDATE' and new.activity_id is not null then
    update public.commercial_activities set
      status = app.sale_status(new.status), stage = app.sale_stage(new.status), client_name = new.client_name, amount = new.price, currency = new.currency,
      record_date = new.reserved_on, expires_on = (new.expires_at at time zone 'UTC')::date,
      details = coalesce(details, '{}') || jsonb_strip_nulls(jsonb_build_object('cancel_reason', new.cancel_reason, 'converted_on', new.converted_on, 'cancelled_on', new.cancelled_on))
    where id = new.activity_id;
    if new.status in ('cancelled', 'expired') and old.status in ('active', 'sold') then
      update public.commercial_activities set status = 'cancelled'
      where id in (select payment.activity_id from public.payments payment where payment.reservation_id = new.id and payment.paid_on is null);
    elsif new.status in ('active', 'sold') and old.status = 'expired' then
      -- It holds again, so what was to be paid on it is due again.
      update public.commercial_activities set status = 'open'
      where status = 'cancelled' and id in (select payment.activity_id from public.payments payment where payment.reservation_id = new.id and payment.paid_on is null);
    end if;
  end if;
  return null;
end $$;

create or replace trigger peppi_guard before insert or update on public.reservations for each row execute function app.guard_reservations();
create or replace trigger peppi_follow after insert or update or delete on public.reservations for each row execute function app.follow_reservations();

-- Money follows its reservation: project, currency, and its line in the log.
create or replace function app.guard_payments() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  reservation public.reservations;
  log_id int;
  may_write boolean;
begin
  if tg_op = 'UPDATE' and new.reservation_id <> old.reservation_id then
    raise exception using errcode = '23514', message = 'A payment stays with its reservation.';
  end if;
  select * into reservation from public.reservations where id = new.reservation_id;
  if not found then return new; end if;
  new.project_id := reservation.project_id;
  new.currency := coalesce(new.currency, reservation.currency);

  -- Who may not write here is told that by row-level security, and nothing about the reservation.
  may_write := app.acting_role() <> 'authenticated' or app.sees_all('commercial', lower(tg_op)) or new.project_id = any (app.own_projects('commercial', lower(tg_op)));
  -- Nothing falls due any more on what was given up. (What comes of an instalment that was due is recorded all the same.)
  if tg_op = 'INSERT' and reservation.status in ('cancelled', 'expired') and may_write and app.acting_role() in ('authenticated', 'service_role') then
    raise exception using errcode = 'PGRST', detail = '{"status": 409, "headers": {}}', message = jsonb_build_object(
      'code', 'reservation_closed', 'message', format('The reservation is already %s.', reservation.status),
      'hint', 'Load it again; a unit that is free can be reserved anew.')::text;
  end if;
  if new.currency is distinct from reservation.currency and reservation.currency is not null and may_write then
    raise exception using errcode = '23514', message = format('A payment is in the currency of its reservation: %s.', reservation.currency);
  end if;
  if new.paid_on is not null then new.paid_amount := coalesce(new.paid_amount, new.amount); else new.paid_amount := null; end if;
  if tg_op = 'INSERT' and new.activity_id is null then
    insert into public.commercial_activities (project_id, activity_type, record_date, client_name, unit_reference, amount, currency, status, due_date, paid_date, reservation_id, details)
    select new.project_id, 'payment', coalesce(new.paid_on, new.due_on, current_date), reservation.client_name, unit.reference, coalesce(new.paid_amount, new.amount), new.currency,
      case when new.paid_on is null then 'open' else 'paid' end, new.due_on, new.paid_on, reservation.activity_id,
      jsonb_strip_nulls(jsonb_build_object('unit_id', unit.id, 'unit_reference', unit.reference, 'reservation_id', reservation.id, 'payment_id', new.id, 'label', new.label))
    from public.units unit where unit.id = reservation.unit_id
    returning id into log_id;
    new.activity_id := log_id;
  elsif tg_op = 'UPDATE' and new.activity_id is not null then
    update public.commercial_activities set amount = coalesce(new.paid_amount, new.amount), currency = new.currency, due_date = new.due_on, paid_date = new.paid_on,
      status = case when new.paid_on is null then 'open' else 'paid' end, record_date = coalesce(new.paid_on, new.due_on, record_date)
    where id = new.activity_id;
  end if;
  return new;
end $$;

create or replace trigger peppi_guard before insert or update on public.payments for each row execute function app.guard_payments();

-- What is taken back was never paid: its line of the log says so.
create or replace function app.take_back_payment() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.commercial_activities set status = 'cancelled' where id = old.activity_id;
  return null;
end $$;

create or replace trigger peppi_take_back after delete on public.payments for each row when (old.activity_id is not null) execute function app.take_back_payment();

-- Cash is told by the log: a line that a payment stands behind goes with the payment, not alone, and stays a payment.
create or replace function app.guard_activities() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  behind int;
begin
  select payment.id into behind from public.payments payment where payment.activity_id = old.id limit 1;
  if found then
    raise exception using errcode = 'PGRST', detail = '{"status": 409, "headers": {}}', message = jsonb_build_object(
      'code', 'activity_is_payment', 'message', format('Payment %s stands behind this line: without it the money would be missing from every figure.', behind),
      'hint', 'Delete the payment (payments) instead: its line then says cancelled.')::text;
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;

create or replace trigger peppi_guard_gone before delete on public.commercial_activities for each row execute function app.guard_activities();
create or replace trigger peppi_guard before update of activity_type on public.commercial_activities
  for each row when (old.activity_type is distinct from new.activity_type) execute function app.guard_activities();

-- A unit's standing is not written by hand: it may only be taken off the market and brought back. Its project stays while it was ever reserved.
create or replace function app.guard_units() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    new.status := coalesce(new.status, 'available');
    if new.status not in ('available', 'withdrawn') then
      raise exception using errcode = '23514', message = 'A unit is reserved and sold by a reservation, not by its status.', hint = 'Insert it as available, then insert its reservation.';
    end if;
    new.reserved_until := null;
    new.sold_on := null;
  else
    new.reserved_until := old.reserved_until;
    new.sold_on := old.sold_on;
    if new.status is distinct from old.status then
      if new.status not in ('available', 'withdrawn') or old.status = 'sold' or (old.status = 'reserved' and (old.reserved_until is null or old.reserved_until > pg_catalog.clock_timestamp())) then
        raise exception using errcode = '23514', message = 'The status of a unit follows its reservations.', hint = 'Cancel the reservation, or turn it into a sale.';
      end if;
      new.reserved_until := null;
    end if;
    if new.project_id is distinct from old.project_id and exists (select from public.reservations held where held.unit_id = new.id) then
      raise exception using errcode = '23514', message = 'A unit that was ever reserved stays with its project.';
    end if;
  end if;
  new.withdrawn_on := case when new.status = 'withdrawn' then coalesce(new.withdrawn_on, current_date) end;
  return new;
end $$;

create or replace trigger peppi_guard before insert or update on public.units for each row when (pg_trigger_depth() = 0) execute function app.guard_units();

-- An older client knows the log alone. What it writes there is never refused; where the row names a unit of its project that can be had
-- or a reservation that stands, it holds the unit, or pays, as if it had been written where it belongs.
create or replace function app.take_up_activity() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  named text := coalesce(new.unit_reference, new.details ->> 'unit_reference', new.details ->> 'unit');
  worth numeric := coalesce(new.amount, case when jsonb_typeof(new.details -> 'amount') = 'number' then (new.details ->> 'amount')::numeric end);
  who text := coalesce(new.client_name, new.details ->> 'client_name', new.details ->> 'client');
  wanted public.units;
  held public.reservations;
begin
  begin
    if new.activity_type = 'reservation' and coalesce(new.status, 'open') in ('open', 'confirmed') and named is not null and who is not null then
      select * into wanted from public.units unit where unit.project_id = new.project_id and unit.reference = named;
      if found then
        insert into public.reservations (unit_id, client_name, price, currency, status, reserved_on, expires_at, converted_on, activity_id)
        values (wanted.id, who, worth, new.currency, case new.status when 'confirmed' then 'sold' else 'active' end,
          coalesce(new.record_date, current_date), coalesce((new.expires_on + 1)::timestamp at time zone 'UTC', pg_catalog.now() + interval '30 days'),
          case new.status when 'confirmed' then coalesce(new.record_date, current_date) end, new.id);
      end if;
    elsif new.activity_type = 'payment' and worth > 0 then
      select standing.* into held from public.reservations standing left join public.units unit on unit.id = standing.unit_id
      where standing.status in ('active', 'sold') and standing.project_id = new.project_id
        and (standing.activity_id = new.reservation_id or (new.reservation_id is null and unit.project_id = new.project_id and unit.reference = named))
      order by standing.id desc limit 1;
      if found then
        insert into public.payments (reservation_id, amount, currency, due_on, paid_on, activity_id)
        values (held.id, worth, new.currency, new.due_date, coalesce(new.paid_date, case new.status when 'paid' then coalesce(new.record_date, current_date) end), new.id);
      end if;
    end if;
  exception when integrity_constraint_violation or data_exception or sqlstate 'PGRST' then
    -- The unit is taken, or the row says what a reservation cannot: it stays what it was to that client, a line of a log.
    null;
  end;
  return null;
end $$;

create or replace trigger peppi_take_up after insert on public.commercial_activities for each row
  when (pg_trigger_depth() = 0 and new.activity_type in ('reservation', 'payment')) execute function app.take_up_activity();

-- Whether a unit can be had now: what its status will say as soon as somebody has written it down. Ask for it by name: ?select=*,current_status.
create or replace function public.current_status(public.units) returns text language sql stable parallel safe
  return case when $1.status = 'reserved' and $1.reserved_until <= now() then 'available' else $1.status end;
comment on function public.current_status(public.units) is 'Whether the unit can be had at this instant.';
grant execute on function public.current_status(public.units) to anon, authenticated, service_role, peppi_jobs;

-- Alert rules read them, and a job notes which reservations have lapsed.
do $$
declare
  reached text;
begin
  foreach reached in array array['units', 'reservations', 'payments', 'commercial_activities'] loop
    execute format('drop policy if exists peppi_jobs on public.%I', reached);
    execute format('create policy peppi_jobs on public.%I to peppi_jobs using (true) with check (true)', reached);
    execute format('grant select on public.%I to peppi_jobs', reached);
  end loop;
end $$;
grant update (status) on public.reservations to peppi_jobs;
