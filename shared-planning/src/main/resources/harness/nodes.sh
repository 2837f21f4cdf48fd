# shellcheck shell=sh
# A task of several nodes: its inputs lie on each of them, its command runs on the first one, which reaches the others.

# shellcheck disable=SC2016 # once joined, the script stands here in single quotes
remote_script=$(cat ./remote.sh)

# Batch brings the files of such a task to the folder that has the same path on each of its nodes.
find_place_of_inputs() {
  held=$PWD/$state
  [ "${DROPBATCH_NODES:-1}" -gt 1 ] || return 0
  several=$DROPBATCH_NODES
  held=${AZ_BATCH_TASK_SHARED_DIR:-$PWD}/$state
}

# Runs on each node before the command runs on the first. That one checks what they all were given, and leaves a marker when
# something is wrong with it; a failure here would leave none.
coordinate() {
  error=$(mkdir -p -- "$held/in" 2>&1) || broken 'the folder of the inputs cannot be made' "$error"
  write_remote
  [ "${AZ_BATCH_IS_CURRENT_NODE_MASTER:-true}" != true ] || exit 0
  unchecked=1
  take_inputs
  exit 0
}

write_remote() {
  remote=$held/remote
  { printf '%s\n' "$remote_script" > "$remote" && chmod +x "$remote"; } || broken 'nothing can be written' ''
}

# What the command needs to use its nodes: their addresses and a way to reach them, also as the usual MPI programs read them.
meet_nodes() {
  write_remote
  write_hosts
  export TASK_NODES="$several" TASK_HOSTS="$hosts" TASK_REMOTE="$remote"
  # Open MPI 4 and 5. Daemons on other nodes start no further ones.
  export OMPI_MCA_plm_rsh_agent="$remote" OMPI_MCA_plm_rsh_no_tree_spawn=1 OMPI_MCA_orte_default_hostfile="$held/hosts"
  export PRTE_MCA_plm_ssh_agent="$remote" PRTE_MCA_plm_ssh_no_tree_spawn=1 PRTE_MCA_prte_default_hostfile="$held/hosts"
  # MPICH and Intel's.
  export HYDRA_LAUNCHER=ssh HYDRA_LAUNCHER_EXEC="$remote" HYDRA_HOST_FILE="$held/machines"
  export I_MPI_HYDRA_BOOTSTRAP=ssh I_MPI_HYDRA_BOOTSTRAP_EXEC="$remote" I_MPI_HYDRA_HOST_FILE="$held/machines"
  case $hosts in
    127.*) share_machine ;;
  esac
  lost=$(first_lost) || return 0
  fail platform 70 "the first node of the task does not reach the node $lost by ssh"
}

# All nodes are this machine: they have the same few cores, and a user who may be root. Among several networks, such as the
# bridge of a container engine, Open MPI would look for the other node at the wrong one, and for ever.
share_machine() {
  export OMPI_MCA_hwloc_base_binding_policy=none OMPI_MCA_mpi_yield_when_idle=1 OMPI_MCA_btl_tcp_if_include=127.0.0.0/8
  [ "$(id -u)" -ne 0 ] || export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
}

# CCP_NODES is the number of the nodes, then address and cores of each. Without Batch all nodes are this machine.
write_hosts() {
  IFS=' '
  # shellcheck disable=SC2086 # words that spaces separate
  set -- ${CCP_NODES:-$several}
  IFS=$newline
  shift
  hosts='' openmpi='' mpich='' cores=$(nproc)
  while [ $# -lt $((2 * several)) ]; do
    set -- "$@" "127.0.1.$(($# / 2 + 1))" "$cores"
  done
  while [ $# -gt 1 ]; do
    hosts=$hosts${hosts:+,}$1 openmpi="$openmpi$1 slots=$2$newline" mpich=$mpich$1:$2$newline
    shift 2
  done
  { printf '%s' "$openmpi" > "$held/hosts" && printf '%s' "$mpich" > "$held/machines"; } \
    || broken 'the list of the nodes cannot be written' ''
}

# Prints the first node that does not answer; fails when all of them do.
first_lost() {
  IFS=,
  for host in $hosts; do
    timeout 30 "$remote" "$host" true < /dev/null > /dev/null 2>&1 || { printf '%s' "$host"; return 0; }
  done
  return 1
}

# A command that failed because a node was taken away did not fail by itself.
look_for_lost_nodes() {
  lost=$(first_lost) || return 0
  fail node-lost 70 "the node $lost of the task does not answer any more, and the command ended with code $code"
}
