#!/usr/bin/env bash
# Figures over a thousand projects: the first answer after everything was forgotten ("cold": a new server process, so new connections,
# plans and caches of Peppi; PostgreSQL restarted too), then the median of 15, for a portfolio and for one project, under each role.
# bench/figures/figures.sh [port]; needs the release build. Everything lives in a throwaway folder.
set -euo pipefail
cd "$(dirname "$0")/../.."
port=${1:-6750}
home=$(mktemp -d)
export PEPPI_HOME=$home/peppi PEPPI_API_PORT=$port PEPPI_ADMIN_PORT=$((port + 1)) PEPPI_DB_PORT=$((port + 2))
stop() { ./peppi down > /dev/null 2>&1 || true; rm -rf "$home"; }
trap stop EXIT
./peppi up --demo --detach > /dev/null
eval "$(./peppi status -o env)"
bench/figures/load.sh "$DB_URL"
psql=$(command -v psql || echo /usr/lib/postgresql/15/bin/psql)
"$psql" -qAt "$DB_URL" -c "select 'finance rows ' || count(*) from finances union all select 'order lines ' || count(*) from supply_orders union all select 'projects ' || count(*) from projects union all select 'units ' || count(*) from units union all select 'totals ' || count(*) from app.figure_totals"

token() { curl -sf "$API_URL/auth/v1/token?grant_type=password" -H "apikey: $ANON_KEY" -H 'content-type: application/json' -d "{\"email\":\"$1@demo.peppi.local\",\"password\":\"$DEMO_PASSWORD\"}" | sed 's/.*"access_token":"\([^"]*\)".*/\1/'; }
ms() { curl -sf -o /dev/null -w '%{time_total}\n' "$API_URL/rest/v1/rpc/$2" -H "apikey: $ANON_KEY" -H "authorization: Bearer $1" | awk '{printf "%.0f\n", $1 * 1000}'; }
median() { for _ in $(seq 15); do ms "$1" "$2"; done | sort -n | sed -n 8p; }

printf '%-20s %10s %10s %12s %12s %12s\n' role cold portfolio project overdue map
for role in admin general_management finance project_manager; do
  ./peppi down > /dev/null; ./peppi up --demo --detach > /dev/null
  bearer=$(token $role)
  one=$([ $role = project_manager ] && echo 1020 || echo 1500)
  printf '%-20s %10s %10s %12s %12s %12s\n' $role "$(ms "$bearer" kpi_committed)" "$(median "$bearer" kpi_eac)" "$(median "$bearer" "kpi_eac?project_id=$one")" "$(median "$bearer" kpi_overdue_payable)" "$(median "$bearer" portfolio_geojson)"
done
