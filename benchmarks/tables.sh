#!/usr/bin/env bash
# tables.sh: how fast planning makes tasks of tables of one gigabyte, in a heap of 64 MB. Needs a build.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
: "${JAVA_HOME:?set it to a JDK of 21 or newer}"
repository=${MAVEN_REPOSITORY:-$HOME/.m2/repository}
classpath=$root/shared-model/target/classes:$root/shared-planning/target/classes
for library in de/siegmar/fastcsv com/fasterxml/jackson/core/jackson-core org/jspecify/jspecify; do
  jar=$(find "$repository/$library" -name '*.jar' | sort -V | tail -n 1)
  classpath=$classpath:$jar
done
classes=$(mktemp -d)
trap 'rm -rf "$classes"' EXIT
"$JAVA_HOME/bin/javac" -proc:none -cp "$classpath" -d "$classes" "$root/benchmarks/TableScan.java"
"$JAVA_HOME/bin/java" -Xmx64m -cp "$classes:$classpath" TableScan
