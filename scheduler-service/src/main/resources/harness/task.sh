#!/bin/sh
# Runs one task of a Dropbatch workload on a Batch node: checks its inputs, runs the user's command under a
# time limit, checks and stages the declared outputs and leaves a marker that says what happened.
# README.md beside this file is the contract. POSIX sh with GNU coreutils, findutils and any awk.
#
# House rules of this file: names are hostile, so nothing but the user's own command is ever evaluated; words
# split at line breaks only and patterns never expand (set -f); every program that is started costs about a
# millisecond, so the shell does itself what it can. Nothing that may fail() runs in a substitution.
set -fu
newline='
'
tab='	'
IFS=$newline

state=_dropbatch # all that is ours in the working directory
level=${DROPBATCH_LEVEL:-0}
stopped=         # set once this process was told to stop
running=         # the process group of the command while it runs
run=             # set once there is a room to leave a marker in
started=         # when this run began, ISO-8601
ended=
outputs=         # three lists of the same order: paths as ./<path>, bytes, SHA-256
sizes=
hashes=

# each LIST COMMAND...: becomes the command on the names of the list, in as few calls as fit. Only as the end
# of a substitution: exec spares it a process.
each() {
  each_list=$1
  shift
  [ ${#each_list} -gt 100000 ] || exec "$@" -- $each_list
  printf '%s' "$each_list" | exec xargs -d '\n' "$@" --
}

# ---------------------------------------------------------------------------------------------- the marker

# json TEXT: leaves TEXT as a JSON string in $json.
json() {
  case $1 in
    *[\\\"[:cntrl:]]*) ;;
    *) json="\"$1\""; return ;;
  esac
  json='"' json_left=$1
  while [ -n "$json_left" ]; do
    json_tail=${json_left#?}
    json_char=${json_left%"$json_tail"}
    json_left=$json_tail
    case $json_char in
      \" | \\) json="$json\\$json_char" ;;
      [[:cntrl:]]) json=$json$(printf '\\u%04x' "'$json_char") ;;
      *) json=$json$json_char ;;
    esac
  done
  json="$json\""
}

# write_marker EXIT_CODE FAILURE: FAILURE is JSON. Says whether every byte could be written.
write_marker() {
  marker_ok=0
  {
    json "${DROPBATCH_SUBMISSION:-}"; printf '{"schema":"dropbatch/task/v1","submission":%s' "$json"
    json "${DROPBATCH_WORKLOAD:-}"; printf ',"workload":%s' "$json"
    printf ',"attempt":%d,"level":%d' "${DROPBATCH_ATTEMPT:-1}" "$level"
    json "${AZ_BATCH_TASK_ID:-}"; printf ',"task":%s,"index":%d,"run":"%s"' "$json" "${TASK_INDEX:-0}" "$run"
    json "${AZ_BATCH_NODE_ID:-}"; printf ',"node":%s' "$json"
    printf ',"startedAt":"%s","endedAt":"%s","exitCode":%d,"outputs":[' "$started" "$ended" "$1"
    write_outputs || marker_ok=1
    printf '],"failure":%s}\n' "$2" || marker_ok=1
  } 2>/dev/null > "$up/_task.json" || marker_ok=1
  return $marker_ok
}

# While the sizes are shifted away, the hash of the output in turn stays at the same place behind them.
write_outputs() {
  [ -n "$outputs" ] || return 0
  write_comma='' write_ok=0
  set -- $sizes
  write_place=$(($# + 1))
  set -- $sizes $hashes
  for write_path in $outputs; do
    eval "write_hash=\${$write_place}"
    json "${write_path#./}"
    printf '%s{"path":%s,"bytes":%s,"sha256":"%s"}' "$write_comma" "$json" "$1" "$write_hash" || write_ok=1
    write_comma=,
    shift
  done
  return $write_ok
}

# ------------------------------------------------------------------------------------------------ failures

# fail CODE EXIT_CODE MESSAGE: stages the logs, writes the marker and ends the task.
fail() {
  fail_code=$1 fail_exit=$2 fail_message=$3
  if [ -n "$stopped" ]; then
    fail_code=cancelled fail_exit=143
    fail_message='the task was told to stop before it had finished: its job was ended, its node was taken away or a time limit of Batch was reached'
  fi
  printf 'dropbatch: %s: %s\n' "$fail_code" "$fail_message" >&2
  [ -z "$run" ] || mark_failure
  exit "$fail_exit"
}

mark_failure() {
  outputs='' sizes='' hashes='' fail_tail=''
  # Makes room for the marker, should the disk be full.
  rm -rf -- "$up/out" "$state/reserve"
  stage_logs
  [ ! -s $state/stderr.txt ] || fail_tail=$(tail -c 2000 $state/stderr.txt | base64 -w 0)
  ended=$(date +%Y-%m-%dT%H:%M:%S.%NZ)
  started=$(date -r $state/started +%Y-%m-%dT%H:%M:%S.%NZ) || started=$ended
  json "$fail_message"
  write_marker "$fail_exit" "{\"code\":\"$fail_code\",\"message\":$json,\"stderrTail\":\"$fail_tail\"}" \
    || printf 'dropbatch: the marker could not be written\n' >&2
}

# broken MESSAGE ERROR: the node's fault; ERROR are the words of the tool that failed.
broken() {
  case $2 in
    *'No space left'* | *'quota exceeded'* | *'File too large'*) fail platform 70 "the node's disk is full: $1" ;;
    *) fail platform 70 "$1${2:+ ($2)}" ;;
  esac
}

# inside PATH: refuses a path that leads out of its folder; the services never send one.
inside() {
  case /$1/ in
    //* | */../*) broken "the path '$1' leads out of the task's folder" '' ;;
  esac
}

# Told to stop by Batch (its own time limit, terminate, preemption): timeout(1) passes the signal on to the
# process group of the command and follows up with KILL.
stop() {
  stopped=1
  [ -z "$running" ] || kill -s TERM "$running" 2>/dev/null
}

# ------------------------------------------------------------------------------------------------ the room

open_room() {
  if [ -e $state/started ]; then
    # Batch repeats a task in the same folder: nothing of the earlier run may pass for an output of this one.
    rm -rf -- $state/up $state/row $state/merge $state/stdout.txt $state/stderr.txt
    find . -mindepth 1 -maxdepth 1 ! -name $state -exec rm -rf -- {} +
  fi
  IFS= read -r name < /proc/sys/kernel/random/uuid || broken 'this node has no /proc/sys/kernel/random/uuid' ''
  up=$state/up/$name
  error=$(mkdir -p -- "$up/out" "$up/logs" $state/in 2>&1) || broken 'the folders of the task cannot be made' "$error"
  run=$name
  printf '' > $state/started || broken 'the working directory cannot be written to' ''
  # Given back when there is a failure to report and the disk is full.
  printf '%8192s' '' 2>/dev/null > $state/reserve || broken 'nothing can be written' 'No space left'
}

check_tools() {
  absent=
  for tool in awk base64 cat cp date dd find head ln mkdir rm sha256sum stat tail timeout xargs; do
    command -v "$tool" > /dev/null || absent="$absent $tool"
  done
  [ -z "$absent" ] || broken "this node lacks$absent: every task needs GNU coreutils, GNU findutils and an awk" ''
}

check_programs() {
  IFS=' '
  set -- ${DROPBATCH_REQUIRES:-}
  IFS=$newline
  for program in "$@"; do
    command -v -- "$program" > /dev/null || fail application-missing 70 \
      "the program '$program', which the workload requires, is not on this node: choose an image that has it, bring it with the application or, on local Azure, install it on this machine"
  done
}

find_application() {
  [ -n "${DROPBATCH_APP:-}" ] || return 0
  export APP_DIR="$AZ_BATCH_JOB_PREP_WORKING_DIR/$state/app"
  [ -d "$APP_DIR/" ] || fail application-missing 70 \
    "the application '$DROPBATCH_APP' is not on this node: upload it to <application>/<version>/ in the applications container"
}

# ---------------------------------------------------------------------------------------------- the inputs

# verify LINES FOLDER: each `<sha256 or -> <path>` is there, below the folder, with that content.
verify() {
  wanted='' files=''
  for line in $1; do
    path=${line#* }
    inside "$path"
    [ -f "$2/$path" ] || fail input-missing 70 "the input '$path' is not there"
    [ "${line%% *}" = - ] || wanted=$wanted$line$newline files=$files$2/$path$newline
  done
  [ -n "$files" ] || return 0
  actual=$(each "$files" sha256sum 2>&1) || broken 'an input cannot be read' "$actual"
  set -- $actual
  for line in $wanted; do
    # sha256sum begins the line of a name with a backslash by another one
    actual=${1#\\}
    [ "${actual%% *}" = "${line%% *}" ] || fail input-changed 70 \
      "the input '${line#* }' is not what the drop's manifest promises: its SHA-256 is ${actual%% *}, not ${line%% *}"
    shift
  done
}

# Level 0: the inputs lie in _dropbatch/in. The shared files join them as links, one for each name at the top.
take_inputs() {
  export INPUTS="$PWD/$state/in"
  unset INPUT
  link_shared
  verify "${DROPBATCH_INPUTS:-}" "$INPUTS"
  set -- ${DROPBATCH_INPUTS:-}
  [ $# -ne 1 ] || export INPUT="$INPUTS/${1#* }"
  [ -z "${DROPBATCH_ROWS:-}" ] || cut_rows
}

link_shared() {
  shared=${AZ_BATCH_JOB_PREP_WORKING_DIR:-}/shared
  [ -d "$shared" ] || return 0
  set +f
  set -- "$shared"/* "$shared"/.[!.]* "$shared"/..?*
  set -f
  links=
  for entry in "$@"; do
    [ -e "$entry" ] || continue
    place=$state/in/${entry##*/}
    if [ -h "$place" ] || [ -f "$place" ]; then
      continue
    elif [ -d "$place" ]; then
      error=$(cp -rsf -- "$entry" $state/in/ 2>&1) || broken 'the shared files cannot be linked' "$error"
    else
      links=$links$entry$newline
    fi
  done
  [ -n "$links" ] || return 0
  error=$(each "$links" ln -s -t $state/in 2>&1) || broken 'the shared files cannot be linked' "$error"
}

# The header and the task's rows, cut by bytes out of the shared row file: quoted line breaks survive.
cut_rows() {
  header=${DROPBATCH_ROWS%% *} rest=${DROPBATCH_ROWS#* }
  from=${rest%% *} rest=${rest#* }
  length=${rest%% *} path=${rest#* }
  case $header$from$length in
    *[!0-9]*) broken "the rows '$DROPBATCH_ROWS' make no sense" '' ;;
  esac
  inside "$path"
  file=$AZ_BATCH_JOB_PREP_WORKING_DIR/shared/$path
  [ -f "$file" ] || fail input-missing 70 "the row file '$path' is not there"
  export INPUT="$PWD/$state/row/${path##*/}"
  error=$( {
    mkdir -p $state/row \
      && head -c "$header" -- "$file" > "$INPUT" \
      && dd status=none bs=65536 iflag=skip_bytes,count_bytes,fullblock "if=$file" "skip=$from" "count=$length" >> "$INPUT" \
      && stat -c %s -- "$INPUT"
  } 2>&1) || broken "the rows of '$path' cannot be cut" "$error"
  [ "$error" -eq $((header + length)) ] || fail input-changed 70 \
    "the row file '$path' is shorter than it was when the drop was accepted"
}

# Level 1 and up: the files of merge.list, and no others, as <task>/<output>.
take_outputs_of_earlier_tasks() {
  export INPUTS="$PWD/$state/merge"
  unset INPUT
  [ -f $state/merge.list ] || fail input-missing 70 'the list of the outputs to merge is not there'
  listed=$(cat -- $state/merge.list 2>&1) || broken 'the list of the outputs to merge cannot be read' "$listed"
  lines='' folders='' pairs='' ready=''
  for line in $listed; do
    split_pair "${line#* }"
    inside "$target"
    if [ -f "$state/in/$target" ]; then
      lines=$lines${line%% *}\ $target$newline
      ready=$ready$target$newline
    else
      lines=$lines${line%% *}\ $source$newline
      folders=$folders$state/merge/${target%/*}$newline
      pairs=$pairs$source$newline$target$newline
    fi
  done
  verify "$lines" $state/in
  error=$(each "$folders$state/merge" mkdir -p 2>&1) || broken 'the folders to merge cannot be made' "$error"
  place_ready
  place $pairs
}

# What Batch brought by its own address has its folder and name already: one call for all of it.
place_ready() {
  [ -n "$ready" ] || return 0
  error=$(cd -- $state/in && each "$ready" cp -l --parents -t ../merge 2>&1) \
    || error=$(cd -- $state/in && each "$ready" cp --parents --remove-destination -t ../merge 2>&1) \
    || broken 'the outputs to merge cannot be placed' "$error"
}

# split_pair TEXT: the name of an output is in both halves and may hold tabs, so the middle one divides.
split_pair() {
  source=${1%%"$tab"*} target=${1#*"$tab"}
  rest=$target
  while [ "$rest" != "${rest#*"$tab"}" ]; do
    source=$source$tab${target%%"$tab"*} target=${target#*"$tab"}
    rest=${rest#*"$tab"}
    rest=${rest#*"$tab"}
  done
}

# place SOURCE TARGET...: neighbours that go to one folder under their own names share a call.
place() {
  group='' group_folder=''
  while [ $# -gt 0 ]; do
    folder=$state/merge/${2%/*}
    if [ "$folder" != "$group_folder" ] || [ "${1##*/}" != "${2##*/}" ]; then
      place_group
      group_folder=$folder
    fi
    if [ "${1##*/}" = "${2##*/}" ]; then
      group=$group$state/in/$1$newline
    else
      error=$(cp -l -- "$state/in/$1" "$state/merge/$2" 2>&1 || cp -f -- "$state/in/$1" "$state/merge/$2" 2>&1) \
        || broken 'an output to merge cannot be placed' "$error"
    fi
    shift 2
  done
  place_group
}

place_group() {
  [ -n "$group" ] || return 0
  error=$(each "$group" cp -l -t "$group_folder" 2>&1) \
    || error=$(each "$group" cp --remove-destination -t "$group_folder" 2>&1) \
    || broken 'the outputs to merge cannot be placed' "$error"
  group=
}

# --------------------------------------------------------------------------------------------- the command

# Hundredths of a second since the machine started, in $now.
uptime_now() {
  IFS=' .' read -r now_seconds now_hundredths now_rest < /proc/uptime
  now=$((now_seconds * 100 + 1$now_hundredths - 100))
}

run_command() {
  limit=${DROPBATCH_TIMEOUT:-0}
  uptime_now
  before=$now
  [ -z "$stopped" ] || fail cancelled 143 ''
  {
    give_back_locale
    # timeout(1) leads a process group of its own, so that nothing the command started is left behind.
    exec timeout -k "${DROPBATCH_KILL_AFTER:-10}" "$limit" /bin/sh -c "$1"
  } < /dev/null > $state/stdout.txt 2> $state/stderr.txt &
  running=$!
  [ -z "$stopped" ] || stop
  # A signal to us interrupts the wait, not the command.
  while wait "$running"; code=$?; [ $code -gt 128 ] && kill -s 0 "$running" 2>/dev/null; do :; done
  kill -s KILL -- "-$running" 2>/dev/null
  running=
  printf '' > $state/ended
  [ -z "$stopped" ] || fail cancelled 143 ''
  [ $code -eq 0 ] || explain_exit
}

# 124 and 137 may be the command's own: the clock tells.
explain_exit() {
  uptime_now
  case $code in
    124 | 137)
      if [ "$limit" -gt 0 ] && [ $((now - before)) -ge $((limit * 100 - 3)) ]; then
        fail timeout 124 "the command was ended: it did not finish within $limit s, the workload's timeout"
      fi
      ;;
  esac
  if [ $code -gt 128 ]; then
    fail user-exit $code "the command was ended by signal $((code - 128)) (exit code $code)"
  fi
  case $code in
    127) fail user-exit 127 'the command exited with code 127: a program that it calls was not found' ;;
    126) fail user-exit 126 'the command exited with code 126: a program that it calls cannot be executed' ;;
    *) fail user-exit $code "the command exited with code $code" ;;
  esac
}

# --------------------------------------------------------------------------------------------- the outputs

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

# Reads paths, each ./<path>; prints those that a pattern matches, and for a pattern that matches none
# `!<pattern>`. Complaints of find(1), which begin with ! as well, pass through. The dialect is that of Batch's output files; shared-model's table of cases holds it in check.
matcher='
BEGIN {
  for (b = 128; b < 256; b++) value[sprintf("%c", b)] = b
  patterns = split(ENVIRON["DROPBATCH_PATTERNS"], pattern, "\n")
  for (p = 1; p <= patterns; p++) {
    folders[p] = split(pattern[p], segment, "/")
    for (f = 1; f <= folders[p]; f++) compile(p SUBSEP f, segment[f] "")
  }
}
/^!/ { print; next }
{
  names = split(substr($0, 3), name, "/")
  found = 0
  for (p = 1; p <= patterns; p++) if (below(p, 1, 1)) { hit[p] = 1; found = 1 }
  if (found) print is_utf8($0) ? $0 : "!not UTF-8"
}
END { for (p = 1; p <= patterns; p++) if (pattern[p] != "" && !(p in hit)) print "!" pattern[p] }

# Pattern p from its folder f on matches the path from its name n on.
function below(p, f, n) {
  for (; f <= folders[p]; f++) {
    if (text[p, f] == "**") return any_depth(p, f, n)
    if (n > names || !one_name(p SUBSEP f, name[n] "")) return 0
    n++
  }
  return n > names
}
function any_depth(p, f, n) {
  if (f == folders[p] && n > names) return 0
  for (;;) {
    if (f < folders[p] && below(p, f + 1, n)) return 1
    if (n > names) return f == folders[p]
    if (name[n] ~ /^\./) return 0
    n++
  }
}

# A name of a pattern as tokens: kind is c (the character itself), ? (any one), * (any number) or [ (a set).
function compile(at, source,   length_, i, c, end, first) {
  text[at] = source
  tokens[at] = 0
  length_ = characters(source, chars)
  for (i = 1; i <= length_; i++) {
    c = chars[i]
    if (c == "*") { if (kind[at, tokens[at]] != "*") token(at, "*", ""); continue }
    if (c == "?") { token(at, "?", ""); continue }
    if (c == "[") {
      first = i + 1 + (chars[i + 1] == "!")
      for (end = first + 1; end <= length_ && chars[end] != "]"; end++);
      if (end <= length_) { set(at, first, end, first > i + 1); i = end; continue }
    }
    token(at, "c", c)
  }
}
function token(at, what, c) { kind[at, ++tokens[at]] = what; char[at, tokens[at]] = c }
function set(at, first, end, negated,   i, k) {
  token(at, "[", "")
  not_in[at, tokens[at]] = negated
  for (i = first; i < end; i++) {
    k = ++members[at, tokens[at]]
    low[at, tokens[at], k] = high[at, tokens[at], k] = chars[i]
    if (chars[i + 1] == "-" && i + 2 < end) { high[at, tokens[at], k] = chars[i + 2]; i += 2 }
  }
}

# The classic walk with one point to come back to: behind the last star.
function one_name(at, source,   t, c, star, mark, length_) {
  if (kind[at, 1] != "c" && source ~ /^\./) return 0
  length_ = characters(source, chars)
  t = c = 1
  star = 0
  while (c <= length_) {
    if (kind[at, t] == "*") { star = t++; mark = c }
    else if (t <= tokens[at] && one_char(at, t, chars[c])) { t++; c++ }
    else if (star) { t = star + 1; c = ++mark }
    else return 0
  }
  if (kind[at, t] == "*") t++
  return t > tokens[at]
}
function one_char(at, t, c,   k) {
  if (kind[at, t] == "c") return char[at, t] == c
  if (kind[at, t] == "?") return 1
  for (k = 1; k <= members[at, t]; k++)
    if (c >= low[at, t, k] && c <= high[at, t, k]) return !not_in[at, t]
  return not_in[at, t]
}

# Bytes become characters of UTF-8; the empty string at the end of each makes it text, never a number.
function characters(source, out,   n, i, length_) {
  delete_all(out)
  length_ = split(source, byte, "")
  n = 0
  for (i = 1; i <= length_; i++)
    if (n && byte[i] in value && value[byte[i]] < 192) out[n] = out[n] byte[i]
    else out[++n] = byte[i] ""
  return n
}
function delete_all(array) { split("", array) }
function is_utf8(source,   length_, i, v, more) {
  length_ = split(source, byte, "")
  for (i = 1; i <= length_; i++) {
    v = (byte[i] in value) ? value[byte[i]] : 0
    if (more) { if (v < 128 || v > 191) return 0; more--; continue }
    if (v == 0) continue
    if (v < 194 || v > 244) return 0
    more = 1 + (v > 223) + (v > 239)
  }
  return !more
}
'

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

# Empty logs are left out.
stage_logs() {
  set --
  [ ! -s $state/stdout.txt ] || set -- "$@" $state/stdout.txt
  [ ! -s $state/stderr.txt ] || set -- "$@" $state/stderr.txt
  [ $# -eq 0 ] || ln -- "$@" "$up/logs/" 2>/dev/null || cp -- "$@" "$up/logs/" 2>/dev/null \
    || printf 'dropbatch: the logs could not be staged\n' >&2
}

# ----------------------------------------------------------------------------------------------- the story

# Our tools speak plain bytes, C and UTC; the command gets the locale and the time zone that Batch gave us.
locale=${LC_ALL-} zone=${TZ-none}
give_back_locale() {
  if [ -n "$locale" ]; then LC_ALL=$locale; else unset LC_ALL; fi
  if [ "$zone" = none ]; then unset TZ; else TZ=$zone; fi
}
export LC_ALL=C TZ=UTC0

trap stop TERM INT HUP
cd -- "${AZ_BATCH_TASK_WORKING_DIR:-.}" || exit 70
open_room
check_tools
check_programs
find_application
if [ "$level" -eq 0 ]; then
  take_inputs
  command=${DROPBATCH_COMMAND:-} patterns=${DROPBATCH_OUTPUTS:-}
else
  take_outputs_of_earlier_tasks
  command=${DROPBATCH_MERGE_COMMAND:-} patterns=${DROPBATCH_MERGE_OUTPUTS:-}
fi
run_command "$command"
find_outputs "$patterns"
stage_outputs "$patterns"
measure_outputs
write_marker 0 null || broken 'the marker cannot be written' 'No space left'
stage_logs
exit 0
