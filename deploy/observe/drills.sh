#!/usr/bin/env bash
# drills.sh [DRILL ...]: breaks a system of its own in five ways, and shows for each which alert fires, on which panel it is seen and
# which run book helps: stop-monitor, dead-letters, spoil-pool, throttle-batch, lose-markers (all by default).
# The rules are those of deploy/prometheus with "for" and windows of seconds, so that a drill takes a minute and not an hour.
# Needs what ./dropbatch up needs, and Debian's package prometheus. Exit code 1: an alert did not fire.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
: "${JAVA_HOME:?set it to a JDK of 21 or newer}"
for tool in prometheus promtool curl; do
  command -v "$tool" >/dev/null || { echo "$tool is missing: apt-get install prometheus curl" >&2; exit 2; }
done
work=$(mktemp -d)
export DROPBATCH_HOME=$work/home
prometheus_pid=''
end() {
  [ -z "$prometheus_pid" ] || kill "$prometheus_pid" 2>/dev/null || true
  "$root/dropbatch" down >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap end EXIT

# --- a system, and a Prometheus with quick rules

"$root/dropbatch" up --detach >"$work/up.log" || { cat "$work/up.log" >&2; exit 2; }
# shellcheck disable=SC1091
. "$DROPBATCH_HOME/local.env"
port=${DRILLS_PORT:-19090}
prometheus_url=http://127.0.0.1:$port
mkdir "$work/prometheus"
sed 's/\(scrape\|evaluation\)_interval: .*/\1_interval: 2s/; s/scrape_timeout: .*/scrape_timeout: 2s/' \
  "$root/deploy/prometheus/prometheus.yml" >"$work/prometheus/prometheus.yml"
"$here/quick-rules.sh" <"$root/deploy/prometheus/rules.yml" >"$work/prometheus/rules.yml"
for service in submission scheduler monitor results; do
  url=${service^^}_URL
  echo "- { targets: [\"${!url#http://}\"], labels: { namespace: local, service: $service } }"
done >"$work/prometheus/targets.yml"
promtool check config "$work/prometheus/prometheus.yml" >/dev/null
prometheus "--config.file=$work/prometheus/prometheus.yml" "--storage.tsdb.path=$work/prometheus/data" \
  "--web.listen-address=127.0.0.1:$port" --log.level=warn >"$work/prometheus.log" 2>&1 &
prometheus_pid=$!

# --- helpers

query() { promtool query instant "$prometheus_url" "$1" 2>/dev/null || true; }

firing() { query "ALERTS{alertname=\"$1\",alertstate=\"firing\"}"; }

# await SECONDS COMMAND...: until it succeeds.
await() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < deadline)) || return 1
    sleep 1
  done
}

fires() { [ -n "$(firing "$1")" ]; }

all_up() { [ "$(query 'sum(up{job="dropbatch"})' | sed -n 's/.*=> \([0-9]*\) .*/\1/p')" = 4 ]; }

annotation() { awk -v alert="$1" -v key="$2:" '$2 == "alert:" { on = $3 == alert } on && $1 == key { sub(/^ *[^ ]* /, ""); print; exit }' \
  "$root/deploy/prometheus/rules.yml"; }

drops=0
submit() {
  drops=$((drops + 1))
  mkdir -p "$work/drop"
  echo "$drops" >"$work/drop/number.txt"
  drop=drill/drill-$drops
  "$root/dropbatch" submit drill "$work/drop" --name "drill-$drops" >/dev/null
}

# Once what was broken is mended, the drop ends well: nothing was lost.
ready() {
  "$root/dropbatch" watch "$drop" >"$work/watched" 2>&1 || {
    echo "| $drop DID NOT END WELL, 'watch' ended with $? | | | | |"
    cat "$work/watched" >&2
    failed=1
  }
}

is_running() { [ "$(query 'sum(dropbatch_pool_nodes{state="running"})' | sed -n 's/.*=> \([0-9]*\) .*/\1/p')" -ge 1 ] 2>/dev/null; }

