#!/usr/bin/env bash
# dropbatch.sh N INDIR OUTDIR: drops N files of INDIR, one task each, and leaves the outputs in OUTDIR.
# A peer of the benchmark kit (work item A). Needs DROPBATCH=<the dropbatch script>, a running system (DROPBATCH_HOME) and
# the workload hash-each published. Pass the PIDS of all its processes: benchmarks/pids.sh prints them.
set -euo pipefail
: "${DROPBATCH:?set it to the path of the dropbatch script}"
drop=$2
if [ "$(find "$2" -type f | wc -l)" != "$1" ]; then
  drop=$(mktemp -d)
  trap 'rm -rf "$drop"' EXIT
  find "$2" -type f | sort | head -n "$1" | xargs cp -t "$drop"
fi
"$DROPBATCH" submit hash-each "$drop" --name "a-$$-$(date +%s%N)" --download "$3" --timeout 900 >/dev/null
