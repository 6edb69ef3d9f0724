#!/usr/bin/env bash
# All rules over a thousand projects; how soon a change raises its alert while a hundred writes a second go on; outgoing webhooks beside
# a slow target. bench/alerts/alerts.sh [port] [seconds of writes]; needs the release build. Everything lives in a throwaway folder.
set -euo pipefail
cd "$(dirname "$0")/../.."
port=${1:-6850}
seconds=${2:-60}
home=$(mktemp -d)
export PEPPI_HOME=$home/peppi PEPPI_API_PORT=$port PEPPI_ADMIN_PORT=$((port + 1)) PEPPI_DB_PORT=$((port + 2))
export Webhooks__AllowedNetworks__0=127.0.0.0/8 Logging__LogLevel__Peppi=Debug
stop() { ./peppi down > /dev/null 2>&1 || true; rm -rf "$home"; }
trap stop EXIT
./peppi up --demo --detach > /dev/null
eval "$(./peppi status -o env)"
export DB_URL ADMIN_URL DEMO_PASSWORD
PSQL=$(command -v psql || echo /usr/lib/postgresql/15/bin/psql)
PGBENCH=$(command -v pgbench || echo /usr/lib/postgresql/15/bin/pgbench)
export PSQL
ask() { "$PSQL" -qAt "$DB_URL" -c "$1"; }
bench/figures/load.sh "$DB_URL"
"$PSQL" -q "$DB_URL" -f bench/alerts/load.sql
ask 'vacuum analyze' 2> /dev/null
for _ in $(seq 400); do [ "$(ask 'select count(*) from app.figure_marks')" = 0 ] && break; sleep 0.3; done
ask "select format('%s projects, %s finance rows, %s order lines, %s units', (select count(*) from projects), (select count(*) from finances), (select count(*) from supply_orders), (select count(*) from units))"

# The sweep by itself, twice: the first raises what there is to raise. Its own words in the log say how long it took.
sweeps() { cat "$PEPPI_HOME"/logs/webapi.log 2> /dev/null | grep -c 'SweepAlerts done' || true; }
sweep() {
  local before; before=$(sweeps)
  ask "update jobs.qrtz_triggers set next_fire_time = (extract(epoch from now()) * 1000)::bigint, misfire_instr = 1 where trigger_name = 'alert_sweep'"
  for _ in $(seq 600); do [ "$(sweeps)" -gt "$before" ] && break; sleep 0.2; done
  cat "$PEPPI_HOME"/logs/webapi.log | grep -o 'SweepAlerts done in [0-9.]* ms' | tail -1
}
sweep
ask "select format('%s alerts are open', count(*)) from alerts where status <> 'resolved'"
for _ in $(seq 600); do [ "$(ask 'select count(*) from app.outbox')" = 0 ] && break; sleep 0.2; done
sweep

"$PGBENCH" -n -f bench/alerts/write.sql -c 4 -R 100 -T "$seconds" "$DB_URL" > "$home/pgbench" 2>&1 &
writing=$!
sleep 3
"$PSQL" -qAt "$DB_URL" -v most=100 -f bench/alerts/probe.sql
kill "$writing" 2> /dev/null || true
wait "$writing" 2> /dev/null || true
grep -E 'tps|latency average' "$home/pgbench" || true
ask "select format('%s changes wait', count(*)) from app.outbox"

node bench/alerts/webhooks.mjs 2000
