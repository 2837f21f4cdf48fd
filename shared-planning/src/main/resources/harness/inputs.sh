# shellcheck shell=sh
# What a task needs before its command may run: programs, the application, and its inputs, checked by their hashes.

check_tools() {
  absent=
  for tool in awk base64 cat cp date dd env find head ln mkdir rm sha256sum stat tail timeout xargs; do
    command -v "$tool" > /dev/null || absent="$absent $tool"
  done
  [ -z "$absent" ] || broken "this node lacks$absent: every task needs GNU coreutils, GNU findutils and an awk" ''
}

check_programs() {
  IFS=' '
  # shellcheck disable=SC2086 # names that spaces separate
  set -- ${DROPBATCH_REQUIRES:-}
  IFS=$newline
  absent='' own_path=$PATH
  PATH=${DROPBATCH_ENV_PATH-${application_path:-$PATH}} # as the command will search
  for program in "$@"; do
    command -v -- "$program" > /dev/null || { absent=$program; break; }
  done
  PATH=$own_path
  [ -z "$absent" ] || fail application-missing 70 \
    "the program '$absent', which the workload requires, is not on this node: choose an image that has it, bring it in the folder bin of the application or, on local Azure, install it on this machine"
}

find_application() {
  if [ -n "${DROPBATCH_APP_PACKAGE:-}" ]; then
    find_package
  elif [ -n "${DROPBATCH_APP:-}" ]; then
    export APP_DIR="$AZ_BATCH_JOB_PREP_WORKING_DIR/$state/app"
    [ -d "$APP_DIR/" ] || fail application-missing 70 \
      "the application '$DROPBATCH_APP' is not on this node: upload it to <application>/<version>/ in the applications container"
  else
    return 0
  fi
  # Its programs are found by name. bin comes first for the command alone; what lies at the top hides no program.
  export PATH="$PATH:$APP_DIR"
  [ ! -d "$APP_DIR/bin/" ] || application_path=$APP_DIR/bin:$PATH
}

# Batch names its variable by the application as it was created or in lower case; only the name of a variable is evaluated.
find_package() {
  case $DROPBATCH_APP_PACKAGE in
    *[!A-Za-z0-9_]*) broken "the application package '$DROPBATCH_APP_PACKAGE' makes no sense" '' ;;
  esac
  lower=$(printf '%s' "$DROPBATCH_APP_PACKAGE" | tr '[:upper:]' '[:lower:]')
  eval "APP_DIR=\${AZ_BATCH_APP_PACKAGE_$DROPBATCH_APP_PACKAGE:-\${AZ_BATCH_APP_PACKAGE_$lower:-}}"
  export APP_DIR
  { [ -n "$APP_DIR" ] && [ -d "$APP_DIR/" ]; } || fail application-missing 70 \
    "Batch has not brought the application package '$DROPBATCH_APP_PACKAGE' to this node: look at the task in the Batch account"
}

# inside PATH: refuses a path that leads out of its folder; the services never send one.
inside() {
  case /$1/ in
    //* | */../*) broken "the path '$1' leads out of the task's folder" '' ;;
  esac
}

