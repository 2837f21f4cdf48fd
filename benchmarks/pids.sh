#!/usr/bin/env bash
# pids.sh: the ids of every process of a running system, Azurite and supervisor included, without the tasks' own.
# Call it after a first drop: the shells that start tasks are opened then, and hold the time of their tasks.
# Usage: DROPBATCH_HOME=… benchmarks/pids.sh
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
home=${DROPBATCH_HOME:-$root/.dropbatch}
descend() { for child in $(cat "/proc/$1"/task/*/children 2>/dev/null); do echo "$child"; descend "$child"; done; }
for file in "$home"/run/*.pid; do
  pid=$(grep -oE '[0-9]+' "$file" | head -n 1 || true)
  if [ -n "$pid" ] && [ -d "/proc/$pid" ]; then
    echo "$pid"
    descend "$pid"
  fi
done | sort -nu | tr '\n' ' '
echo
