#!/usr/bin/env bash
# latency.sh [RUNS]: milliseconds from the trigger's upload to the task's first command, and from the task's end to the
# announcement of output.ready. Needs a running, idle system (DROPBATCH_HOME); prints each run and the medians.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
: "${JAVA_HOME:?set it to a JDK of 21 or newer}"
"$root/dropbatch" publish "$root/benchmarks/workloads/stamp" >/dev/null
# shellcheck disable=SC1091
. "${DROPBATCH_HOME:-$root/.dropbatch}/local.env"
# The command line's libraries, as noted for Java by the latest build.
newest=''
for words in "$root"/target/dropbatch/command-line-*.words; do
  if [ -z "$newest" ] || [ "$words" -nt "$newest" ]; then newest=$words; fi
done
libraries=$(sed -n '/^"-cp"$/{n;s/"//g;p;}' "$newest")
classes=$(mktemp -d)
trap 'rm -rf "$classes"' EXIT
"$JAVA_HOME/bin/javac" -proc:none -cp "$libraries" -d "$classes" "$root/benchmarks/Latency.java"
"$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -cp "$classes:$libraries" Latency "${1:-20}"
