#!/usr/bin/env bash
# A page of 100 of a bucket with 1,000,000 files, in PostgreSQL, for each role and form of listing: median of 7, in ms. Target: 50.
#   ./peppi up --demo --detach; eval "$(./peppi status -o env)"; bench/files/lists.sh      on an instance that may be thrown away afterwards
set -euo pipefail
: "${DB_URL:?run: eval \"\$(./peppi status -o env)\"}"
psql=${PSQL:-$(command -v psql || ls /usr/lib/postgresql/*/bin/psql | tail -n 1)}
sql() { "$psql" -qXAt -v ON_ERROR_STOP=1 "$DB_URL" "$@"; }

if [ "$(sql -c "select count(*) >= 1000000 from storage.objects where bucket_id = 'projets'")" = f ]; then
  sql <<'SQL'
begin;
alter table storage.objects disable trigger user;
insert into storage.blobs (sha256, size, touched_at) values (repeat('a', 64), 1, now()) on conflict do nothing;
insert into public.projects (id, name) select 100000 + n, 'Bench ' || n from generate_series(1, 488) n on conflict do nothing;
insert into storage.objects (id, bucket_id, name, resource, project_id, version, size, mime_type, sha256, sent_sha256, created_at, updated_at)
  select gen_random_uuid(), 'projets', format('chantier/%s/%s/IMG_%s.jpg', p, date '2025-01-01' + n % 400, n), 'chantier', p, gen_random_uuid(), 1, 'image/jpeg',
    repeat('a', 64), repeat('a', 64), now() - n * interval '1 second', now() - n * interval '1 second'
  from (select n, case when n % 500 < 488 then 100000 + n % 500 + 1 else n % 500 - 487 end as p from generate_series(1, 800000) n) files;
insert into storage.objects (id, bucket_id, name, resource, project_id, version, size, mime_type, sha256, sent_sha256, created_at, updated_at)
  select gen_random_uuid(), 'projets', format('supply/1/plat/Facture_%s.pdf', n), 'supply', 1, gen_random_uuid(), 1, 'application/pdf',
    repeat('a', 64), repeat('a', 64), now() - n * interval '7 seconds', now() - n * interval '3 seconds'
  from generate_series(1, 200000) n;
set constraints all immediate;
alter table storage.objects enable trigger user;
commit;
vacuum analyze storage.objects;
SQL
fi

# The owner may not become what it serves; for the length of this it may.
sql -c 'grant authenticated to current_user'
trap 'sql -c "revoke authenticated from current_user"' EXIT

worst=0
ask() { # person, what, arguments of storage.list_page after the bucket
  local times
  times=$(sql <<SQL | sed -nE 's/^Time: ([0-9.]+) ms.*$/\1/p' | tail -n 7 | sort -n | sed -n 4p
select set_config('request.jwt.claims', json_build_object('sub', (select id from public.users where email = '$1@demo.peppi.local'), 'role', 'authenticated', 'aal', 'aal2')::text, false);
set role authenticated;
\timing on
$(for _ in 1 2 3 4 5 6 7 8 9; do echo "select count(*) from storage.list_page('projets', $3);"; done)
SQL
  )
  printf '%-20s %-52s %9s\n' "$1" "$2" "$times"
}
for person in admin general_management project_manager field_team finance commercial; do
  ask $person "top, folded" "'', true, null, 0, 100, null, 'name', false"
  ask $person "500 projects, folded" "'chantier/', true, null, 0, 100, null, 'name', false"
  ask $person "500 projects, by date" "'chantier/', true, null, 0, 100, null, 'created_at', true"
  ask $person "deep folder" "'chantier/1/2025-06-01/', true, null, 0, 100, null, 'name', false"
  ask $person "all, flat" "'', false, null, 0, 101, null, 'name', false"
  ask $person "all, flat, backwards from the middle" "'', false, 'chantier/5', 0, 101, null, 'name', true"
  ask $person "all, flat, newest" "'', false, null, 0, 101, null, 'created_at', true"
  ask $person "folder of 200,000" "'supply/1/plat/', true, null, 0, 100, null, 'name', false"
  ask $person "folder of 200,000, newest" "'supply/1/plat/', true, null, 0, 100, null, 'created_at', true"
  ask $person "folder of 200,000, by change" "'supply/1/plat/', true, null, 0, 100, null, 'updated_at', false"
  ask $person "folder of 200,000, search" "'supply/1/plat/', true, null, 0, 100, 'facture_77', 'name', false"
  ask $person "folder of 200,000, search, newest" "'supply/1/plat/', true, null, 0, 100, 'facture_777', 'created_at', true"
  ask $person "folder of 200,000, from the 100,000th on" "'supply/1/plat/', true, null, 100000, 100, null, 'name', false"
done
