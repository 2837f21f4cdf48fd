#!/usr/bin/env bash
# replay.sh [FILES]: what it takes to give a late program the announcements that were kept, of FILES (1,000) files which were drops by
# themselves: read as JSON lines, read one type of them, and sent to a queue. Checks that as many come as were read. Starts a system
# of its own with that queue.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
files=${1:-1000}
work=$(mktemp -d)
export DROPBATCH_HOME=$work/home
trap '"$root/dropbatch" down >/dev/null 2>&1 || true; rm -rf "$work"' EXIT

node -e '
  const config = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
  const queues = config.UserConfig.Namespaces[0].Queues;
  queues.push({ ...queues[0], Name: "late" });
  console.log(JSON.stringify(config));' "$root/deploy/local/servicebus.json" >"$work/servicebus.json"
"$root/dropbatch" up --detach --service-bus-config "$work/servicebus.json" >"$work/up" || { cat "$work/up" >&2; exit 1; }
set -a
# shellcheck disable=SC1091
. "$DROPBATCH_HOME/local.env"
set +a

# How many messages the queue holds, by the administration of the bus with a token of the connection string's key.
in_queue() {
  node -e '
    const setting = (name) => process.env.AZURE_SERVICEBUS_CONNECTION_STRING.match(new RegExp(name + "=([^;]+)"))[1];
    const address = process.env.AZURE_SERVICEBUS_ADMINISTRATION_ENDPOINT + "/late?api-version=2021-05";
    const resource = encodeURIComponent(address);
    const expiry = Math.floor(Date.now() / 1000) + 60;
    const signature = require("crypto").createHmac("sha256", setting("SharedAccessKey")).update(resource + "\n" + expiry).digest("base64");
    const token = `SharedAccessSignature sr=${resource}&sig=${encodeURIComponent(signature)}&se=${expiry}&skn=${setting("SharedAccessKeyName")}`;
    fetch(address, { headers: { Authorization: token } })
      .then((answer) => answer.text())
      .then((text) => console.log(/ActiveMessageCount[^>]*>(\d+)/.exec(text)?.[1] ?? `no count in: ${text}`));'
}

timed() {
  local what=$1 began ended
  shift
  began=$(date +%s%N)
  "$@"
  ended=$(date +%s%N)
  awk -v what="$what" -v ns="$((ended - began))" -v n="$(wc -l <"$work/read")" \
    'BEGIN { printf "%-28s %6d events in %5.1f s: %6.0f events/s\n", what, n, ns / 1e9, n * 1e9 / ns }'
}
read_kept() { "$root/dropbatch" events --since 1d --json "$@" >"$work/read"; }
send_kept() { "$root/dropbatch" events --since 1d --to late >"$work/sent"; }

mkdir "$work/drop"
for ((i = 0; i < files; i++)); do head -c 64 /dev/urandom >"$work/drop/$i.bin"; done
"$root/dropbatch" publish "$root/benchmarks/workloads/hash-as-they-come" >/dev/null
"$root/dropbatch" submit hash-as-they-come "$work/drop" --watch >"$work/said"
# An announcement is shown some seconds after it was kept.
sleep 5

for round in 1 2 3; do
  timed "round $round, output.ready" read_kept --type output.ready
  [ "$(wc -l <"$work/read")" -ge "$files" ] || { echo "too few announcements of results" >&2; exit 1; }
  timed "round $round, all" read_kept
  timed "round $round, all to a queue" send_kept
  # The queue detects duplicates: what it holds of the first round is not put there again.
  [ "$(in_queue)" = "$(wc -l <"$work/read")" ] || { echo "the queue holds $(in_queue)" >&2; exit 1; }
done
echo "the queue holds $(in_queue) messages after the last round"
