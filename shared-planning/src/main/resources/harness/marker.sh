# shellcheck shell=sh
# How a run is reported: the marker _task.json, the logs beside it, and the line that a failure leaves on standard error.

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
  write_comma='' write_ok=0 write_hash=''
  # shellcheck disable=SC2086 # one word a line
  set -- $sizes
  write_place=$(($# + 1))
  # shellcheck disable=SC2086 # one word a line
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

# Empty logs are left out.
stage_logs() {
  set --
  [ ! -s $state/stdout.txt ] || set -- "$@" $state/stdout.txt
  [ ! -s $state/stderr.txt ] || set -- "$@" $state/stderr.txt
  [ $# -eq 0 ] || ln -- "$@" "$up/logs/" 2>/dev/null || cp -- "$@" "$up/logs/" 2>/dev/null \
    || printf 'dropbatch: the logs could not be staged\n' >&2
}
