#!/bin/bash
# What a person does with Batch at the command line, through the unmodified az of Debian's azure-cli.
# A command takes nearly a second, most of it before az asks anything, so each earns its place.
set -euo pipefail

export AZURE_CONFIG_DIR=$PWD/az-config AZURE_CORE_COLLECT_TELEMETRY=false AZURE_CORE_NO_COLOR=true
export AZURE_BATCH_ACCOUNT=$BATCH_ACCOUNT AZURE_BATCH_ACCESS_KEY=$BATCH_KEY AZURE_BATCH_ENDPOINT=$BATCH_URL

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

# expect WANTED COMMAND...: what az prints with --query and -o tsv
expect() {
  local wanted=$1 printed
  shift
  printed=$(az batch "$@" -o tsv) || fail "az batch $*"
  [ "$printed" = "$wanted" ] || fail "az batch $*: printed '$printed' instead of '$wanted'"
}

# await WANTED COMMAND...
await() {
  local wanted=$1 printed tries
  shift
  for tries in {1..30}; do
    printed=$(az batch "$@" -o tsv) || fail "az batch $*"
    [ "$printed" = "$wanted" ] && return
  done
  fail "az batch $*: still '$printed' instead of '$wanted' after $tries tries"
}

# refused TEXT COMMAND...
refused() {
  local wanted=$1 printed
  shift
  if printed=$(az batch "$@" 2>&1); then
    fail "az batch $*: was not refused"
  fi
  [[ $printed == *"$wanted"* ]] || fail "az batch $*: said '$printed'"
}

az batch pool create --id az --vm-size standard_d2s_v3 --target-dedicated-nodes 1 --task-slots-per-node 4 \
  --image canonical:ubuntu:22_04-lts --node-agent-sku-id 'batch.node.ubuntu 22.04' --metadata from=az
await steady pool show --pool-id az --query allocationState
refused 'already exists' pool create --id az --vm-size standard_d2s_v3 \
  --image canonical:ubuntu:22_04-lts --node-agent-sku-id 'batch.node.ubuntu 22.04'
echo "ok pools"

cat > job.json <<EOF
{"id": "az-job", "poolInfo": {"poolId": "az"}, "constraints": {"maxTaskRetryCount": 1},
 "jobPreparationTask": {"commandLine": "/bin/sh -c 'echo prepared > \$AZ_BATCH_NODE_SHARED_DIR/az-prepared'"}}
EOF
az batch job create --json-file job.json
echo "ok jobs"

cat > tasks.json <<EOF
[{"id": "files", "commandLine": "/bin/sh -c 'cp in.txt \"out b.txt\"; cat \$AZ_BATCH_NODE_SHARED_DIR/az-prepared'",
  "resourceFiles": [{"httpUrl": "$BLOB_INPUT", "filePath": "in.txt"}],
  "outputFiles": [{"filePattern": "out*.txt", "uploadOptions": {"uploadCondition": "tasksuccess"},
    "destination": {"container": {"path": "az", "containerUrl": "$BLOB_CONTAINER"}}}]},
 {"id": "t-0", "commandLine": "/bin/true"}, {"id": "t-1", "commandLine": "/bin/false"}]
EOF
az batch task create --job-id az-job --json-file tasks.json > created.json
await 3 job task-counts show --job-id az-job --query taskCounts.completed
expect $'t-1\t1' task list --job-id az-job --filter "state eq 'completed' and executionInfo/exitCode ne 0" \
  --query '[].[id, executionInfo.retryCount]'
expect true job all-statistics show --query 'numFailedTasks > `0`'
expect true pool all-statistics show --query 'usageStats.dedicatedCoreTime != `null`'
expect 0 pool usage-metrics list --start-time 2026-01-01T00:00:00Z --end-time 2026-01-01T01:00:00Z --query 'length(@)'
echo "ok tasks"

az batch task file download --job-id az-job --task-id files --file-path 'wd/out b.txt' --destination ./downloaded.txt >&2
[ "$(cat downloaded.txt)" = input ] || fail "downloaded $(cat downloaded.txt)"
expect 'wd/out b.txt' task file list --job-id az-job --task-id files --recursive true \
  --query "[?name=='wd/out b.txt'].name"
echo "ok files"

az batch task reactivate --job-id az-job --task-id t-1
az batch job set --job-id az-job --priority 7
expect 7 job show --job-id az-job --query priority
az batch job stop --job-id az-job --terminate-reason done
await 'completed done' job show --job-id az-job --query "join(' ', [state, executionInfo.terminateReason])"
refused 'already in a completed state' task create --job-id az-job --task-id late --command-line /bin/true
refused 'does not exist' job show --job-id nothing
refused 'query parameters specified' job list --filter "colour eq 'red'"
refused 'failed to authenticate' pool list --account-key d3Jvbmc=
echo "ok errors"

az batch job delete --job-id az-job --yes
az batch pool delete --pool-id az --yes
await 0 pool list --query "length([?id=='az' && state!='deleting'])"
echo "ok deletion"
