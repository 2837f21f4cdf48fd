#!/bin/sh
# cut.sh FOLDER: cuts the film in the folder into parts/00001.mp4 ..., each beginning with a key frame; the sound, if there is any,
# is the part with the last number. Nothing is encoded.
set -eu
film=$(find "$1" -type f)
if [ "$(printf '%s\n' "$film" | wc -l)" -ne 1 ]; then
  echo "a drop is one film; this one has several files:" >&2
  printf '%s\n' "$film" | sed "s|^$1/||" >&2
  exit 2
fi
mkdir parts

cut_into() {
  ffmpeg -nostdin -v error -i "$film" -map 0:V:0 -c copy -map_chapters -1 -f segment -segment_format "$1" \
    -segment_time "$PIECE_SECONDS" -segment_start_number 1 -reset_timestamps 1 "parts/%05d.$1"
}

# What MP4 cannot hold, such as ProRes, QuickTime can.
if ! cut_into mp4 2> why; then
  rm -f parts/*
  cut_into mov || { cat why >&2; exit 1; }
fi
if [ -n "$(ffprobe -v error -select_streams a -show_entries stream=index -of csv=p=0 "$film")" ]; then
  last=$(printf '%s\n' parts/* | wc -l)
  ffmpeg -nostdin -v error -i "$film" -map 0:a:0 -c copy -map_chapters -1 "$(printf 'parts/%05d.mka' $((last + 1)))"
fi
