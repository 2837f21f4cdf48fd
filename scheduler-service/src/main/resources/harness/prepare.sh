#!/bin/sh
# Prepares a Batch node for the tasks of one Dropbatch job: checks the shared files and makes the application
# ready in _dropbatch/app. Runs as the job preparation task; README.md beside this file is the contract.
# May run again at any time, also after it was killed half-way: what is there is whole or gets replaced.
# shellcheck disable=SC2086 # words split at line breaks only, and $state is one word
# shellcheck disable=SC2317 # unpack() is told by name what to call
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

check_shared() {
  sums='' files=''
  for line in ${DROPBATCH_SHARED_SUMS:-}; do
    path=${line#*  }
    [ -f "shared/$path" ] || fail input-missing "the shared file '$path' is not there"
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
  only=$(find "$folder/" -mindepth 1 -maxdepth 1 2>/dev/null | head -n 2)
  case $only in
    '')
      fail application-missing \
        "the application '$DROPBATCH_APP' is empty or does not exist: upload its files to $DROPBATCH_APP/ in the applications container" ;;
    *"$newline"*) link_application ;;
    *.zip) unpack unzip_to "$only" ;;
    *.tar.gz) unpack untar_to "$only" ;;
    *) link_application ;;
  esac
}

link_application() {
  ln -sfn "../$folder" $state/app || fail platform 'the application cannot be linked'
}

# unpack TOOL ARCHIVE: beside its place first, so that the application is there as a whole or not at all.
unpack() {
  [ -f "$2" ] || { link_application; return; }
  fresh=$state/app.unpacking
  rm -rf "$fresh"
  mkdir -p "$fresh" || fail platform 'the application cannot be unpacked: no folder can be made'
  "$1" "$2" "$fresh" > $state/unpack.txt 2>&1 \
    || fail application-missing "the application's archive '${2#app/}' cannot be unpacked: $(tail -n 1 $state/unpack.txt)"
  [ -n "$(find "$fresh" -mindepth 1 | head -n 1)" ] || fail application-missing "the application's archive '${2#app/}' is empty"
  mv "$fresh" $state/app || fail platform 'the application cannot be put in its place'
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

unzip_to() {
  if has_info_zip; then
    unzip -Z1 "$1" > $state/entries.txt
  elif has jar; then
    jar tf "$1" > $state/entries.txt
  elif has python3; then
    python3 -c 'import sys, zipfile; print("\n".join(zipfile.ZipFile(sys.argv[1]).namelist()))' "$1" > $state/entries.txt
  else
    fail application-missing 'a .zip application needs unzip, jar or python3 on the node: use .tar.gz or plain files instead'
  fi || return 1
  refuse_escapes "$1" < $state/entries.txt
  if has_info_zip; then
    unzip -q -o "$1" -d "$2"
  elif has jar; then
    archive=$PWD/$1
    (cd "$2" && jar xf "$archive")
  else
    python3 -m zipfile -e "$1" "$2"
  fi
}

untar_to() {
  has tar && has gzip || fail application-missing 'a .tar.gz application needs tar and gzip on the node'
  tar -tzf "$1" > $state/entries.txt || return 1
  refuse_escapes "$1" < $state/entries.txt
  tar -xzof "$1" --no-same-permissions -C "$2" # o: files belong to who unpacks them
}

cd -- "${AZ_BATCH_JOB_PREP_WORKING_DIR:-.}" || exit 70
mkdir -p $state || fail platform 'nothing can be written'
check_shared
ready_application
exit 0