is_read() { [ -n "$(query 'dropbatch_bus_messages{entity="scheduler-work", state="dead-letter"}')" ]; }

batch_faults() {
  local method=$1
  shift
  curl -fsS -X "$method" -H "Authorization: Bearer $AZURE_BATCH_ACCESS_KEY" "$AZURE_BATCH_ENDPOINT/_faults" "$@" >/dev/null
}

storage_faults() {
  local server
  server=$(sed -n 's#.*BlobEndpoint=\(http://[^/;]*\).*#\1#p' <<<"$AZURE_STORAGE_CONNECTION_STRING")
  curl -fsS -X POST -H 'x-local-azure: 1' "$server/_faults?$1" >/dev/null
}

# expect DRILL ALERT...: waits for the alerts and prints a row of the table for each.
failed=0
expect() {
  local drill=$1 alert began=$SECONDS
  shift
  for alert in "$@"; do
    if await 120 fires "$alert"; then
      echo "| $drill | $alert | $((SECONDS - began)) s | $(annotation "$alert" panel) | $(annotation "$alert" runbook_url) |"
      firing "$alert" | sed 's/^/    /' >&2
    else
      echo "| $drill | $alert DID NOT FIRE | | | |"
      failed=1
    fi
  done
}

# --- the drills

# It hangs, as in a dead lock: a service that dies is started again within a second.
stop_monitor() {
  local pid
  pid=$(grep -oE '^[0-9]+' "$DROPBATCH_HOME/run/monitor.pid")
  submit
  await 60 is_running
  kill -STOP "$pid"
  expect 'the monitor hangs' DropbatchTargetDown DropbatchServiceAbsent DropbatchDropNotAnnounced
  kill -CONT "$pid"
  ready
}

dead_letters() {
  local libraries newest='' file
  # What was there at the first reading did not grow.
  await 60 is_read
  for file in "$root"/target/dropbatch/command-line-*.words; do
    if [ -z "$newest" ] || [ "$file" -nt "$newest" ]; then newest=$file; fi
  done
  libraries=$(sed -n '/^"-cp"$/{n;s/"//g;p;}' "$newest")
  "$JAVA_HOME/bin/javac" -proc:none -cp "$libraries" -d "$work" "$here/ForeignMessages.java"
  "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -cp "$work:$libraries" ForeignMessages scheduler-work 3 2>/dev/null
  expect 'foreign messages on a queue' DropbatchDeadLettersGrow
}

spoil_pool() {
  local pool
  submit
  await 60 is_running
  pool=$(query 'dropbatch_pool_nodes{state="running"} > 0' | sed -n 's/.*pool="\([^"]*\)".*/\1/p' | head -n 1)
  batch_faults POST -d "{\"spoilNode\": {\"poolId\": \"$pool\", \"code\": \"DiskFull\", \"message\": \"no space is left\"}}"
  expect 'the only node of a pool becomes unusable' DropbatchPoolUnusable
  curl -fsS -o /dev/null "$AZURE_BATCH_ENDPOINT/_ui/"
}

throttle_batch() {
  batch_faults POST -d '{"throttle": {"probability": 0.5, "seed": 7, "retryAfter": 1}}'
  submit
  expect 'Batch answers every second request with 429' DropbatchThrottled
  batch_faults DELETE
  ready
}

lose_markers() {
  submit
  await 60 is_running
  storage_faults 'unreliable=1&lost=100'
  expect 'no event of a marker arrives' DropbatchSweepsRecoverMuch
  storage_faults 'unreliable=0'
  ready
}

await 60 all_up
"$root/dropbatch" publish "$here/drill" >/dev/null
echo '| what happens | alert that fires | after | panel | run book |'
echo '| --- | --- | --- | --- | --- |'
drills=("$@")
# The pool is spoilt last: nothing runs on it any more.
[ $# -gt 0 ] || drills=(stop-monitor dead-letters throttle-batch lose-markers spoil-pool)
for drill in "${drills[@]}"; do "${drill//-/_}" || failed=1; done
exit "$failed"
