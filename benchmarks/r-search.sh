#!/usr/bin/env bash
# r-search.sh [RESAMPLES]: the ready-made search in R, once by hand (xargs -P2) and once dropped, from the command's start to the
# table: seconds of both and their ratio. Checks that both tables are the same. Needs a running, idle system (DROPBATCH_HOME) and R.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
resamples=${1:-4000}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

mkdir "$folder/r-search"
cp -R "$root/workloads/r-search/application" "$folder/r-search/"
sed -e "s/RESAMPLES: \"200\"/RESAMPLES: \"$resamples\"/" -e 's/chunk: 6/chunk: 2/' "$root/workloads/r-search/workload.yaml" > "$folder/r-search/workload.yaml"
"$root/dropbatch" publish "$folder/r-search" > /dev/null

# By hand: the same pieces of the same table, two at a time, then the same merge.
export APP_DIR=$folder/r-search/application SEED=2026 RESAMPLES=$resamples
mkdir "$folder/pieces" "$folder/by-hand"
began=$(date +%s%N)
tail -n +2 "$root/workloads/r-search/drop/models.csv" | split -l 2 - "$folder/pieces/"
# shellcheck disable=SC2016
for piece in "$folder"/pieces/*; do
  for scale in identity log cuberoot; do
    echo "$piece $scale"
  done
done | xargs -P2 -L1 sh -c '
  mkdir "$0-$1" && cd "$0-$1" && { echo model,terms; cat "$0"; } > models.csv && PARAM_SCALE=$1 Rscript --vanilla "$APP_DIR/search.R" models.csv'
(cd "$folder/by-hand" && Rscript --vanilla "$APP_DIR/compare.R" "$folder/pieces")
by_hand=$(($(date +%s%N) - began))

began=$(date +%s%N)
"$root/dropbatch" submit r-search "$root/workloads/r-search/drop" --name "search-$(date +%s)" --watch --download "$folder/dropped" > "$folder/said"
dropped=$(($(date +%s%N) - began))

cmp "$folder/by-hand/search.csv" "$folder/dropped/search.csv"
awk -v a="$by_hand" -v b="$dropped" 'BEGIN { printf "by hand %.1f s, dropped %.1f s: ratio %.2f\n", a / 1e9, b / 1e9, b / a }'
uptime
