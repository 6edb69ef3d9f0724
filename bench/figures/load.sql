-- A thousand projects beside the demo's, with a million finance rows, two hundred thousand order lines and fifty thousand units: two years
-- of a large group. load.sh runs it; it is for an instance that may be thrown away.
\set ON_ERROR_STOP on
insert into projects (id, name, code, status, phase, currency, start_date, end_date, forecast_end_date, manager_id, percent_complete)
select 1000 + n, 'Projet ' || n, 'B-' || n, 'active', 'works', 'XAF', current_date - 500, current_date + 300, current_date + 300 + n % 40,
  (select id from users where email = case when n % 20 = 0 then 'project_manager@demo.peppi.local' else 'marie.nkoulou@demo.peppi.local' end), n % 100
from generate_series(1, 988) n;

insert into finances (project_id, type, amount, currency, record_date, category, status, budget_version)
select 1000 + n % 988 + 1, 'budget', 100000000, 'XAF', current_date - 500,
  (array['land','studies','structural_works','finishing_works','networks','equipment','marketing','fees','contingency'])[1 + n / 988 % 9], 'approved', 1
from generate_series(0, 988 * 9 - 1) n;

insert into supply_orders (project_id, supplier, item, quantity, unit_price, currency, category, status, order_date, promised_date)
select 1000 + n % 988 + 1, 'Fournisseur ' || n % 300, 'Article ' || n % 50, 1 + n % 90, 1000 + n % 700, case when n % 12 = 0 then 'EUR' else 'XAF' end,
  (array['structural_works','finishing_works','networks','equipment'])[1 + n % 4], (array['confirmed','delivered','partially_delivered','ordered','draft'])[1 + n % 5],
  current_date - n % 480, current_date - n % 480 + 20
from generate_series(1, 200000) n;

-- Invoices, most of them paid by an expense of their own; half of them bill an order.
insert into finances (project_id, type, amount, currency, record_date, category, status, direction, due_date, paid_date, paid_amount, order_id, retention_amount)
select 1000 + n % 988 + 1, 'invoice', 10000 + n % 90000, case when n % 30 = 0 then 'EUR' else 'XAF' end, current_date - n % 490,
  (array['structural_works','finishing_works','networks','equipment','fees'])[1 + n % 5], case when n % 10 < 9 then 'paid' else 'approved' end, 'payable',
  current_date - n % 490 + 30, case when n % 10 < 9 then current_date - n % 490 + 25 end, case when n % 10 < 9 then 10000 + n % 90000 end, null, case when n % 7 = 0 then 500 end
from generate_series(1, 500000) n;
insert into finances (project_id, type, amount, currency, record_date, category, status, invoice_id)
select project_id, 'expense', amount, currency, least(paid_date, current_date), category, 'paid', id from finances where type = 'invoice' and project_id > 1000 and paid_date is not null and id % 10 < 8;
insert into finances (project_id, type, amount, currency, record_date, category, status)
select 1000 + n % 988 + 1, 'expense', 1000 + n % 9000, 'XAF', current_date - n % 490, 'other', 'paid'
from generate_series(1, 1000000 - (select count(*) from finances)::int) n;
insert into exchange_rates (currency, quote_currency, rate, valid_from) values ('EUR', 'XAF', 655.957, '2000-01-01') on conflict do nothing;

-- Units on the market for two years, four in ten of them sold, one in ten reserved. Their laws are checked row by row and their changes
-- told; here neither is measured, so triggers rest.
begin;
alter table units disable trigger user;
alter table reservations disable trigger user;
insert into units (project_id, reference, kind, rooms, area, list_price, currency, status, listed_on, sold_on, reserved_until)
select 1000 + n % 988 + 1, 'U-' || n / 988, 'apartment', 1 + n % 5, 40 + n % 80, 20000000 + n % 400 * 100000, 'XAF',
  case when n % 10 < 4 then 'sold' when n % 10 = 4 then 'reserved' else 'available' end, current_date - 600 + n % 60,
  case when n % 10 < 4 then current_date - n % 500 end, case when n % 10 = 4 then now() + interval '20 days' end
from generate_series(0, 49999) n;
insert into reservations (unit_id, project_id, client_name, price, currency, status, reserved_on, expires_at, converted_on, held_from, held_until)
select unit.id, unit.project_id, 'Client ' || unit.id, unit.list_price, 'XAF', case unit.status when 'sold' then 'sold' else 'active' end,
  coalesce(unit.sold_on - 30, current_date - 10), coalesce(unit.reserved_until, unit.sold_on + interval '10 days'), unit.sold_on,
  coalesce(unit.sold_on - 30, current_date - 10), case when unit.status = 'reserved' then unit.reserved_until end
from units unit where unit.project_id > 1000 and unit.status in ('sold', 'reserved');
alter table units enable trigger user;
alter table reservations enable trigger user;
commit;
delete from app.outbox;
