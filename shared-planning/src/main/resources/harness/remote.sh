#!/bin/sh
# Runs a command on another node of a task: remote [OPTIONS] HOST COMMAND... It takes the options of ssh(1) that programs
# such as mpirun give it, and needs none of them. No apostrophes: nodes.sh holds this text in single quotes.
while :; do
  case ${1-} in
    -[bcDEeFIiJLlmOopQRSWw]) shift 2 ;;
    -*) shift ;;
    *) break ;;
  esac
done
host=$1
shift
folder=${0%/*}
case $host in
  127.*)
    # Local Azure: this machine is the other node. What ssh(1) would leave of the environment there is next to nothing.
    mkdir -p -- "$folder/$host" || exit 255
    cd -- "${HOME:-/}" 2> /dev/null || cd /
    exec env -i HOME="${HOME:-/}" TMPDIR="$folder/$host" OMPI_MCA_btl_vader_backing_directory="$folder/$host" \
      PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin /bin/sh -c "$*"
    ;;
esac
# Addresses are given to other nodes later, so that keys are remembered for this task only.
exec ssh -q -o BatchMode=yes -o ConnectTimeout=20 -o ServerAliveInterval=15 -o StrictHostKeyChecking=accept-new \
  -o UserKnownHostsFile="$folder/known_hosts" -- "$host" "$@"
