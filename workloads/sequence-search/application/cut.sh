#!/bin/sh
# cut.sh QUERIES.fasta: writes parts/000001.fasta ... of PIECE_SEQUENCES sequences each.
set -eu
mkdir parts
awk -v most="$PIECE_SEQUENCES" '
  { sub(/\r$/, "") }
  /^>/ {
    if (sequences % most == 0) {
      if (part) close(part)
      part = sprintf("parts/%06d.fasta", sequences / most + 1)
    }
    sequences++
  }
  !part && NF { print "line " NR " of the queries belongs to no sequence: a line that begins with > comes first" > "/dev/stderr"; exit 2 }
  part { print > part }
' "$1"
