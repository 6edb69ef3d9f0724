#!/usr/bin/env bash
# Peppi's data API beside the ceiling, in one run: a bare Kestrel + Npgsql server that sends fixed SQL with the same
# role switch in one batch, verifies no token and parses nothing. Prints, per case, requests/s of both and the ratio.
#   compare.sh PATH/TO/Peppi.WebApi.dll   (SECS=6 ROUNDS=3 CASES="a b c d")
# a one project by id · b 50 projects of a region by name · c 100 finances of a project and type with the project's name · d insert one alert
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); root=${BENCH_DIR:-${TMPDIR:-/tmp}/peppi-bench}; mkdir -p "$root"
dll=$(readlink -f "$1"); SECS=${SECS:-6} ROUNDS=${ROUNDS:-3} CASES=${CASES:-a b c d}
"$here/pg_up.sh"
[ -x "$root/bare/bare" ] || dotnet publish -c Release -o "$root/bare" -v q "$here/bare" >/dev/null
secret=super-secret-jwt-token-with-at-least-32-characters; token=$(python3 "$here/jwt.py" $secret authenticated)
pids=(); trap 'kill "${pids[@]}" 2>/dev/null || true' EXIT
ASPNETCORE_URLS=http://127.0.0.1:5090 "$root/bare/bare" >"$root/bare.log" 2>&1 & pids+=($!)
PGRST_DB_URI='postgres://authenticator@127.0.0.1:55432/bench' PGRST_DB_SCHEMAS=public PGRST_DB_ANON_ROLE=anon PGRST_JWT_SECRET=$secret \
  PGRST_DB_POOL=16 PGRST_SERVER_PORT=5091 PGRST_LOG_LEVEL=crit dotnet "$dll" postgrest >"$root/peppi.log" 2>&1 & pids+=($!)
for i in $(seq 60); do curl -fs -o /dev/null "http://127.0.0.1:5091/projects?id=eq.1" -H "Authorization: Bearer $token" && break; sleep 0.5; done
one() { # server case seconds -> "rps p99"
  if [ "$1" = bare ]; then wrk -t2 -c32 -d"${3}s" -s "$here/wrk.lua" http://127.0.0.1:5090 -- bare-ctx "$2"
  else TOKEN=$token wrk -t2 -c32 -d"${3}s" -s "$here/wrk.lua" http://127.0.0.1:5091 -- pgrst "$2"; fi | sed -nE 's/.*RESULT rps=([0-9]+).*p99=([0-9.]+)ms.*err=([0-9]+) non2xx=([0-9]+).*/\1 \2 \3 \4/p'; }
csv=$root/compare.csv; : >"$csv"
for r in $(seq "$ROUNDS"); do for c in $CASES; do for s in bare peppi; do
  one $s "$c" 2 >/dev/null; echo "$s $c $(one $s "$c" "$SECS")" | tee -a "$csv" >&2; done; done; done
python3 - "$csv" <<'P'
import sys,statistics as st,collections
d=collections.defaultdict(list); bad=0
for l in open(sys.argv[1]):
    s,c,rps,p99,err,non=l.split(); d[c,s].append((float(rps),float(p99))); bad+=int(err)+int(non)
print('| case | bare req/s | Peppi req/s | ratio | bare p99 ms | Peppi p99 ms |\n|---|---|---|---|---|---|')
low=9
for c in sorted({k[0] for k in d}):
    b,p=d[c,'bare'],d[c,'peppi']; q=st.median(y[0]/x[0] for x,y in zip(b,p)); low=min(low,q)
    print(f"| {c} | {st.median(x[0] for x in b):.0f} | {st.median(x[0] for x in p):.0f} | {q:.2f} | {st.median(x[1] for x in b):.1f} | {st.median(x[1] for x in p):.1f} |")
print(f'lowest ratio {low:.2f}; failed requests {bad}')
P
