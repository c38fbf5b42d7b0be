#!/usr/bin/env bash
# Compares requests that the gateway translates (Messages and Gemini clients on a chat account) with those of the same size that it passes
# through (a chat client on the same account), in interleaved rounds: 2 KB of text, and 36 KB of text with 12 tools, about 48 KB.
# Usage: bench/load/translated.sh [rounds=7] [seconds=5] [connections=32]     APP_DIR names a folder that is already published.
set -euo pipefail
rounds=${1:-7} seconds=${2:-5} connections=${3:-32}
root=$(cd "$(dirname "$0")/../.." && pwd)
source "$root/bench/load/stage.sh"
need nginx wrk python3 curl dotnet
open_stage
start_upstream
start_ours
base="http://127.0.0.1:$ours"
compare() {
  python3 "$root/bench/load/rounds.py" --rounds "$rounds" --seconds "$seconds" --connections "$connections" --script "$root/bench/load/agent.lua" \
    --warmup 20 --what "$1" --yardsticks passed \
    --target "passed=$base/v1/chat/completions=$ours_pid=chat $2 $3" \
    --target "from messages=$base/v1/messages=$ours_pid=messages $2 $3" \
    --target "from gemini=$base/v1beta/models/bench-model:generateContent=$ours_pid=gemini $2 $3"
}
compare "2 KB of text" 1800 0
compare "48 KB with 12 tools" 36000 12
