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
