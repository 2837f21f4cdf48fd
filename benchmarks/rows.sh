#!/usr/bin/env bash
# rows.sh [ROWS]: a table with one task for each row, merged by two hundred at a time: tasks/s from the command's start to the
# checked download, the requests that Batch answered, and the resident memory of each program before and after. Checks the sum.
# Needs a running, idle system (DROPBATCH_HOME).
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
home=${DROPBATCH_HOME:-$root/.dropbatch}
rows=${1:-20000}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

memory() {
  for file in "$home"/run/*.pid; do
    pid=$(grep -oE '[0-9]+' "$file" | head -n 1)
    printf '%s=%d ' "$(basename "$file" .pid)" "$(($(awk '/^VmRSS:/ { print $2 }' "/proc/$pid/status") / 1024))"
  done
  echo
}

# shellcheck disable=SC1091
batch=$(. "$home/local.env" && echo "$AZURE_BATCH_ENDPOINT")
requests() {
  curl -fsS "${batch%/}/metrics" | sed -n 's/^batch_requests_total{operation="\([A-Z]*\) \([^"]*\)".*} \([0-9.eE+]*\)$/\1:\2 \3/p' \
    | awk '{ n[$1] += $2 } END { for (operation in n) print operation, n[operation] }' | sort
}

mkdir "$folder/drop"
{ echo number; seq "$rows"; } > "$folder/drop/rows.csv"
"$root/dropbatch" publish "$root/benchmarks/workloads/rows-summed" > /dev/null
echo "MB before: $(memory)"
requests > "$folder/before"
began=$(date +%s%N)
"$root/dropbatch" submit rows-summed "$folder/drop" --name "rows-$(date +%s)" --watch --download "$folder/results" > "$folder/said"
ended=$(date +%s%N)
requests > "$folder/after"
echo "MB after:  $(memory)"
sum=$(cat "$folder/results/sum.txt")
[ "$sum" = $((rows * (rows + 1) / 2)) ] || { echo "wrong sum: $sum"; exit 1; }
awk -v ns="$((ended - began))" -v rows="$rows" 'BEGIN { printf "%d rows in %.0f s: %.1f tasks/s\n", rows, ns / 1e9, rows * 1e9 / ns }'
join -a 2 -e 0 -o 0,1.2,2.2 "$folder/before" "$folder/after" \
  | awk '$3 > $2 { printf "%s %d, ", $1, $3 - $2; all += $3 - $2 } END { printf "%d requests to Batch in all\n", all }'
