#!/usr/bin/env bash
# Publishes AotHost natively without a single trim or AOT warning, starts it and drives it. Needs clang, zlib1g-dev and curl.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
dir=$(mktemp -d)
upstream=18910 proxy=18911 console=18912 key=aot-check-admin-key
close() { local pids; pids=$(jobs -p); [ -z "$pids" ] || kill $pids 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$dir"; }
trap close EXIT
fail() { cat "$dir"/*.log >&2; echo "AOT check failed: $1" >&2; exit 1; }
wait_for() {
  for _ in $(seq 100); do
    curl -fsS -o /dev/null "$1" 2>/dev/null && return
    read -rt 0.1 <> <(:) || true
  done
  fail "no answer from $1"
}

rid=$(dotnet --info | sed -n 's/^ *RID: *//p')
dotnet publish "$root/bench/AotHost" -c Release -r "$rid" -p:PublishAot=true -o "$dir/host" --nologo -v m > "$dir/publish.log" 2>&1 || fail "publish"
! grep -E 'warning (IL|CS|CA)[0-9]+' "$dir/publish.log" || fail "warnings"

"$dir/host/AotHost" simulate $upstream > "$dir/simulator.log" 2>&1 & simulator_pid=$!
wait_for "http://127.0.0.1:$upstream/v1/models"
"$dir/host/AotHost" serve $proxy $console $key "http://127.0.0.1:$upstream/v1" "$dir/history.db" > "$dir/host.log" 2>&1 & host_pid=$!
wait_for "http://127.0.0.1:$proxy/healthz"
kill -0 $simulator_pid $host_pid 2>/dev/null || fail "another program answers on the check's ports"

model=$(curl -fsS "http://127.0.0.1:$proxy/v1/models" | grep -oE '"id":"gpt[^"]*"' | head -1 | cut -d'"' -f4)
ask() { curl -fsS -H 'Content-Type: application/json' -d "{\"model\":\"$model\",\"stream\":$1,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}" "http://127.0.0.1:$proxy/v1/chat/completions"; }
ask false | grep '"finish_reason":"stop"' > /dev/null || fail "no whole answer"
ask true | grep 'data: \[DONE\]' > /dev/null || fail "no streamed answer"

api() { curl -fsS -H "Authorization: Bearer $key" "http://127.0.0.1:$console$1"; }
api /api/accounts | grep '"state":"ready"' > /dev/null || fail "the account is not ready"
api "/api/requests?limit=10" | grep '"verdict":"ok"' > /dev/null || fail "the requests were not recorded"
api /openapi/v1.json | grep '"openapi"' > /dev/null || fail "no API description"
echo "AOT check passed: $(stat -c %s "$dir/host/AotHost") bytes, no warnings, one whole and one streamed answer, both recorded."
