#!/usr/bin/env bash
# What PostgreSQL itself takes for lists of finances over 1,000,000 rows of which the demo's project manager owns 600: his list with
# and without the condition that the API adds, and an administrator's first page.
#   eval "$(./peppi status -o env)"; bench/data-api/lists.sh      against a demo instance that may be thrown away afterwards
set -euo pipefail
: "${DB_URL:?run: eval \"\$(./peppi status -o env)\"}"
psql=${PSQL:-$(command -v psql || ls /usr/lib/postgresql/*/bin/psql | tail -n 1)}
sql() { "$psql" -qXAt -v ON_ERROR_STOP=1 "$DB_URL" "$@"; }

# The owner may not become what it serves; for the length of this it may.
sql -c 'grant authenticated to current_user'
trap 'sql -c "revoke authenticated from current_user"' EXIT

sql <<'SQL'
begin;
alter table public.finances disable trigger user;
delete from public.finances where project_id in (select id from public.projects where manager_id = (select id from public.users where email = 'project_manager@demo.peppi.local'));
insert into public.projects (id, name) select 100000 + n, 'Bench ' || n from generate_series(1, 1999) n on conflict do nothing;
insert into public.finances (project_id, type, amount, currency, record_date)
  select 100000 + (n % 1999) + 1, 'expense', n, 'XAF', date '2024-01-01' + n % 700 from generate_series(1, 1000000) n;
insert into public.finances (project_id, type, amount, currency, record_date)
  select 1, 'expense', n, 'XAF', date '2024-01-01' + n % 700 from generate_series(1, 600) n;
alter table public.finances enable trigger user;
commit;
analyze public.finances;
SQL

ask() { # what, person, list
  local times
  times=$(sql <<SQL | sed -nE 's/^Execution Time: ([0-9.]+) ms$/\1/p' | sort -n
begin;
select set_config('request.jwt.claims', json_build_object('sub', (select id from public.users where email = '$2'), 'role', 'authenticated')::text, true);
set local role authenticated;
$(for _ in 1 2 3 4 5 6 7; do echo "explain (analyze, timing off) select json_agg(t) from ($3) t;"; done)
rollback;
SQL
  )
  echo "$1: $(sed -n 4p <<<"$times") ms (median of 7)"
}
own="project_id = any(array(select unnest(app.own_projects('finance', 'select')))) and project_id = any(array(select unnest(app.own_projects('finance', 'select'))))"
ask "project manager, 600 rows, as the API asks" project_manager@demo.peppi.local "select * from public.finances where $own order by id limit 1000"
ask "the same without the added condition" project_manager@demo.peppi.local "select * from public.finances order by id limit 1000"
ask "administrator, first page of 100" admin@demo.peppi.local "select * from public.finances order by id limit 100"
ask "administrator, newest 100" admin@demo.peppi.local "select * from public.finances order by id desc limit 100"
