#!/usr/bin/env bash
# batch.sh [TASKS]: how fast the Batch account is. First /bin/true and a copy of a file through the whole agent, beside
# xargs -P in the same rounds; then an account of TASKS (1,000,000) tasks and 10,000 virtual nodes in 2 GB of heap: adding,
# memory, restart, running, the newest completions. Needs Maven; takes some minutes.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
batch=$root/batch
mvn -B -q -f "$root/pom.xml" -pl batch -am test-compile dependency:build-classpath \
  -Dmdep.includeScope=test -Dmdep.outputFile="$batch/target/benchmark.classpath"
java=("${JAVA_HOME:?set it to a JDK of 21 or newer}/bin/java" --add-opens=java.base/java.util=ALL-UNNAMED
  -Dorg.slf4j.simpleLogger.defaultLogLevel=error
  -cp "$batch/target/test-classes:$batch/target/classes:$(cat "$batch/target/benchmark.classpath")")
"${java[@]}" io.dropbatch.localazure.batch.ThroughputBenchmark 2000 2 1 5
"${java[@]}" -Xmx2g io.dropbatch.localazure.batch.ScaleBenchmark "${1:-1000000}" 10000 4
