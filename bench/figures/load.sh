#!/usr/bin/env bash
# Fills a running demo instance that may be thrown away with load.sql and waits until its figures are summed: the portfolio of every
# benchmark that needs a large one. bench/figures/load.sh <DB_URL> (from ./peppi status -o env).
set -euo pipefail
psql=$(command -v psql || echo /usr/lib/postgresql/15/bin/psql)
"$psql" -q "$1" -f "$(dirname "$0")/load.sql"
"$psql" -q "$1" -c 'vacuum analyze' 2> /dev/null
for _ in $(seq 600); do [ "$("$psql" -qAt "$1" -c 'select count(*) from app.figure_marks')" = 0 ] && break; sleep 0.3; done
