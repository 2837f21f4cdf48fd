#!/usr/bin/env bash
# observing.sh [ROWS] [SECONDS]: what the four services cost without being observed, scraped every five seconds, and scraped with each drop traced:
# processor seconds for a drop of so many tasks (2,000) and for so long without work (60 s), resident memory (PSS); and what Prometheus
# and Zipkin take themselves. Starts systems of its own, one after the other. Needs Debian's prometheus, and Zipkin for the last of the
# three ("./dropbatch up --observe" fetches it once).
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
rows=${1:-2000}
pause=${2:-60}
work=$(mktemp -d)
trap '"$root/dropbatch" down >/dev/null 2>&1 || true; rm -rf "$work"' EXIT
mkdir "$work/drop"
{ echo number; seq "$rows"; } >"$work/drop/rows.csv"
services=(submission scheduler monitor results)
ticks=$(getconf CLK_TCK)

pid_of() { grep -oE '^[0-9]+' "$DROPBATCH_HOME/run/$1.pid"; }

# Processor seconds of programs since their start.
cpu() {
  for program in "$@"; do sed 's/.*) //' "/proc/$(pid_of "$program")/stat"; done \
    | awk -v ticks="$ticks" '{ n += $12 + $13 } END { printf "%.2f", n / ticks }'
}

megabytes() {
  for program in "$@"; do grep '^Pss:' "/proc/$(pid_of "$program")/smaps_rollup"; done | awk '{ n += $2 } END { printf "%.0f", n / 1024 }'
}

minus() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a - b }'; }

drop() { "$root/dropbatch" submit rows-summed "$work/drop" --name "$1" --watch >"$work/said" 2>&1 || { cat "$work/said" >&2; exit 1; }; }

# measure NAME OPTION...
measure() {
  local name=$1 start busy idle program
  shift
  export DROPBATCH_HOME=$work/$name
  "$root/dropbatch" up --detach "$@" >"$work/up" || { cat "$work/up" >&2; exit 1; }
  "$root/dropbatch" publish "$root/benchmarks/workloads/rows-summed" >/dev/null
  drop first
  start=$(cpu "${services[@]}")
  drop measured
  busy=$(cpu "${services[@]}")
  sleep "$pause"
  idle=$(cpu "${services[@]}")
  printf '%-8s services: %6s s for %d tasks, %5s s for %d s without work, %4s MB' "$name" "$(minus "$busy" "$start")" "$rows" \
    "$(minus "$idle" "$busy")" "$pause" "$(megabytes "${services[@]}")"
  for program in prometheus zipkin; do
    [ ! -e "$DROPBATCH_HOME/run/$program.pid" ] || printf '; %s %s s, %s MB' "$program" "$(cpu "$program")" "$(megabytes "$program")"
  done
  echo
  "$root/dropbatch" down >/dev/null
}

measure plain
# Scraped only: Zipkin runs, but nothing is exported to it.
DROPBATCH_TRACING_EXPORTER=none measure scraped --observe
[ -z "$(find "$root/target/dropbatch/observe" -name 'zipkin-server-*' 2>/dev/null)" ] || measure traced --observe
