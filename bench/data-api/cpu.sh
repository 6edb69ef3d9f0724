#!/usr/bin/env bash
# CPU microseconds per request, of the server and of PostgreSQL: what a busy machine cannot blur as it blurs requests per second.
#   cpu.sh PATH/TO/Peppi.WebApi.dll [CASE] [SECS]      (run compare.sh once before: it builds the bare server and the database)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); root=${BENCH_DIR:-${TMPDIR:-/tmp}/peppi-bench}
dll=$(readlink -f "$1"); case=${2:-a} secs=${3:-5}
"$here/pg_up.sh" >/dev/null
secret=super-secret-jwt-token-with-at-least-32-characters; token=$(python3 "$here/jwt.py" $secret authenticated)
ASPNETCORE_URLS=http://127.0.0.1:5090 "$root/bare/bare" >/dev/null 2>&1 & bare=$!
PGRST_DB_URI='postgres://authenticator@127.0.0.1:55432/bench' PGRST_DB_SCHEMAS=public PGRST_DB_ANON_ROLE=anon PGRST_JWT_SECRET=$secret \
  PGRST_DB_POOL=16 PGRST_SERVER_PORT=5091 PGRST_LOG_LEVEL=crit dotnet "$dll" postgrest >/dev/null 2>&1 & peppi=$!
trap 'kill $bare $peppi 2>/dev/null || true' EXIT
sleep 4
postmaster=$(head -1 "$root/pg/postmaster.pid")
of() { awk '{print $14+$15}' "/proc/$1/stat"; }
ofpg() { local t p; t=$(awk '{print $14+$15+$16+$17}' "/proc/$postmaster/stat"); for p in $(pgrep -P "$postmaster"); do t=$((t + $(of "$p" 2>/dev/null || echo 0))); done; echo "$t"; }
load() { if [ "$1" = bare ]; then wrk -t2 -c32 -d"${2}s" -s "$here/wrk.lua" http://127.0.0.1:5090 -- bare-ctx "$case"
  else TOKEN=$token wrk -t2 -c32 -d"${2}s" -s "$here/wrk.lua" http://127.0.0.1:5091 -- pgrst "$case"; fi; }
for s in bare peppi; do load $s 4 >/dev/null; done
for r in 1 2 3; do for s in bare peppi; do
  pid=${!s}; a=$(of "$pid"); b=$(ofpg); n=$(load $s "$secs" | awk '/requests in/{print $1}')
  echo "$s $case: $n requests, server $(( ($(of "$pid") - a) * 10000 / n )) us, PostgreSQL $(( ($(ofpg) - b) * 10000 / n )) us"
done; done
