#!/usr/bin/env bash
# dropbatch.sh N - OUTDIR: 24 tasks of real compute and a merge (work item B); N has to be 24, as the workload says.
# Needs DROPBATCH, a running system (DROPBATCH_HOME), and the workload compute published with the kit's program mc.
set -euo pipefail
: "${DROPBATCH:?set it to the path of the dropbatch script}"
[ "$1" = 24 ] || { echo "the workload compute has 24 tasks" >&2; exit 2; }
drop=$(mktemp -d)
trap 'rm -rf "$drop"' EXIT
"$DROPBATCH" submit compute "$drop" --name "b-$$-$(date +%s%N)" --download "$3" --timeout 900 >/dev/null
