#!/usr/bin/env bash
# Compares the gateway with nginx proxy_pass and a bare YARP in one run, in interleaved rounds; everything on loopback.
# Usage: bench/load/run.sh [rounds=7] [seconds=5] [connections=32]
# APP_DIR and YARP_DIR name folders that are already published; without them both are published anew.
set -euo pipefail
rounds=${1:-7} seconds=${2:-5} connections=${3:-32}
root=$(cd "$(dirname "$0")/../.." && pwd)
source "$root/bench/load/stage.sh"
need nginx wrk python3 curl dotnet
open_stage
start_upstream
start_nginx
start_yarp
start_ours
python3 "$root/bench/load/rounds.py" --rounds "$rounds" --seconds "$seconds" --connections "$connections" --script "$root/bench/load/chat.lua" \
  --target "direct=http://127.0.0.1:$upstream/v1/chat/completions=$upstream_pid" \
  --target "nginx=http://127.0.0.1:$proxy/v1/chat/completions=$nginx_pid" \
  --target "yarp=http://127.0.0.1:$yarp/v1/chat/completions=$yarp_pid" \
  --target "ours=http://127.0.0.1:$ours/v1/chat/completions=$ours_pid"
