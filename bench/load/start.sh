#!/usr/bin/env bash
# Start of the published bundle with 500,000 request rows: /healthz and the first console pages, median of seven starts from /.
# Usage: bench/load/start.sh [rows=500000]     APP_DIR and HISTORY_DIR (bench/History) name folders that are already published.
set -euo pipefail
rows=${1:-500000}
root=$(cd "$(dirname "$0")/../.." && pwd)
source "$root/bench/load/stage.sh"
need curl dotnet
open_stage
app=${APP_DIR:-$dir/app} history=${HISTORY_DIR:-$dir/history}
[ -n "${APP_DIR:-}" ] || publish src/AntigravityTools.App "$app"
[ -n "${HISTORY_DIR:-}" ] || publish bench/History "$history"
mkdir -m 700 "$dir/data"
dotnet "$history/History.dll" "$dir/data/antigravity.db" "$rows" fill

now() { date +%s%3N; }
median() { printf '%s\n' "$@" | sort -n | sed -n "$((($# + 1) / 2))p"; }
answered() { until curl -fsS -o /dev/null "$1" 2>/dev/null; do :; done; }
healthz=() login=() monitor=()
cd /
for turn in 1 2 3 4 5 6 7; do
  begun=$(now)
  HOME="$dir" "$app/antigravity-tools" serve --data-dir "$dir/data" --port $ours --console-port $console > "$dir/start.log" 2>&1 & pid=$!
  answered "http://127.0.0.1:$ours/healthz"
  healthz+=($(($(now) - begun)))
  until link=$(grep -oE 'http://[^ ]*/login\?token=[^ ]+' "$dir/start.log" | head -1) && [ -n "$link" ]; do :; done
  begun=$(now)
  curl -fsSL -c "$dir/cookies" -b "$dir/cookies" -o "$dir/page.html" "$link"
  login+=($(($(now) - begun)))
  begun=$(now)
  curl -fsS -b "$dir/cookies" -o "$dir/monitor.html" "http://127.0.0.1:$console/monitor"
  monitor+=($(($(now) - begun)))
  grep -q '<main' "$dir/monitor.html" || { echo "The monitor page did not come." >&2; exit 1; }
  rm -f "$dir/cookies"
  kill $pid; wait $pid || true
done
echo "/healthz after start, ms: $(median "${healthz[@]}") (median of ${healthz[*]})"
echo "first page by the login link (dashboard, cold), ms: $(median "${login[@]}") (median of ${login[*]})"
echo "then the monitor page, ms: $(median "${monitor[@]}") (median of ${monitor[*]})"
