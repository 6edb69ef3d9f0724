-- What sales figures are made of: counts as of a day, with the caller's rights, so that row-level security decides what is counted. The
-- formulas over them are C# (Domain/Commercial/SalesPosition.cs).

-- Units and sales by project. A unit is sold as of a day when a sale of it was made by then and not given back by then; a reservation is
-- no sale. The month and the months of velocity end with the day itself.
create or replace function app.sales(project int, as_of date, months int)
returns table (project_id int, units int, sold int, sold_before_delivery int, remaining int, on_offer_at_start int, sold_in_month int,
  sales_lately int, cancelled_lately int, timed int, days_to_sell bigint)
language sql stable parallel safe as $$
  with made as materialized (
    select made.project_id, made.unit_id, made.converted_on, made.cancelled_on
    from public.reservations made
    where made.converted_on <= as_of and (project is null or made.project_id = project)),
  held as (
    select made.unit_id, max(made.converted_on) as sold_on from made
    where made.cancelled_on is null or made.cancelled_on > as_of group by made.unit_id),
  lately as (
    select made.project_id,
      count(*) filter (where made.converted_on > as_of - make_interval(months => months)) as sales,
      count(*) filter (where made.cancelled_on <= as_of and made.cancelled_on > as_of - make_interval(months => months)) as cancelled
    from made group by made.project_id),
  counted as (
    select unit.project_id,
      count(*) filter (where unit.stays) as units,
      count(held.sold_on) filter (where unit.stays) as sold,
      count(*) filter (where unit.stays and held.sold_on <= coalesce(unit.delivered_on, held.sold_on)) as before_delivery,
      count(*) filter (where unit.stays and held.sold_on is null and unit.listed_on <= as_of) as remaining,
      count(*) filter (where unit.listed_on < date_trunc('month', as_of)::date and (held.sold_on is null or held.sold_on >= date_trunc('month', as_of)::date)) as on_offer,
      count(*) filter (where held.sold_on >= date_trunc('month', as_of)::date) as in_month,
      count(*) filter (where unit.stays and held.sold_on >= unit.listed_on) as timed,
      sum(held.sold_on - unit.listed_on) filter (where unit.stays and held.sold_on >= unit.listed_on) as days
    from (
      -- What was taken off the market within the month was on offer when it began.
      select *, withdrawn_on is null or withdrawn_on > as_of as stays from public.units) unit left join held on held.unit_id = unit.id
    where (project is null or unit.project_id = project) and (unit.stays or unit.withdrawn_on >= date_trunc('month', as_of)::date)
      and (unit.listed_on <= as_of or held.sold_on is not null)
    group by unit.project_id)
  select counted.project_id, counted.units::int, counted.sold::int, counted.before_delivery::int, counted.remaining::int, counted.on_offer::int, counted.in_month::int,
    coalesce(lately.sales, 0)::int, coalesce(lately.cancelled, 0)::int, counted.timed::int, coalesce(counted.days, 0)::bigint
  from counted left join lately on lately.project_id = counted.project_id
$$;

-- Reservations made from a day on, by their month and the days to their first payment (null where none came by the day asked for).
create or replace function app.reservation_cohorts(project int, first_day date, as_of date)
returns table (month date, days int, reservations int, given_up int)
language sql stable parallel safe as $$
  select date_trunc('month', made.reserved_on)::date, case when paid.came_on is not null then greatest(paid.came_on - made.reserved_on, 0) end, count(*)::int,
    count(*) filter (where made.status in ('cancelled', 'expired') and coalesce(made.cancelled_on, (made.held_until at time zone 'UTC')::date) <= as_of)::int
  from public.reservations made
  left join (
    select payment.reservation_id, min(payment.paid_on) as came_on from public.payments payment
    where payment.paid_on <= as_of and (project is null or payment.project_id = project) group by payment.reservation_id) paid on paid.reservation_id = made.id
  where made.reserved_on between first_day and as_of and (project is null or made.project_id = project)
  group by 1, 2
$$;

revoke execute on function app.sales(int, date, int), app.reservation_cohorts(int, date, date) from public;
grant execute on function app.sales(int, date, int), app.reservation_cohorts(int, date, date) to anon, authenticated, service_role, peppi_jobs;
