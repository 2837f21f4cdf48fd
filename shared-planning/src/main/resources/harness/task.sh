#!/bin/sh
# Runs one task of a Dropbatch workload on a Batch node: checks its inputs, runs the user's command under a
# time limit, checks and stages the declared outputs and leaves a marker that says what happened.
# README.md beside this file is the contract. POSIX sh with GNU coreutils, findutils and any awk.
#
# Rules of all parts: names are hostile, so nothing but the user's own command is ever evaluated; words
# split at line breaks only and patterns never expand (set -f); every program that is started costs about a
# millisecond, so the shell does itself what it can. Nothing that may fail() runs in a substitution.
set -fu

. ./state.sh
. ./marker.sh
. ./inputs.sh
. ./nodes.sh
. ./command.sh
. ./outputs.sh

begin_run() {
  if [ -e $state/started ]; then
    # Batch repeats a task in the same folder: nothing of the earlier run may pass for an output of this one.
    rm -rf -- $state/up $state/row $state/merge $state/round $state/stdout.txt $state/stderr.txt
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

export LC_ALL=C TZ=UTC0

trap stop TERM INT HUP
cd -- "${AZ_BATCH_TASK_WORKING_DIR:-.}" || exit 70
find_place_of_inputs
[ -z "${DROPBATCH_STAGE:-}" ] || coordinate
begin_run
check_tools
find_application
check_programs
if [ "$level" -le "${DROPBATCH_MAP_LEVEL:-0}" ]; then
  take_inputs
  command=${DROPBATCH_COMMAND:-} patterns=${DROPBATCH_OUTPUTS:-} until=
else
  take_outputs_of_earlier_tasks
  command=${DROPBATCH_MERGE_COMMAND:-} patterns=${DROPBATCH_MERGE_OUTPUTS:-} until=${DROPBATCH_UNTIL:-}
fi
take_previous_round
[ -z "$several" ] || meet_nodes
run_command "$command"
find_outputs "$patterns"
find_until "$until"
stage_outputs "$patterns$newline$until"
measure_outputs
write_marker 0 null || broken 'the marker cannot be written' 'No space left'
stage_logs
exit 0
