-- An older client changes its line of the log: the reservation or payment behind that line follows, as if it had been changed itself. As
-- with a new line, the log's own change is never refused: where the step cannot be made, the line stays what that client says.
create or replace function app.follow_activity() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  -- The line's own day is that of the reservation or of the instalment: only one that comes with this change is the change's.
  said date := case when new.record_date is distinct from old.record_date then new.record_date end;
begin
  -- A line that was moved elsewhere no longer speaks for what lies in the old project.
  if new.project_id is distinct from old.project_id then return null; end if;
  begin
    if new.activity_type = 'reservation' then
      update public.reservations held set
        status = case
          when new.status is not distinct from old.status then held.status
          when new.status = 'confirmed' then 'sold'
          when new.status in ('cancelled', 'lost') then 'cancelled'
          else held.status end,
        converted_on = case when new.status = 'confirmed' and old.status is distinct from 'confirmed' then coalesce(said, current_date) else held.converted_on end,
        client_name = coalesce(nullif(trim(new.client_name), ''), held.client_name),
        price = case when new.amount is distinct from old.amount then coalesce(new.amount, held.price) else held.price end,
        expires_at = case when new.expires_on is distinct from old.expires_on then (new.expires_on + 1)::timestamp at time zone 'UTC' else held.expires_at end
      where held.activity_id = new.id and held.project_id = new.project_id;
    else
      update public.payments money set
        due_on = case when new.due_date is distinct from old.due_date then new.due_date else money.due_on end,
        paid_on = case
          when new.paid_date is distinct from old.paid_date and new.paid_date is not null then new.paid_date
          when new.status = 'paid' and old.status is distinct from 'paid' then coalesce(money.paid_on, new.paid_date, said, current_date)
          when old.status = 'paid' and new.status is distinct from 'paid' then null
          else money.paid_on end,
        amount = case when new.amount is distinct from old.amount and money.paid_on is null then coalesce(new.amount, money.amount) else money.amount end,
        paid_amount = case when new.amount is distinct from old.amount and money.paid_on is not null then new.amount else money.paid_amount end
      where money.activity_id = new.id and money.project_id = new.project_id;
    end if;
  exception when integrity_constraint_violation or data_exception or sqlstate 'PGRST' then
    null;
  end;
  return null;
end $$;

create or replace trigger peppi_follow_log after update on public.commercial_activities for each row
  when (pg_trigger_depth() = 0 and new.activity_type in ('reservation', 'payment') and new.activity_type = old.activity_type
    and (new.status, new.amount, new.client_name, new.expires_on, new.due_date, new.paid_date)
      is distinct from (old.status, old.amount, old.client_name, old.expires_on, old.due_date, old.paid_date))
  execute function app.follow_activity();