# verify LINES FOLDER: each `<sha256 or -> <path>` is there, below the folder, with that content.
verify() {
  [ -z "$unchecked" ] || return 0
  wanted='' files=''
  for line in $1; do
    path=${line#* }
    inside "$path"
    [ -f "$2/$path" ] || fail input-missing 70 "the input '$path' is not there"
    [ "${line%% *}" = - ] || wanted=$wanted$line$newline files=$files$2/$path$newline
  done
  [ -n "$files" ] || return 0
  actual=$(each "$files" sha256sum 2>&1) || broken 'an input cannot be read' "$actual"
  # shellcheck disable=SC2086 # one word a line
  set -- $actual
  for line in $wanted; do
    # sha256sum begins the line of a name with a backslash by another one
    actual=${1#\\}
    [ "${actual%% *}" = "${line%% *}" ] || fail input-changed 70 \
      "the input '${line#* }' is not what the drop's manifest promises: its SHA-256 is ${actual%% *}, not ${line%% *}"
    shift
  done
}

# Up to the map level: the inputs lie in _dropbatch/in. The shared files join them as links, one for each name at the top.
take_inputs() {
  export INPUTS="$held/in"
  unset INPUT
  [ -z "${DROPBATCH_DROP:-}" ] || take_from_drop
  link_shared
  verify "${DROPBATCH_INPUTS:-}" "$INPUTS"
  # shellcheck disable=SC2086 # one word a line
  set -- ${DROPBATCH_INPUTS:-}
  [ $# -ne 1 ] || export INPUT="$INPUTS/${1#* }"
  [ -z "${DROPBATCH_ROWS:-}" ] || cut_rows
}

# Inputs whose addresses are more than Batch takes for a task came by prefixes, under their whole names.
take_from_drop() {
  drop=$held/drop/$DROPBATCH_DROP absent=
  for line in ${DROPBATCH_INPUTS:-}; do
    path=${line#* }
    inside "$path"
    [ -f "$INPUTS/$path" ] || [ ! -f "$drop/$path" ] || absent=$absent$path$newline
  done
  [ -n "$absent" ] || return 0
  error=$(cd -- "$drop" && each "$absent" cp -l --parents -t "$INPUTS" 2>&1) \
    || error=$(cd -- "$drop" && each "$absent" cp --parents --remove-destination -t "$INPUTS" 2>&1) \
    || broken 'the inputs cannot be placed' "$error"
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
    place=$held/in/${entry##*/}
    if [ -h "$place" ] || [ -f "$place" ]; then
      continue
    elif [ -d "$place" ]; then
      error=$(cp -rsf -- "$entry" "$held/in/" 2>&1) || broken 'the shared files cannot be linked' "$error"
    else
      links=$links$entry$newline
    fi
  done
  [ -n "$links" ] || return 0
  # The ln of busybox has no -t, so the folder has to come last.
  # shellcheck disable=SC2016 # for the inner shell
  error=$(each "$links" /bin/sh -c 'folder=$1 && shift 2 && exec ln -s -- "$@" "$folder"' ln "$held/in" 2>&1) || broken 'the shared files cannot be linked' "$error"
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
  file=$INPUTS/$path # a link to the shared one, or what the drop was split into
  [ -f "$file" ] || fail input-missing 70 "the row file '$path' is not there"
  export INPUT="$held/row/${path##*/}"
  error=$( {
    mkdir -p "$held/row" \
      && head -c "$header" -- "$file" > "$INPUT" \
      && dd status=none bs=65536 iflag=skip_bytes,count_bytes,fullblock "if=$file" "skip=$from" "count=$length" >> "$INPUT" \
      && stat -c %s -- "$INPUT"
  } 2>&1) || broken "the rows of '$path' cannot be cut" "$error"
  [ "$error" -eq $((header + length)) ] || fail input-changed 70 \
    "the row file '$path' is shorter than it was when the drop was accepted"
}

# After the map level: the files of merge.list, and no others, as <task>/<output>.
take_outputs_of_earlier_tasks() {
  export INPUTS="$PWD/$state/merge"
  unset INPUT
  [ -f $state/merge.list ] || fail input-missing 70 'the list of the outputs to merge is not there'
  take_listed merge.list in $state/merge
}

# In rounds: what the last merge of the round before wrote. The first round finds an empty folder.
take_previous_round() {
  unset PREVIOUS_DIR
  [ -n "${TASK_ROUND:-}" ] || return 0
  export PREVIOUS_DIR="$PWD/$state/round"
  if [ "$TASK_ROUND" -gt 1 ]; then
    [ -f $state/previous.list ] || fail input-missing 70 'the list of what the round before wrote is not there'
    take_listed previous.list previous $state
  else
    error=$(mkdir -p -- "$PREVIOUS_DIR" 2>&1) || broken 'the folder of the round before cannot be made' "$error"
  fi
}

# take_listed LIST FROM TO: the files of a list, and no others, each at <folder>/<path> below TO.
take_listed() {
  from=$state/$2 to=$PWD/$3
  listed=$(cat -- "$state/$1" 2>&1) || broken "the list of earlier outputs, $1, cannot be read" "$listed"
  lines='' folders='' pairs='' ready=''
  for line in $listed; do
    split_pair "${line#* }"
    inside "$target"
    if [ -f "$from/$target" ]; then
      lines=$lines${line%% *}\ $target$newline
      ready=$ready$target$newline
    else
      lines=$lines${line%% *}\ $source$newline
      folders=$folders$to/${target%/*}$newline
      pairs=$pairs$source$newline$target$newline
    fi
  done
  verify "$lines" "$from"
  error=$(each "$folders$to" mkdir -p 2>&1) || broken 'the folders of earlier outputs cannot be made' "$error"
  place_ready
  # shellcheck disable=SC2086 # one word a line
  place $pairs
}

# What Batch brought by its own address has its folder and name already: one call for all of it.
place_ready() {
  [ -n "$ready" ] || return 0
  error=$(cd -- "$from" && each "$ready" cp -l --parents -t "$to" 2>&1) \
    || error=$(cd -- "$from" && each "$ready" cp --parents --remove-destination -t "$to" 2>&1) \
    || broken 'earlier outputs cannot be placed' "$error"
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
    folder=$to/${2%/*}
    if [ "$folder" != "$group_folder" ] || [ "${1##*/}" != "${2##*/}" ]; then
      place_group
      group_folder=$folder
    fi
    if [ "${1##*/}" = "${2##*/}" ]; then
      group=$group$from/$1$newline
    else
      error=$(cp -l -- "$from/$1" "$to/$2" 2>&1 || cp -f -- "$from/$1" "$to/$2" 2>&1) \
        || broken 'an earlier output cannot be placed' "$error"
    fi
    shift 2
  done
  place_group
}

place_group() {
  [ -n "$group" ] || return 0
  error=$(each "$group" cp -l -t "$group_folder" 2>&1) \
    || error=$(each "$group" cp --remove-destination -t "$group_folder" 2>&1) \
    || broken 'earlier outputs cannot be placed' "$error"
  group=
}
