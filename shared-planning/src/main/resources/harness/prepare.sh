#!/bin/sh
# Prepares a Batch node for the tasks of one Dropbatch job: checks the shared files and makes the application
# ready in _dropbatch/app. Runs as the job preparation task; README.md beside this file is the contract.
# May run again at any time, also after it was killed half-way: what is there is whole or gets replaced.
# shellcheck disable=SC2086 # words split at line breaks only, and $state is one word
# shellcheck disable=SC1003,SC2015 # backslashes that stand for themselves, and a fail() that ends all
set -fu
newline='
'
IFS=$newline
state=_dropbatch
export LC_ALL=C.UTF-8 # names in archives are UTF-8
exec 3>&2             # fail() is heard wherever it is called

# fail CODE MESSAGE: the line that the services read from the preparation task's stderr.
fail() {
  printf 'dropbatch: %s: %s\n' "$1" "$2" >&3
  exit 70
}

has() {
  command -v "$1" > /dev/null
}

# ---------------------------------------------------------------------------------------- the shared files

# Many shared files come with a list, and by folders of the drop where their addresses would be more than Batch takes.
read_shared() {
  listed=${DROPBATCH_SHARED_SUMS:-}
  [ -f $state/shared.list ] || return 0
  listed=$(cat -- $state/shared.list) || fail platform 'the list of the shared files cannot be read'
  absent=
  for line in $listed; do
    path=${line#*  }
    [ -f "shared/$path" ] || absent=$absent$path$newline
  done
  [ -z "$absent" ] || place_shared
}

place_shared() {
  folder=$state/drop/${DROPBATCH_DROP:-} target=$PWD/shared
  for path in $absent; do
    [ -f "$folder/$path" ] || fail input-missing "the shared file '$path' is not there"
  done
  mkdir -p shared || fail platform 'nothing can be written'
  copy_shared -l 2>/dev/null || copy_shared --remove-destination || fail platform 'the shared files cannot be placed'
}

copy_shared() {
  (cd -- "$folder" && printf '%s' "$absent" | xargs -d '\n' cp "$1" --parents -t "$target" --)
}

check_shared() {
  sums='' files=''
  read_shared
  for line in $listed; do
    path=${line#*  }
    [ -f "shared/$path" ] || fail input-missing "the shared file '$path' is not there"
    [ "${line%% *}" != - ] || continue
    sums=$sums$line$newline files=${files}shared/$path$newline
  done
  [ -n "$files" ] || return 0
  actual=$(printf '%s' "$files" | xargs -d '\n' sha256sum --) || fail platform 'a shared file cannot be read'
  set -- $actual
  for line in $sums; do
    # sha256sum begins the line of a name with a backslash by another one
    actual=${1#\\}
    [ "${actual%% *}" = "${line%% *}" ] || fail input-changed \
      "the shared file '${line#*  }' is not what the drop's manifest promises: its SHA-256 is ${actual%% *}, not ${line%% *}"
    shift
  done
}

# ----------------------------------------------------------------------------------------- the application

ready_application() {
  [ -n "${DROPBATCH_APP:-}" ] || return 0
  [ ! -d $state/app/ ] || return 0
  case /$DROPBATCH_APP/ in
    //* | */../*) fail application-missing "the application '$DROPBATCH_APP' has no proper name" ;;
  esac
  folder=app/$DROPBATCH_APP
  only=$(find "$folder/" -mindepth 1 -maxdepth 1 ! -name .DS_Store ! -name __MACOSX ! -name '._*' \
    ! -iname thumbs.db ! -iname desktop.ini 2>/dev/null | head -n 2)
  case $only in
    '')
      fail application-missing \
        "the application '$DROPBATCH_APP' is empty or does not exist: upload its files to $DROPBATCH_APP/ in the applications container" ;;
    *"$newline"*) link_application ;;
    *) unpack_or_link "$only" ;;
  esac
}

unpack_or_link() {
  case $(printf '%s' "${1##*/}" | tr '[:upper:]' '[:lower:]') in
    *.zip | *.tar | *.tar.gz | *.tgz | *.tar.bz2 | *.tbz | *.tbz2 | *.tar.xz | *.txz | *.tar.zst | *.tzst | *.7z | *.rar) unpack "$1" ;;
    *) link_application ;;
  esac
}

