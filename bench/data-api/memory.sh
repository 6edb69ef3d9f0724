#!/usr/bin/env bash
# What one answer of 1,000,000 rows adds to the server's memory: it streams through, so it should be little.
#   memory.sh PATH/TO/Peppi.WebApi.dll      (prints megabytes; ends with 1 where more than 50 are added)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); root=${BENCH_DIR:-${TMPDIR:-/tmp}/peppi-bench}; port=${PORT:-5092}
dll=$(readlink -f "$1")
"$here/pg_up.sh" >/dev/null
psql -q -h 127.0.0.1 -p 55432 -U postgres -d bench <<'S'
create table if not exists million as
  select g as id, 1 + g % 2000 as project_id, 'budget' as type, round((random() * 100000)::numeric, 2) as amount, 'EUR' as currency, date '2020-01-01' + g % 2000 as record_date
  from generate_series(1, 1000000) g;
grant select on million to anon;
S
PGRST_DB_URI='postgres://authenticator@127.0.0.1:55432/bench' PGRST_DB_SCHEMAS=public PGRST_DB_ANON_ROLE=anon PGRST_SERVER_PORT=$port PGRST_LOG_LEVEL=crit \
  dotnet "$dll" postgrest >/dev/null 2>&1 & server=$!
trap 'kill $server 2>/dev/null || true' EXIT
for _ in $(seq 60); do curl -fs -o /dev/null "http://127.0.0.1:$port/million?limit=1" && break; sleep 0.5; done
now() { awk -v f="$1" '$1 == f":" { print int($2 / 1024) }' "/proc/$server/status"; }
for _ in $(seq 200); do curl -fs -o /dev/null "http://127.0.0.1:$port/million?limit=1000"; done
before=$(now VmRSS)
echo 5 >"/proc/$server/clear_refs"    # the peak counts from here
for speed in 0 40M; do
  size=$(curl -fs ${speed:+$([ "$speed" = 0 ] || echo "--limit-rate $speed")} "http://127.0.0.1:$port/million" | tee >(wc -c >"$root/size") | tail -c 1 | od -An -c | tr -d ' ')
  [ "$size" = ']' ] || { echo "the answer broke off"; exit 1; }
  sleep 0.2; echo "$(($(cat "$root/size") / 1048576)) MB in one answer$([ "$speed" = 0 ] || echo " to a slow reader"): $before MB before, at most $(now VmHWM) MB"
done
added=$(($(now VmHWM) - before)); echo "added $added MB"
[ "$added" -le 50 ]
