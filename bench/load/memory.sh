#!/usr/bin/env bash
# Start and memory of the published bundle: /healthz after start (median of five, from /), idle with the console up, after 10,000 and 100,000 requests.
# Usage: bench/load/memory.sh     APP_DIR and LOAD_DIR name folders that are already published.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
source "$root/bench/load/stage.sh"
need curl dotnet
open_stage
start_paced_upstream
app=${APP_DIR:-$dir/app}
[ -n "${APP_DIR:-}" ] || publish src/AntigravityTools.App "$app"

now() { date +%s%3N; }
starts=()
cd /
for turn in 1 2 3 4 5; do
  begun=$(now)
  HOME="$dir" "$app/antigravity-tools" serve --data-dir "$dir/start" --port $ours --console-port $console > "$dir/start.log" 2>&1 & pid=$!
  until curl -fsS -o /dev/null "http://127.0.0.1:$ours/healthz" 2>/dev/null; do :; done
  starts+=($(($(now) - begun)))
  kill $pid; wait $pid || true
done
echo "/healthz after start, ms: $(printf '%s\n' "${starts[@]}" | sort -n | sed -n 3p) (median of ${starts[*]})"

start_ours
curl -fsS -o /dev/null "http://127.0.0.1:$console/login"
memory() { awk '/VmRSS/ {printf "%.0f MiB", $2 / 1024}' "/proc/$ours_pid/status"; }
settle() { read -rt "$1" <> <(:) || true; }
requests() { "$load/Streams" requests "http://127.0.0.1:$ours/v1/chat/completions" "$1" 32 > /dev/null; }
settle 5
echo "idle, console up: $(memory)"
requests 10000; settle 3
echo "after 10,000 requests: $(memory)"
requests 90000; settle 3
echo "after 100,000 requests: $(memory)"
settle 20
echo "20 s later: $(memory)"
