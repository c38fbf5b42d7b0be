#!/usr/bin/env bash
# Compares the gateway with nginx proxy_pass and a bare YARP in one run, in interleaved rounds; everything on loopback.
# Needs: nginx, wrk, python3, the .NET SDK.  Usage: bench/load/run.sh [rounds=7] [seconds=5] [connections=32]
set -euo pipefail
rounds=${1:-7} seconds=${2:-5} connections=${3:-32}
root=$(cd "$(dirname "$0")/../.." && pwd)
dir=$(mktemp -d)
upstream=18900 proxy=18901 yarp=18902 ours=18903 console=18904
trap 'kill $(jobs -p) 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$dir"' EXIT

text=$(printf 'The quick brown fox jumps over the lazy dog. %.0s' {1..12})
for role in upstream proxy; do
  sed -e "s#@DIR@#$dir#g" -e "s#@UPSTREAM@#$upstream#g" -e "s#@PROXY@#$proxy#g" -e "s#@TEXT@#$text#g" "$root/bench/load/$role.conf.in" > "$dir/$role.conf"
done
dotnet publish "$root/src/AntigravityTools.App" -c Release -o "$dir/app" -v q --nologo > "$dir/publish.log" || { cat "$dir/publish.log"; exit 1; }
dotnet publish "$root/bench/YarpHost" -c Release -o "$dir/yarp" -v q --nologo > "$dir/publish.log" || { cat "$dir/publish.log"; exit 1; }

nginx -p "$dir" -c "$dir/upstream.conf" & upstream_pid=$!
nginx -p "$dir" -c "$dir/proxy.conf" & nginx_pid=$!
DOTNET_gcServer=0 "$dir/yarp/YarpHost" $yarp "http://127.0.0.1:$upstream" > "$dir/yarp.log" 2>&1 & yarp_pid=$!
HOME="$dir" "$dir/app/antigravity-tools" serve --data-dir "$dir/data" --port $ours --console-port $console --no-console > "$dir/ours.log" 2>&1 & ours_pid=$!

wait_for() { for _ in $(seq 200); do curl -fsS -o /dev/null "$1" 2>/dev/null && return; read -rt 0.1 <> <(:) || true; done; echo "no answer from $1" >&2; cat "$dir"/*.log >&2; exit 1; }
wait_for "http://127.0.0.1:$upstream/v1/models"; wait_for "http://127.0.0.1:$proxy/v1/models"; wait_for "http://127.0.0.1:$yarp/v1/models"; wait_for "http://127.0.0.1:$ours/healthz"
curl -fsS -o /dev/null -H "Authorization: Bearer $(cat "$dir/data/admin.key")" -H 'Content-Type: application/json' \
  -d "{\"provider\":\"openai-compatible\",\"name\":\"bench\",\"base_url\":\"http://127.0.0.1:$upstream/v1\",\"auth\":{\"type\":\"api_key\",\"api_key\":\"sk-bench-upstream\"}}" \
  "http://127.0.0.1:$console/api/accounts"

python3 "$root/bench/load/rounds.py" --rounds "$rounds" --seconds "$seconds" --connections "$connections" --script "$root/bench/load/chat.lua" \
  --target "direct=http://127.0.0.1:$upstream/v1/chat/completions=$upstream_pid" \
  --target "nginx=http://127.0.0.1:$proxy/v1/chat/completions=$nginx_pid" \
  --target "yarp=http://127.0.0.1:$yarp/v1/chat/completions=$yarp_pid" \
  --target "ours=http://127.0.0.1:$ours/v1/chat/completions=$ours_pid"
