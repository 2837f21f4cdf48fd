#!/usr/bin/env bash
# startup.sh [RUNS]: seconds until the whole system answers, and its resident memory (PSS), on a tree that has started once.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
runs=${1:-5}
DROPBATCH_HOME=$(mktemp -d)
export DROPBATCH_HOME
trap '"$root/dropbatch" down >/dev/null 2>&1 || true; rm -rf "$DROPBATCH_HOME"' EXIT
"$root/dropbatch" up --detach >/dev/null
"$root/dropbatch" down >/dev/null
for _ in $(seq "$runs"); do
  began=$(date +%s%N)
  "$root/dropbatch" up --detach >/dev/null
  ended=$(date +%s%N)
  memory=0
  for pid in $("$root/benchmarks/pids.sh"); do
    pss=$(awk '/^Pss:/ { print $2 }' "/proc/$pid/smaps_rollup" 2>/dev/null || echo 0)
    memory=$((memory + ${pss:-0}))
  done
  awk -v ns="$((ended - began))" -v kb="$memory" 'BEGIN { printf "up %.1f s  resident %.0f MB\n", ns / 1e9, kb / 1024 }'
  "$root/dropbatch" down >/dev/null
done
