#!/bin/sh
# pack.sh FOLDER: joins the encoded parts FOLDER/*/encoded/HEIGHT-NUMBER.mp4 of each height, and makes film.mp4 of the largest,
# thumbnail.jpg, sheet.jpg, and in hls/ a playlist of all heights with the sound once.
set -eu
mkdir parts hls

# Links, so that the list has names without quotes and other marks.
for part in "$1"/*/encoded/*.mp4 "$1"/*/encoded/sound.m4a; do
  [ ! -e "$part" ] || ln -s "$part" parts/
done

heights=$(printf '%s\n' "$1"/*/encoded/*.mp4 | sed 's|.*/\([0-9]*\)-[0-9]*\.mp4|\1|' | sort -rnu)

join_parts() {
  (cd parts && for part in "$1"-*.mp4; do echo "file $part"; done) > "parts/$1.txt"
  ffmpeg -nostdin -v error -f concat -i "parts/$1.txt" -c copy "$1.mp4"
}

count_pictures() {
  ffprobe -v error -select_streams v:0 -show_entries stream=nb_frames -of csv=p=0 "$1"
}

sound=
if [ -e parts/sound.m4a ]; then
  sound=parts/sound.m4a
elif [ -n "$(find "$1" -name '*-sound.txt')" ]; then
  echo "the film has sound, and no task encoded it" >&2
  exit 1
fi
group=${sound:+,agroup:sound}
streams=
set --
i=0
for height in $heights; do
  join_parts "$height"
  set -- "$@" -i "$height.mp4"
  streams="$streams v:$i$group,name:$height"
  i=$((i + 1))
done
largest=${heights%%
*}
for height in $heights; do
  if [ "$(count_pictures "$height.mp4")" -ne "$(count_pictures "$largest.mp4")" ]; then
    echo "heights $largest and $height do not have the same number of pictures" >&2
    exit 1
  fi
done

if [ -n "$sound" ]; then
  set -- "$@" -i "$sound"
  streams="$streams a:0,agroup:sound,name:sound,default:yes"
fi
maps=
for input in $(seq 0 $(($# / 2 - 1))); do
  maps="$maps -map $input"
done
# shellcheck disable=SC2086 # the maps are words
ffmpeg -nostdin -v error "$@" $maps -c copy -f hls -hls_playlist_type vod -hls_time 4 -hls_segment_type fmp4 -hls_flags single_file \
  -master_pl_name film.m3u8 -var_stream_map "${streams# }" hls/%v.m3u8
ffmpeg -nostdin -v error -i "$largest.mp4" ${sound:+-i "$sound"} -c copy -movflags +faststart film.mp4

seconds=$(ffprobe -v error -select_streams v:0 -show_entries stream=duration -of csv=p=0 "$largest.mp4")
ffmpeg -nostdin -v error -i "$largest.mp4" -vf "fps=8/$seconds,scale=240:-2,tile=4x2:padding=4:margin=4:color=white" -frames:v 1 sheet.jpg
ffmpeg -nostdin -v error -ss "$(echo "$seconds" | awk '{ print $1 / 2 }')" -i "$largest.mp4" -vf scale=320:-2 -frames:v 1 thumbnail.jpg
