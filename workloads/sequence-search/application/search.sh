#!/bin/sh
# search.sh PART.fasta LIBRARY: searches the part in LIBRARY.fasta, or in the database LIBRARY if it was dropped with its index, and
# writes hits.tsv, in BLAST's tabular form, and queries.txt, the names of the part's sequences.
set -eu
case $PROGRAM in
  blastp | blastx) type=prot index=pin ;;
  *) type=nucl index=nin ;;
esac
library=$2
if [ ! -e "$library.$index" ]; then
  makeblastdb -in "$library.fasta" -dbtype "$type" -out database/library > /dev/null
  library=database/library
fi
# shellcheck disable=SC2086 # the options are words
"$PROGRAM" -query "$1" -db "$library" -outfmt 6 -num_threads 1 $OPTIONS > hits.tsv
sed -n 's/^> *\([^[:space:]]*\).*/\1/p' "$1" > queries.txt
