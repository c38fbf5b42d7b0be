#!/usr/bin/env bash
# Compares requests that the gateway translates with those of the same size that it passes through to the same account, in interleaved
# rounds: 2 KB of text, and 36 KB of text with 12 tools, about 48 KB. One account and its upstream speak one of the four protocols; the
# client that speaks it as well is passed through, the three others are translated.
# Usage: bench/load/translated.sh [rounds=7] [seconds=5] [connections=32] [upstream=chat|responses|messages|gemini]
# APP_DIR names a folder that is already published, WARMUP the seconds of warming up for each target (20).
set -euo pipefail
rounds=${1:-7} seconds=${2:-5} connections=${3:-32} kind=${4:-chat}
root=$(cd "$(dirname "$0")/../.." && pwd)
source "$root/bench/load/stage.sh"
need nginx wrk python3 curl dotnet
open_stage
start_upstream
start_ours
base="http://127.0.0.1:$ours"
model=bench-model
declare -A provider=([responses]=openai-compatible [messages]=anthropic-compatible [gemini]=gemini)
declare -A protocol=([responses]=openai-responses [messages]=anthropic [gemini]=gemini)
if [ "$kind" != chat ]; then
  model="bench-$kind"
  version=v1
  [ "$kind" = gemini ] && version=v1beta
  curl -fsS -o /dev/null -H "Authorization: Bearer $(cat "$dir/data/admin.key")" -H 'Content-Type: application/json' \
    -d "{\"provider\":\"${provider[$kind]}\",\"name\":\"$kind\",\"base_url\":\"http://127.0.0.1:$upstream/$version\",\"protocols\":[\"${protocol[$kind]}\"],\"models\":[\"$model\"],\"auth\":{\"type\":\"api_key\",\"api_key\":\"sk-bench-$kind\"}}" \
    "http://127.0.0.1:$console/api/accounts"
fi
declare -A paths=([chat]=/v1/chat/completions [responses]=/v1/responses [messages]=/v1/messages [gemini]="/v1beta/models/$model:generateContent")
compare() {
  local targets=(--target "passed=$base${paths[$kind]}=$ours_pid=$kind $2 $3 $model") client
  for client in chat responses messages gemini; do
    [ "$client" = "$kind" ] || targets+=(--target "from $client=$base${paths[$client]}=$ours_pid=$client $2 $3 $model")
  done
  python3 "$root/bench/load/rounds.py" --rounds "$rounds" --seconds "$seconds" --connections "$connections" --script "$root/bench/load/agent.lua" \
    --warmup "${WARMUP:-20}" --what "$1 to $kind" --yardsticks passed "${targets[@]}"
}
compare "2 KB of text" 1800 0
compare "48 KB with 12 tools" 36000 12
