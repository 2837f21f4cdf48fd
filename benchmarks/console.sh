#!/usr/bin/env bash
# console.sh [TASKS]: how soon the pages of a drop of many tasks (100,000) answer and can be used, in Debian's chromium. Starts
# results-service and a local Azure of its own; the drop is written as other services would.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
TASKS=${1:-100000} ./dropbatch test -pl results-service -am -Dtest=ConsoleBenchmark -Dsurefire.failIfNoSpecifiedTests=false
