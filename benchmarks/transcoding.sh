#!/usr/bin/env bash
# transcoding.sh [SECONDS]: a film of so many seconds transcoded to three sizes by the ready-made workload, once by hand (xargs -P2) and
# once dropped, from the command's start to the playlist: seconds of both and their ratio. Checks that both films are the same. Needs a
# running, idle system (DROPBATCH_HOME) and ffmpeg.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
seconds=${1:-120}
heights="720 480 240"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# A film of 5 Mbit/s, as a camera makes it, with a key frame every two seconds.
mkdir "$folder/drop"
ffmpeg -nostdin -v error -f lavfi -i "testsrc2=size=1280x720:rate=25:duration=$seconds" -f lavfi -i "sine=frequency=330:beep_factor=4:duration=$seconds" \
  -vf noise=alls=12:allf=t:all_seed=1 -c:v libx264 -preset superfast -b:v 5M -maxrate 5M -bufsize 10M -g 50 -pix_fmt yuv420p -c:a aac "$folder/drop/film.mp4"

mkdir "$folder/transcoding"
cp -R "$root/workloads/transcoding/application" "$folder/transcoding/"
sed -e "s/\[270, 180, 90\]/[${heights// /, }]/" -e 's/PIECE_SECONDS: "2"/PIECE_SECONDS: "10"/' "$root/workloads/transcoding/workload.yaml" \
  > "$folder/transcoding/workload.yaml"
"$root/dropbatch" publish "$folder/transcoding" > /dev/null

# By hand: the same pieces, two at a time, then the same merge.
export APP_DIR=$folder/transcoding/application PIECE_SECONDS=10 KEY_SECONDS=2 SOUND="-c:a aac -b:a 96k"
export VIDEO="-c:v libx264 -preset veryfast -crf 23 -threads 1"
mkdir "$folder/cut" "$folder/tasks" "$folder/by-hand"
began=$(date +%s%N)
(cd "$folder/cut" && sh "$APP_DIR/cut.sh" "$folder/drop")
export TASK_COUNT=$(($(printf '%s\n' "$folder"/cut/parts/* | wc -l) * $(echo "$heights" | wc -w)))
index=0
# shellcheck disable=SC2016
for part in "$folder"/cut/parts/*; do
  for height in $heights; do
    index=$((index + 1))
    echo "$part $height $index $folder/tasks/$(printf %06d "$index")"
  done
done | xargs -P2 -L1 sh -c 'mkdir "$3" && cd "$3" && PARAM_HEIGHT=$1 TASK_INDEX=$2 sh "$APP_DIR/encode.sh" "$0"'
(cd "$folder/by-hand" && sh "$APP_DIR/pack.sh" "$folder/tasks")
by_hand=$(($(date +%s%N) - began))

began=$(date +%s%N)
"$root/dropbatch" submit transcoding "$folder/drop" --name "film-$(date +%s)" --watch --download "$folder/dropped" > "$folder/said"
dropped=$(($(date +%s%N) - began))

for file in film.mp4 hls/720.m4s hls/240.m4s hls/sound.m4s; do
  cmp "$folder/by-hand/$file" "$folder/dropped/$file"
done
awk -v a="$by_hand" -v b="$dropped" 'BEGIN { printf "by hand %.1f s, dropped %.1f s: ratio %.2f\n", a / 1e9, b / 1e9, b / a }'
uptime
