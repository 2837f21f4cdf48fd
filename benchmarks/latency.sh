#!/usr/bin/env bash
# latency.sh [RUNS]: milliseconds from the trigger's upload to the task's first command, and from the task's end to the
# announcement of output.ready. Needs a running, idle system (DROPBATCH_HOME); prints each run and the medians.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
"$root/dropbatch" publish "$root/benchmarks/workloads/stamp" >/dev/null
cli=$(cat "$root/target/dropbatch/cli")
set -a
# shellcheck disable=SC1091
. "${DROPBATCH_HOME:-$root/.dropbatch}/local.env"
set +a
exec "${JAVA_HOME:?set it to a JDK of 21 or newer}/bin/java" --enable-native-access=ALL-UNNAMED -cp "$cli/lib/*" "$root/benchmarks/Latency.java" "${1:-20}"
