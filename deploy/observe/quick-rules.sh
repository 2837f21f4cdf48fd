#!/usr/bin/env bash
# quick-rules.sh: the rules of standard input for a drill: the same expressions and limits, with windows of half a minute and "for" of
# seconds.
set -euo pipefail
sed -E 's/^( *for:) .*/\1 4s/; s/\[[0-9]+[mhd]\]/[30s]/g; s/ offset [0-9]+[mhd]/ offset 30s/g'
