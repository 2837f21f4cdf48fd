# shellcheck shell=sh
# Runs the user's command under its time limit and ends every process that it started.

# Our tools speak plain bytes, C and UTC; the command gets the locale and the time zone that Batch gave us.
locale=${LC_ALL-} zone=${TZ-none}
give_back_locale() {
  if [ -n "$locale" ]; then LC_ALL=$locale; else unset LC_ALL; fi
  if [ "$zone" = none ]; then unset TZ; else TZ=$zone; fi
}

# start COMMAND: becomes the command under its time limit. Only the command gets the workload's own environment: its
# values could break our tools (PATH, LD_PRELOAD, ENV ...), and its names may be those of our variables. Each
# value NAME=VALUE comes as DROPBATCH_ENV_NAME, and env(1) passes them on, whatever the name means to a shell.
start() {
  start_command=$1 IFS=' '
  set --
  [ -z "$application_path" ] || set -- "PATH=$application_path"
  for start_name in ${DROPBATCH_ENVIRONMENT-}; do
    eval "set -- \"\$@\" \"$start_name=\${DROPBATCH_ENV_$start_name-}\"; unset DROPBATCH_ENV_$start_name"
  done
  unset DROPBATCH_ENVIRONMENT
  [ $# -eq 0 ] || set -- env "$@"
  # timeout(1) leads a process group of its own, so that nothing the command started is left behind.
  exec timeout -k "${DROPBATCH_KILL_AFTER:-10}" "$limit" "$@" /bin/sh -c "$start_command"
}

# Told to stop by Batch (its own time limit, terminate, preemption): timeout(1) passes the signal on to the
# process group of the command and follows up with KILL.
stop() {
  stopped=1
  [ -z "$running" ] || kill -s TERM "$running" 2>/dev/null
}

# Hundredths of a second since the machine started, in $now.
uptime_now() {
  IFS=' .' read -r now_seconds now_hundredths _ < /proc/uptime
  now=$((now_seconds * 100 + 1$now_hundredths - 100))
}

run_command() {
  limit=${DROPBATCH_TIMEOUT:-0}
  uptime_now
  before=$now
  [ -z "$stopped" ] || fail cancelled 143 ''
  {
    give_back_locale
    start "$1"
  } < /dev/null > $state/stdout.txt 2> $state/stderr.txt &
  running=$!
  [ -z "$stopped" ] || stop
  # A signal to us interrupts the wait, not the command.
  while wait "$running"; code=$?; [ $code -gt 128 ] && kill -s 0 "$running" 2>/dev/null; do :; done
  kill -s KILL -- "-$running" 2>/dev/null
  running=
  printf '' > $state/ended
  [ -z "$stopped" ] || fail cancelled 143 ''
  [ $code -eq 0 ] || { [ -z "$several" ] || look_for_lost_nodes; explain_exit; }
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
