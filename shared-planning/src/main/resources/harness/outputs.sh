# shellcheck shell=sh
# Finds the declared outputs of the command, stages them for Batch's upload and measures what is staged.

# shellcheck disable=SC2016 # once joined, the program stands here in single quotes
matcher=$(cat ./match.awk)

find_outputs() {
  case $1 in
    *[*?[]*) expand_outputs "$1" || match_outputs "$1" ;;
    *) list_outputs "$1" ;;
  esac
}

# The stars of patterns like *.csv the shell itself expands as Batch does, as long as the names are plain ASCII. Says no
# to everything else: find(1) and awk(1) know the whole dialect and do not mind thousands, but cost three milliseconds.
expand_outputs() {
  case $1 in
    *[]?[/\\]* | *\*\**) return 1 ;;
  esac
  for pattern in $1; do
    set +f
    # shellcheck disable=SC2086 # to be expanded
    set -- ./$pattern
    set -f
    [ $# -lt 100 ] || { outputs=; return 1; }
    matched=
    for entry in "$@"; do
      [ -f "$entry" ] || continue
      matched=1
      case $newline$outputs in
        *"$newline$entry$newline"*) continue ;;
      esac
      case $entry in
        *[!\ -~]*) outputs=; return 1 ;;
      esac
      outputs=$outputs$entry$newline
    done
    [ -n "$matched" ] || missing "$pattern"
  done
}

missing() {
  if [ -d "./$1" ]; then
    fail output-missing 70 "the declared output '$1' is a folder: declare '$1/**/*' to keep what is in it"
  fi
  fail output-missing 70 "the command succeeded but made no file that the declared output '$1' matches"
}

# All of them are plain names.
list_outputs() {
  for pattern in $1; do
    case /$pattern in
      /$state/* | //* | */../*) missing "$pattern" ;;
    esac
    [ -f "./$pattern" ] || missing "$pattern"
    case $newline$outputs in
      *"$newline./$pattern$newline"*) ;;
      *) outputs=$outputs./$pattern$newline ;;
    esac
  done
}

match_outputs() {
  outputs=$(
    {
      find . -path ./$state -prune -o -name "*$newline*" -printf '!line break\n' -prune -o -xtype f -print || printf '!find\n'
    } | DROPBATCH_PATTERNS=$1 awk "$matcher"
  ) || broken 'the outputs cannot be matched: awk failed' ''
  case $newline$outputs in
    *"$newline!"*) ;;
    *) return 0 ;;
  esac
  pattern=$newline$outputs
  pattern=${pattern#*"$newline!"}
  pattern=${pattern%%"$newline"*}
  case $pattern in
    find) broken 'the working directory cannot be searched for outputs' '' ;;
    'line break' | 'not UTF-8')
      fail output-missing 70 "a file in the working directory cannot be an output: its name has a line break or is not UTF-8" ;;
  esac
  missing "$pattern"
}

# find_until PATH: the file that ends the rounds may be there or not, and other patterns may match it.
find_until() {
  [ -n "$1" ] && [ -f "./$1" ] || return 0
  case $newline$outputs$newline in
    *"$newline./$1$newline"*) ;;
    *) outputs=${outputs:+${outputs%"$newline"}$newline}./$1$newline ;;
  esac
}

# stage_outputs PATTERNS: links where the file system can, copies where not; a link to a file is staged as that file.
stage_outputs() {
  [ -n "$outputs" ] || return 0
  case $1 in
    */* | *\*\**) error=$(each "$outputs" cp -lL --parents -t "$up/out" 2>&1) && return ;;
    # No folders to keep: ln(1) starts faster.
    *) error=$(each "$outputs" ln -L -t "$up/out" 2>&1) && return ;;
  esac
  error=$(each "$outputs" cp -L --remove-destination --parents -t "$up/out" 2>&1) \
    || broken 'the outputs cannot be staged' "$error"
}

# What is staged is what is measured. The same call reads the times of the run off two files of ours.
measure_outputs() {
  measured=$(cd -- "$up/out" && each "../../../started$newline../../../ended$newline$outputs" stat -c '%s %y' 2>&1) \
    || broken 'the outputs cannot be measured' "$measured"
  # shellcheck disable=SC2086 # one word a line
  set -- $measured
  iso_time "$1"
  started=$time
  iso_time "$2"
  ended=$time
  shift 2
  for line in "$@"; do
    sizes=$sizes${line%% *}$newline
  done
  [ -n "$outputs" ] || return 0
  measured=$(cd -- "$up/out" && each "$outputs" sha256sum 2>&1) || broken 'an output cannot be read' "$measured"
  for line in $measured; do
    line=${line#\\}
    hashes=$hashes${line%% *}$newline
  done
}

# iso_time `0 2026-01-31 12:00:00.123456789 +0000`
iso_time() {
  time=${1#* }
  time=${time% *}
  time=${time% *}T${time#* }Z
}
