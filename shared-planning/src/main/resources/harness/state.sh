# shellcheck shell=sh
# What every part of task.sh uses: the state of the run, and how a program is called for a list of names.
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
application_path= # the PATH of the command when the application has a folder bin
started=         # when this run began, ISO-8601
ended=
held=$state      # where the inputs lie; an absolute path once the task has its folder
unchecked=       # set where another node checks the same inputs
several=         # the number of nodes of a task that has more than one
outputs=         # three lists of the same order: paths as ./<path>, bytes, SHA-256
sizes=
hashes=

# each LIST COMMAND...: becomes the command on the names of the list, in as few calls as fit. Only as the end
# of a substitution: exec spares it a process.
each() {
  each_list=$1
  shift
  # shellcheck disable=SC2086 # one word a line
  [ ${#each_list} -gt 100000 ] || exec "$@" -- $each_list
  printf '%s' "$each_list" | exec xargs -d '\n' "$@" --
}
