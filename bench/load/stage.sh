# Sourced by the load scripts: starts the upstream and the gateways on loopback, and ends them with the script.
upstream=18900 proxy=18901 yarp=18902 ours=18903 console=18904
export DOTNET_gcServer=0 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

need() {
  local missing=()
  for tool in "$@"; do command -v "$tool" >/dev/null || missing+=("$tool"); done
  [ ${#missing[@]} -eq 0 ] && return
  echo "The load harness needs ${missing[*]}. On Debian: apt-get install nginx-light wrk python3 curl; the .NET SDK is at https://dot.net." >&2
  exit 2
}

open_stage() {
  dir=$(mktemp -d)
  trap close_stage EXIT
}

close_stage() {
  local pids
  pids=$(jobs -p)
  [ -z "$pids" ] || kill $pids 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$dir"
}

publish() {
  dotnet publish "$root/$1" -c Release -o "$2" -v q --nologo > "$dir/publish.log" || { cat "$dir/publish.log" >&2; exit 1; }
}

wait_for() {
  for _ in $(seq 200); do
    curl -fsS -o /dev/null "$1" 2>/dev/null && return
    read -rt 0.1 <> <(:) || true
  done
  echo "No answer from $1." >&2
  cat "$dir"/*.log >&2
  exit 1
}

start_nginx_as() {
  local text
  text=$(printf 'The quick brown fox jumps over the lazy dog. %.0s' {1..12})
  sed -e "s#@DIR@#$dir#g" -e "s#@UPSTREAM@#$upstream#g" -e "s#@PROXY@#$proxy#g" -e "s#@TEXT@#$text#g" "$root/bench/load/$1.conf.in" > "$dir/$1.conf"
  nginx -p "$dir" -c "$dir/$1.conf" &
}

start_upstream() { start_nginx_as upstream; upstream_pid=$!; wait_for "http://127.0.0.1:$upstream/v1/models"; }

start_paced_upstream() {
  load=${LOAD_DIR:-$dir/load}
  [ -n "${LOAD_DIR:-}" ] || publish bench/load/Streams "$load"
  "$load/Streams" upstream $upstream > "$dir/upstream.log" 2>&1 & upstream_pid=$!
  wait_for "http://127.0.0.1:$upstream/v1/models"
}

start_nginx() { start_nginx_as proxy; nginx_pid=$!; wait_for "http://127.0.0.1:$proxy/v1/models"; }

start_yarp() {
  yarp_app=${YARP_DIR:-$dir/yarp}
  [ -n "${YARP_DIR:-}" ] || publish bench/YarpHost "$yarp_app"
  "$yarp_app/YarpHost" $yarp "http://127.0.0.1:$upstream" > "$dir/yarp.log" 2>&1 & yarp_pid=$!
  wait_for "http://127.0.0.1:$yarp/v1/models"
}

# The published bundle as a user runs it: pages, account pool, guards, recording and access log on, one account.
start_ours() {
  app=${APP_DIR:-$dir/app}
  [ -n "${APP_DIR:-}" ] || publish src/AntigravityTools.App "$app"
  HOME="$dir" "$app/antigravity-tools" serve --data-dir "$dir/data" --port $ours --console-port $console > "$dir/ours.log" 2>&1 & ours_pid=$!
  wait_for "http://127.0.0.1:$ours/healthz"; wait_for "http://127.0.0.1:$console/login"
  curl -fsS -o /dev/null -H "Authorization: Bearer $(cat "$dir/data/admin.key")" -H 'Content-Type: application/json' \
    -d "{\"provider\":\"openai-compatible\",\"name\":\"bench\",\"base_url\":\"http://127.0.0.1:$upstream/v1\",\"auth\":{\"type\":\"api_key\",\"api_key\":\"sk-bench-upstream\"}}" \
    "http://127.0.0.1:$console/api/accounts"
}
