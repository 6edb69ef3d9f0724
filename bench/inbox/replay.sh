#!/usr/bin/env bash
# 10,000 raw webhooks that were kept, read by the worker, and then all of them once more: how long each takes, and that nothing is there twice.
#   ./peppi up --demo --detach; eval "$(./peppi status -o env)"; bench/inbox/replay.sh      on an instance that may be thrown away afterwards
set -euo pipefail
: "${DB_URL:?run: eval \"\$(./peppi status -o env)\"}"
psql=${PSQL:-$(command -v psql || ls /usr/lib/postgresql/*/bin/psql | tail -n 1)}
sql() { "$psql" -qXAt -v ON_ERROR_STOP=1 "$DB_URL" "$@"; }
run=$(date +%s)
wait_for() {
  local started=$1
  while [ "$(sql -c "select count(*) from app.webhook_inbox where outcome = 'pending' and dedup_key like 'bench:$run:%'")" != 0 ]; do sleep 0.2; done
  echo "$2: $(( ($(date +%s%N) - started) / 1000000 )) ms, $(sql -c "select count(*) || ' messages, ' || count(distinct message_text) || ' different' from public.chantier_messages where message_text like 'rejeu $run %'")"
}
started=$(date +%s%N)
sql -c "insert into app.webhook_inbox (source, body, dedup_key)
  select 'manychat', convert_to(json_build_object('id', 'bench' || n % 200, 'name', 'Chef ' || n % 200, 'phone', '6990' || lpad((n % 200)::text, 5, '0'),
    'text', 'rejeu $run ' || n || case when n % 3 = 0 then ' #' || coalesce((select code from public.projects order by id limit 1), 'X') else '' end,
    'last_interaction', to_char(timestamptz '2026-01-01' + n * interval '1 minute', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'))::text, 'UTF8'), 'bench:$run:' || n
  from generate_series(1, 10000) n"
wait_for "$started" "first read"
started=$(date +%s%N)
sql -c "update app.webhook_inbox set outcome = 'pending', next_attempt_at = now() where dedup_key like 'bench:$run:%'"
wait_for "$started" "replayed"
