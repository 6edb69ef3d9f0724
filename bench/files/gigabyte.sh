#!/usr/bin/env bash
# A file of 1 GB up and down, beside what the disk does by itself, and how much memory the API takes for it (proportional set size).
#   ./peppi up --demo --detach; eval "$(./peppi status -o env)"; bench/files/gigabyte.sh [state folder]
# Targets: 70 % of the disk's own speed, below 50 MB more memory. The disk is measured by dd with fsync, and by cat out of a cold cache where
# that may be emptied (as root), else out of a warm one.
set -euo pipefail
: "${API_URL:?run: eval \"\$(./peppi status -o env)\"}"
home=${1:-${PEPPI_HOME:-.peppi}}
read -r pid _ < "$home/run/webapi.pid"
folder=$(mktemp -d "$home/bench.XXXXXX")
trap 'rm -rf "$folder"' EXIT
pss() { awk '/^Pss:/ { print int($2 / 1024) }' "/proc/$pid/smaps_rollup"; }
cool() { sync; { echo 3 > /proc/sys/vm/drop_caches; } 2>/dev/null || true; }
now() { date +%s%N; }
speed() { echo $(( 1000000000000 / ($2 - $1) )); } # MB a second of 1,000 MB
watch() { local most=0 here; while [ -e "$folder/watch" ]; do here=$(pss); (( here > most )) && most=$here; echo "$most" > "$folder/peak"; sleep 0.1; done; }
# Random, and different each time: what the store has already would be no upload.
openssl rand 1000000000 > "$folder/one.bin"

cool; a=$(now); dd if="$folder/one.bin" of="$folder/two.bin" bs=1M conv=fsync status=none; b=$(now); write=$(speed "$a" "$b")
rm "$folder/two.bin"
cool; a=$(now); cat "$folder/one.bin" > /dev/null; b=$(now); read=$(speed "$a" "$b")

auth=(-H "apikey: $SERVICE_ROLE_KEY" -H "authorization: Bearer $SERVICE_ROLE_KEY")
path="projets/chantier/banc/$(date +%s).bin"
head -c 1000000 "$folder/one.bin" | curl -sf -o /dev/null "${auth[@]}" -H 'content-type: application/octet-stream' --data-binary @- "$API_URL/storage/v1/object/$path.warm"
curl -sf -o /dev/null "${auth[@]}" "$API_URL/storage/v1/object/$path.warm"
before=$(pss)
touch "$folder/watch"; watch & watcher=$!
cool; a=$(now); curl -sf -o /dev/null "${auth[@]}" -H 'content-type: application/octet-stream' -T "$folder/one.bin" -X POST "$API_URL/storage/v1/object/$path"; b=$(now); up=$(speed "$a" "$b")
cool; a=$(now); curl -sf -o /dev/null "${auth[@]}" "$API_URL/storage/v1/object/$path"; b=$(now); down=$(speed "$a" "$b")
rm "$folder/watch"; wait "$watcher"
echo "disk by itself: write $write MB/s, read $read MB/s"
echo "upload   $up MB/s: $(( up * 100 / write )) % of it"
echo "download $down MB/s: $(( down * 100 / read )) % of it"
echo "memory: $before MB before, $(cat "$folder/peak") MB at most, $(( $(cat "$folder/peak") - before )) MB more"
curl -sf -o /dev/null -X DELETE "${auth[@]}" "$API_URL/storage/v1/object/$path"
