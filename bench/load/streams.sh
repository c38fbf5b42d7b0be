#!/usr/bin/env bash
# Paced streams of ten events a second: direct, through a bare YARP and through the gateway. Fails where the gateway's streams do not all
# complete or one has a gap over pace + 250 ms.
# Usage: bench/load/streams.sh [streams=1000] [seconds=15]     APP_DIR, YARP_DIR and LOAD_DIR name folders that are already published.
set -euo pipefail
count=${1:-1000} seconds=${2:-15}
root=$(cd "$(dirname "$0")/../.." && pwd)
source "$root/bench/load/stage.sh"
need curl dotnet
open_stage
start_paced_upstream
start_yarp
start_ours
echo "| target | streams | complete | event late p50 ms | p99 ms | max ms | longest gap ms | MiB before | MiB peak | KiB/stream |"
echo "|---|---|---|---|---|---|---|---|---|---|"
through() { echo -n "| $1 "; "$load/Streams" streams "http://127.0.0.1:$2/v1/chat/completions" "$3" "$count" "$seconds"; }
through direct $upstream $upstream_pid || true
through YARP $yarp $yarp_pid || true
through ours $ours $ours_pid
