#!/bin/sh
# Makes a thumbnail of a picture and describes it: describe.sh FILE NAME writes thumbnail.jpg, picture.json, picture.csv.
set -eu
here=$(dirname "$0")

# The ending says how the file is read. A file of another kind under this ending is refused and never interpreted.
case $1 in
  *.[Jj][Pp][Gg] | *.[Jj][Pp][Ee][Gg]) format=jpeg ;;
  *.[Pp][Nn][Gg]) format=png ;;
  *.[Tt][Ii][Ff] | *.[Tt][Ii][Ff][Ff]) format=tiff ;;
  *)
    echo "not a picture by its name: $2" >&2
    exit 2
    ;;
esac

# A small file may unpack to a huge picture.
set -- "$1" "$2" -limit memory 256MiB -limit map 512MiB -limit disk 1GiB -limit width 32KP -limit height 32KP
file=$1 name=$2
shift 2

identify "$@" -format 'width=%w\nheight=%h\nformat=%m\n%[EXIF:*]' "$format:-[0]" < "$file" > properties.txt
convert "$@" "$format:-[0]" -auto-orient -thumbnail "${EDGE}x${EDGE}>" -background white -alpha remove \
  -colorspace sRGB -strip -quality 85 thumbnail.jpg < "$file"

sum=$(sha256sum < "$file")
NAME=$name LC_ALL=C awk -v bytes="$(wc -c < "$file")" -v sha256="${sum%% *}" -f "$here/describe.awk" properties.txt
