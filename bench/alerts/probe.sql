-- A hundred items run out, one after the other; how long until each alert can be read.
create schema if not exists bench;
create table if not exists bench.latency (ms numeric);
truncate bench.latency;
create or replace procedure bench.probe(most int) language plpgsql as $$
declare item int; began timestamptz;
begin
  for item in select id from inventory_items where item_name like 'Article %' and quantity_on_hand = 100 order by id limit most loop
    update inventory_items set quantity_on_hand = 0 where id = item;
    commit;
    began := clock_timestamp();
    loop
      exit when exists (select from alerts where dedup_key = 'low_stock:' || item and status = 'open');
      perform pg_sleep(0.01);
      commit;
    end loop;
    insert into bench.latency values (extract(epoch from clock_timestamp() - began) * 1000);
    commit;
  end loop;
end $$;
call bench.probe(:most);
select format('change to alert: median %s ms, p95 %s ms, p99 %s ms, slowest %s ms (%s changes)', round(percentile_cont(0.5) within group (order by ms)), round(percentile_cont(0.95) within group (order by ms)),
  round(percentile_cont(0.99) within group (order by ms)), round(max(ms)), count(*)) from bench.latency;