link_application() {
  ready_programs "$folder"
  ln -sfn "../$folder" $state/app || fail platform 'the application cannot be linked'
}

# unpack ARCHIVE: beside its place first, so that the application is there as a whole or not at all.
unpack() {
  [ -f "$1" ] || { link_application; return; }
  fresh=$state/app.unpacking
  rm -rf "$fresh"
  mkdir -p "$fresh" || fail platform 'the application cannot be unpacked: no folder can be made'
  unpack_by_content "$1" "$fresh" > $state/unpack.txt 2>&1 < /dev/null \
    || fail application-missing "the application's archive '${1#app/}' cannot be unpacked: $(tail -n 1 $state/unpack.txt)"
  rm -f $state/unpack.tar
  [ -n "$(find "$fresh" -mindepth 1 | head -n 1)" ] || fail application-missing "the application's archive '${1#app/}' is empty"
  [ -z "$(find "$fresh" ! -type f ! -type d ! -type l | head -n 1)" ] \
    || fail application-missing "the application's archive '${1#app/}' holds a device or a pipe"
  split_backslashes "$fresh"
  ready_programs "$fresh"
  mv "$fresh" $state/app || fail platform 'the application cannot be put in its place'
  rm -f -- "$1" # once is enough of the disk
}

# What an archive is, its first bytes say: names are changed easily.
unpack_by_content() {
  case $(od -An -tx1 -N6 "$1" | tr -d ' \n') in
    504b0304* | 504b0506*) unzip_to "$1" "$2" ;;
    1f8b*) untar_to gzip gzip "$1" "$2" ;;
    425a68*) untar_to bzip2 bzip2 "$1" "$2" ;;
    fd377a585a00) untar_to xz xz-utils "$1" "$2" ;;
    28b52ffd*) untar_to zstd zstd "$1" "$2" ;;
    377abcaf271c | 526172211a07)
      fail application-missing "the application's archive '${1#app/}' is a 7z or rar archive: pack it as .zip or .tar.gz" ;;
    *) untar_to cat coreutils "$1" "$2" ;;
  esac
}

# refuse_escapes ARCHIVE: reads the names in the archive; no tool's own idea of safety is relied on.
refuse_escapes() {
  while IFS= read -r entry; do
    case /$entry/ in
      //* | */../* | *'\..\'* | *'/..\'* | *'\../'* | /[A-Za-z]:*)
        fail application-missing "the application's archive '${1#app/}' holds an entry outside of its folder: '$entry'" ;;
    esac
  done
}

# Busybox has an unzip as well, which cannot list the names alone.
has_info_zip() {
  case $(unzip -v 2>/dev/null) in UnZip*) ;; *) return 1 ;; esac
}

# What unzip does and the module zipfile of Python leaves out: execute permissions and links, the latter when no file can be
# written through them any more.
unzip_program='
import os, stat, sys, zipfile
target = os.path.realpath(sys.argv[2])
links = []
with zipfile.ZipFile(sys.argv[1]) as archive:
    for entry in archive.infolist():
        mode = entry.external_attr >> 16
        if stat.S_ISLNK(mode):
            links.append(entry)
            continue
        place = archive.extract(entry, target)
        if mode & 0o100 and not entry.is_dir():
            os.chmod(place, os.stat(place).st_mode | 0o100)
    for entry in links:
        folder = os.path.realpath(os.path.join(target, os.path.dirname(entry.filename)))
        if os.path.commonpath([folder, target]) != target:
            sys.exit("a link leads out of the archive")
        os.makedirs(folder, exist_ok=True)
        os.symlink(archive.read(entry), os.path.join(os.fsencode(folder), os.fsencode(os.path.basename(entry.filename))))
'

