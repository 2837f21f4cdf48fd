#!/usr/bin/env bash
# service-bus.sh: how fast the broker is, in a process of its own, with the Java client beside it: sends, receives, latency,
# and what it costs when nothing happens. Needs Maven; takes about a minute.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
bus=$root/service-bus
mvn -B -q -f "$root/pom.xml" -pl service-bus -am test-compile dependency:build-classpath \
  -Dmdep.includeScope=test -Dmdep.outputFile="$bus/target/benchmark.classpath"
exec "${JAVA_HOME:?set it to a JDK of 21 or newer}/bin/java" -Dorg.slf4j.simpleLogger.defaultLogLevel=error \
  -cp "$bus/target/test-classes:$bus/target/classes:$(cat "$bus/target/benchmark.classpath")" \
  io.dropbatch.localazure.servicebus.Throughput
