#!/usr/bin/env bash
# Figures over a thousand projects: the first answer after everything was forgotten ("cold": a new server process, so new connections,
# plans and caches of Peppi; PostgreSQL restarted too), then the median of 15, for a portfolio and for one project, under each of the seven roles.
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

printf '%-20s %10s %10s %10s %10s %10s %10s %10s\n' role cold portfolio project overdue cash as-of map
past=$(date -u -d '100 days ago' +%F)
for role in admin general_management finance project_manager field_team commercial service_role; do
  ./peppi down > /dev/null; ./peppi up --demo --detach > /dev/null
  bearer=$([ $role = service_role ] && echo "$SERVICE_ROLE_KEY" || token $role)
  one=$([ $role = project_manager ] && echo 1020 || echo 1500)
  # Who may not read money is told so; what such a role does read is asked instead.
  case $role in field_team) figure=kpi_on_time_rate own=1 ;; commercial) figure=kpi_absorption own=$one ;; *) figure=kpi_committed own=$one ;; esac
  printf '%-20s %10s %10s %10s %10s %10s %10s %10s\n' $role "$(ms "$bearer" $figure)" "$(median "$bearer" $figure)" "$(median "$bearer" "$figure?project_id=$own")" \
    "$(median "$bearer" kpi_overdue_payable)" "$(median "$bearer" kpi_cash_flow)" "$(median "$bearer" "kpi_actual?as_of=$past")" "$(median "$bearer" portfolio_geojson)"
done
