#!/usr/bin/env bash
# requests.sh [TASKS] [SECONDS] [SLOTS]: what one job of TASKS (1) tasks, which wait for SECONDS (60) each, SLOTS (50) at a time, costs:
# the requests that the four services sent to Batch, to storage and over the bus, by their own counter
# dropbatch_client_requests_seconds, from before the drop to the end of its job. Starts a system of its own with the settings for
# Azure. The tasks only wait, so that a small machine runs as many at a time as a large pool.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
tasks=${1:-1}
seconds=${2:-60}
slots=${3:-50}
work=$(mktemp -d)
export DROPBATCH_HOME=$work/home SPRING_PROFILES_ACTIVE=azure DROPBATCH_POOL_MAX_SLOTS=$slots
# As on Azure, where asking costs.
export DROPBATCH_MONITOR_BACKLOG_EVERY=60s DROPBATCH_POOLS_OBSERVE=30s
trap '"$root/dropbatch" down >/dev/null 2>&1 || true; rm -rf "$work"' EXIT

# Lines of "client operation number", summed over services and answers.
counted() {
  for url in $services; do curl -fsS "$url/actuator/prometheus"; done \
    | sed -n 's/^dropbatch_client_requests_seconds_count{\(.*\)} \([0-9.eE+]*\)$/\1 \2/p' \
    | sed -E 's/.*client="([^"]*)".*operation="([^"]*)".* ([0-9.eE+]+)$/\1:\2\t\3/' \
    | awk -F'\t' '{ n[$1] += $2 } END { for (what in n) printf "%s\t%d\n", what, n[what] }' | sort -t "$(printf '\t')" -k 1,1
}

mkdir -p "$work/drop" "$work/patient-tasks"
{ echo seconds; for ((i = 0; i < tasks; i++)); do echo "$seconds"; done; } >"$work/drop/rows.csv"
sed "s/slotsPerNode: .*/slotsPerNode: $slots/" "$root/benchmarks/workloads/patient-tasks/workload.yaml" >"$work/patient-tasks/workload.yaml"
"$root/dropbatch" up --detach >"$work/up" || { cat "$work/up" >&2; exit 1; }
# shellcheck disable=SC1091
services=$(. "$DROPBATCH_HOME/local.env" && echo "$SUBMISSION_URL $SCHEDULER_URL $MONITOR_URL $RESULTS_URL")
"$root/dropbatch" publish "$work/patient-tasks" >/dev/null
counted >"$work/before"
began=$(date +%s)
"$root/dropbatch" submit patient-tasks "$work/drop" --name "$tasks-tasks" --watch >"$work/said" 2>&1 || { cat "$work/said" >&2; exit 1; }
took=$(($(date +%s) - began))
counted >"$work/after"
# What the services ask without any drop, for as long as the job took.
sleep "$((took < 60 ? took : 60))"
counted >"$work/idle"
awk -F'\t' -v tasks="$tasks" -v took="$took" -v pause="$((took < 60 ? took : 60))" '
  FILENAME == ARGV[1] { before[$1] = $2; next }
  FILENAME == ARGV[2] { after[$1] = $2; next }
  { idle = ($2 - after[$1]) * took / pause; split($1, part, ":"); n = after[$1] - before[$1]
    all[part[1]] += n; still[part[1]] += idle
    if (n > 0) detail[part[1]] = detail[part[1]] sprintf("%s%s %d", detail[part[1]] == "" ? "" : ", ", part[2], n) }
  END { printf "%d tasks in %d s\n", tasks, took
    for (client in all) printf "%-8s %6d, of which %4.0f without any drop: %s\n", client, all[client], still[client], detail[client] }
' "$work/before" "$work/after" "$work/idle"
