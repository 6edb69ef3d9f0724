-- One of the hundred writes a second: money, an order, a message, by turns, in any of the thousand projects.
\set project random(1001, 1988)
\set turn random(1, 3)
\set order random(1, 200000)
select :turn = 1 as money, :turn = 2 as goods \gset
\if :money
insert into finances (project_id, type, amount, currency, record_date, category, status) values (:project, 'expense', 1500, 'XAF', current_date, 'other', 'paid');
\elif :goods
update supply_orders set promised_date = current_date + 30 where id = (select min(id) from supply_orders where id >= :order);
\else
insert into chantier_messages (project_id, sender, message_text, received_at) values (:project, 'Équipe', 'Tout va bien', now());
\endif
