#!/usr/bin/env bash
# each-file.sh [FILES]: files of 4 KB that are drops by themselves: files/s from the command's start until each result is
# downloaded and checked. Checks every hash. Needs a running, idle system (DROPBATCH_HOME).
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
files=${1:-500}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

mkdir "$folder/drop"
for number in $(seq "$files"); do
  head -c 4096 /dev/urandom > "$folder/drop/$number.bin"
done
"$root/dropbatch" publish "$root/benchmarks/workloads/hash-as-they-come" > /dev/null
began=$(date +%s%N)
"$root/dropbatch" submit hash-as-they-come "$folder/drop" --name "files-$(date +%s)" --download "$folder/results" > "$folder/said"
ended=$(date +%s%N)
for number in $(seq "$files"); do
  [ "$(sha256sum < "$folder/drop/$number.bin")" = "$(cat "$folder/results/$number.bin/sum.txt")" ] \
    || { echo "wrong hash of $number.bin"; exit 1; }
done
awk -v ns="$((ended - began))" -v files="$files" 'BEGIN { printf "%d files in %.1f s: %.1f files/s\n", files, ns / 1e9, files * 1e9 / ns }'
