#!/bin/sh
# encode.sh PART: encodes a part of the film in the height PARAM_HEIGHT to encoded/HEIGHT-NUMBER.mp4; the sound, whose part comes
# along with every height, once.
set -eu
part=$1
name=${part##*/}
number=${name%.*}
mkdir encoded

encode_sound() {
  # The sound is the last part, and the tasks of a part have its heights one after the other.
  parts=${number#"${number%%[!0]*}"}
  heights=$((TASK_COUNT / parts))
  if [ "$TASK_INDEX" -eq $((TASK_COUNT - heights + 1)) ]; then
    # shellcheck disable=SC2086 # the settings are words
    ffmpeg -nostdin -v error -i "$part" $SOUND encoded/sound.m4a
  else
    echo "encoded with the first height" > "encoded/$PARAM_HEIGHT-sound.txt"
  fi
}

encode_pictures() {
  encoded=encoded/$PARAM_HEIGHT-$number.mp4
  # shellcheck disable=SC2086 # the settings are words
  ffmpeg -nostdin -v error -i "$part" -vf "scale=-2:$PARAM_HEIGHT,setpts=PTS-STARTPTS" -fps_mode passthrough -enc_time_base -1 \
    $VIDEO -force_key_frames "expr:gte(t,n_forced*$KEY_SECONDS)" "$encoded"
  before=$(count_pictures "$part")
  after=$(count_pictures "$encoded")
  if [ "$before" -ne "$after" ]; then
    echo "$after of $before pictures of part $number could be decoded without the part before it (open GOP?)" >&2
    exit 1
  fi
}

count_pictures() {
  ffprobe -v error -select_streams v:0 -count_packets -show_entries stream=nb_read_packets -of csv=p=0 "$1"
}

case $name in
  *.mka) encode_sound ;;
  *) encode_pictures ;;
esac
