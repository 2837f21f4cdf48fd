#!/usr/bin/env bash
# How drops fare while 5 % of the storage events are lost, 10 % come twice, all are mixed up, and one service after another is killed.
# Usage: benchmarks/reliability.sh [DROPS] [SEED]    (200 drops by default; needs what ./dropbatch test needs)
# Fails unless every drop has one outcome and exactly its tasks; prints the figures of docs/reliability.md.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
./dropbatch test -Dtest=ReliabilityTest -Dsurefire.failIfNoSpecifiedTests=false \
  "-Ddropbatch.reliability.drops=${1:-200}" "-Ddropbatch.reliability.seed=${2:-1}"
cat system-tests/target/reliability.txt