unzip_to() {
  if has_info_zip; then
    unzip -Z1 "$1" > $state/entries.txt
  elif has python3; then
    python3 -c 'import sys, zipfile; print("\n".join(zipfile.ZipFile(sys.argv[1]).namelist()))' "$1" > $state/entries.txt
  elif has jar; then
    jar tf "$1" > $state/entries.txt
  else
    fail application-missing 'a .zip application needs unzip, python3 or jar on the node: use .tar.gz or plain files instead'
  fi || return 1
  refuse_escapes "$1" < $state/entries.txt
  if has_info_zip; then
    code=0
    unzip -q -o "$1" -d "$2" || code=$?
    # 1 is a warning, such as that names have backslashes; but also what is skipped for want of a password.
    case $(cat $state/unpack.txt) in
      *skipping:*) fail application-missing \
        "the application's archive '${1#app/}' is encrypted or packed in a way that unzip does not know: pack it as .zip without a password, or as .tar.gz" ;;
    esac
    [ $code -le 1 ]
  elif has python3; then
    python3 -c "$unzip_program" "$1" "$2"
  else
    archive=$PWD/$1
    (cd "$2" && jar xf "$archive")
  fi
}

# untar_to PROGRAM PACKAGE ARCHIVE FOLDER: PROGRAM unpacks what tar(1) then reads; without a pipe between them, in which
# the first one could fail unheard.
untar_to() {
  has tar || fail application-missing "the application's archive '${3#app/}' needs tar on the node"
  has "$1" || fail application-missing \
    "the application's archive '${3#app/}' needs $1 on the node: install the package $2 by the pool's startTask, or pack it as .tar.gz"
  case $1 in
    cat) archive=$3 ;;
    *) archive=$state/unpack.tar && "$1" -dc < "$3" > "$archive" || return 1 ;;
  esac
  tar -tf "$archive" > $state/entries.txt || return 1
  refuse_escapes "$3" < $state/entries.txt
  tar -xof "$archive" --no-same-permissions -C "$4" # o: files belong to who unpacks them
}

# Some zip programs of Windows write backslashes between folders, and only unzip(1) reads them as such.
split_backslashes() {
  find "$1" -depth -type f -name '*\\*' ! -name "*$newline*" > $state/entries.txt
  while IFS= read -r entry; do
    place=${entry%/*}/$(printf '%s' "${entry##*/}" | tr '\\' /)
    { mkdir -p "${place%/*}" && mv "$entry" "$place"; } || fail platform 'the application cannot be unpacked: no folder can be made'
  done < $state/entries.txt
}

# Blobs have no modes, and neither have archives made on Windows: scripts and programs are known by how they begin.
# Line ends of Windows would make a script's interpreter unknown to the system.
ready_programs() {
  find "$1/" -type f ! -name "*$newline*" -print > $state/entries.txt
  [ -s $state/entries.txt ] || return 0
  xargs -d '\n' head -v -c 2 -- < $state/entries.txt 2>/dev/null \
    | awk '/^==> .* <==$/ { name = substr($0, 5, length($0) - 8); next } name != "" && ($0 == "#!" || $0 == "\177E") { print name } { name = "" }' \
    > $state/programs.txt
  [ ! -s $state/programs.txt ] || xargs -d '\n' chmod u+x -- < $state/programs.txt || fail platform 'a program cannot be made executable'
  { cat $state/programs.txt; awk '/[.](sh|bash|ksh)$/' $state/entries.txt; } | sort -u > $state/scripts.txt
  [ ! -s $state/scripts.txt ] || mend_line_ends "$1"
}

mend_line_ends() {
  xargs -d '\n' awk 'FNR == 1 && /\r$/ { print FILENAME }' < $state/scripts.txt > $state/crlf.txt
  while IFS= read -r script; do
    awk '{ sub(/\r$/, ""); print }' "$script" > $state/mended && cat $state/mended > "$script" \
      || fail platform 'a script with line ends of Windows cannot be mended'
    printf 'line ends of Windows (CRLF) were replaced in %s\n' "${script#"$1/"}"
  done < $state/crlf.txt
}

cd -- "${AZ_BATCH_JOB_PREP_WORKING_DIR:-.}" || exit 70
mkdir -p $state || fail platform 'nothing can be written'
check_shared
ready_application
exit 0
