#!/usr/bin/env bash
# What recording costs. First 100,000 requests through the published bundle: are all of them rows, what does memory do. Then one process of
# bench/AotHost (not compiled natively) whose recording is switched off and on between interleaved rounds of wrk, and between runs of
# 100,000 requests of the .NET client.
# Usage: bench/load/recording.sh [rounds=9] [seconds=4] [connections=32]
# APP_DIR, LOAD_DIR and HOST_DIR name folders that are already published.
set -euo pipefail
rounds=${1:-9} seconds=${2:-4} connections=${3:-32}
root=$(cd "$(dirname "$0")/../.." && pwd)
source "$root/bench/load/stage.sh"
need nginx wrk python3 curl dotnet
open_stage
load=${LOAD_DIR:-$dir/load} host=${HOST_DIR:-$dir/host}
[ -n "${LOAD_DIR:-}" ] || publish bench/load/Streams "$load"
[ -n "${HOST_DIR:-}" ] || dotnet publish "$root/bench/AotHost" -c Release -p:PublishAot=false -o "$host" -v q --nologo > "$dir/publish.log"
start_upstream
start_ours

settle() { read -rt "$1" <> <(:) || true; }
memory() { awk '/^(VmRSS|RssAnon)/ {printf "%s %.1f MB  ", $1, $2 * 1024 / 1e6}' "/proc/$ours_pid/status"; }
requests() { "$load/Streams" requests "http://127.0.0.1:$ours/v1/chat/completions" "$1" 32; }
curl -fsS -o /dev/null "http://127.0.0.1:$console/login"
settle 5
echo "idle, console up: $(memory)"
requests 10000; settle 5
echo "after 10,000 requests: $(memory)"
requests 90000; settle 5
echo "after 100,000 requests: $(memory)"
summary=$(curl -fsS -H "Authorization: Bearer $(cat "$dir/data/admin.key")" "http://127.0.0.1:$console/api/stats/summary")
kill $ours_pid; wait $ours_pid || true
python3 - "$dir/data/antigravity.db" "$summary" <<'P'
import json, sqlite3, sys
sums = json.loads(sys.argv[2])
rows = sqlite3.connect(sys.argv[1]).execute("SELECT count(*) FROM requests").fetchone()[0]
print(f"rows in the database: {rows}; counted by the summary: {sums['requests']}, errors {sums['errors']}, dropped {sums['dropped_records']}\n")
P

# As the program has it (docs/adr/0005-inline-sockets.md).
export DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS=1
gateway=18905
"$host/AotHost" serve $gateway 18907 bench-admin-key "http://127.0.0.1:$upstream/v1" "$dir/on.db" > "$dir/host.log" 2>&1 & host_pid=$!
wait_for "http://127.0.0.1:$gateway/v1/models"
python3 "$root/bench/load/rounds.py" --rounds "$rounds" --seconds "$seconds" --connections "$connections" --script "$root/bench/load/chat.lua" --yardsticks off \
  --switch $host_pid \
  --target "on=http://127.0.0.1:$gateway/v1/chat/completions=$host_pid" \
  --target "off=http://127.0.0.1:$gateway/v1/chat/completions=$host_pid"

# The same 100,000 requests, recorded and not, in turns.
counted() { "$load/Streams" requests "http://127.0.0.1:$gateway/v1/chat/completions" 100000 32 | sed -E 's/.* ([0-9.]+) s$/\1/'; }
switch() { kill -HUP $host_pid; settle 1; }
times_on=() times_off=()
switch
for turn in 1 2 3 4 5 6 7; do
  times_on+=("$(counted)"); switch
  times_off+=("$(counted)"); switch
done
python3 - "${times_on[*]}" "${times_off[*]}" <<'P'
import statistics, sys
on, off = ([float(time) for time in times.split()] for times in sys.argv[1:])
print(f"\n100,000 requests, seconds: recorded {statistics.median(on):.2f} ({sys.argv[1]}), not recorded {statistics.median(off):.2f} ({sys.argv[2]}); "
      f"throughput recorded / not recorded: {statistics.median(b / a for a, b in zip(on, off)):.3f} (median of seven pairs)")
P
