#!/bin/sh
# compare.sh FOLDER: joins FOLDER/*/hits.tsv and FOLDER/*/queries.txt in their order, and makes best.csv, the best hit of each query
# in something else than itself, and identity.png, a picture of the first 100 queries and what they were found in.
set -eu
cat "$1"/*/hits.tsv > hits.tsv
cat "$1"/*/queries.txt > queries.txt
awk '
  FILENAME == "hits.tsv" { if ($1 != $2 && !($1 in best)) best[$1] = $2 "," $3 "," $4 "," $11 "," $12; next }
  FNR == 1 { print "query,found,identity_percent,length,evalue,bits" }
  { print $1 "," ($1 in best ? best[$1] : ",,,,") }
' hits.tsv queries.txt > best.csv

# A matrix for gnuplot: queries below each other, what was found beside each other, the queries among it first.
head -n 100 queries.txt | awk '
  NR == FNR { row[$1] = FNR; name[FNR] = $1; rows = FNR; next }
  !($1 in row) { next }
  !($2 in seen) { seen[$2]; found[++things] = $2 }
  $3 > identity[$1, $2] { identity[$1, $2] = $3 }
  END {
    for (r = 1; r <= rows; r++) if (name[r] in seen) title[++columns] = name[r]
    for (f = 1; f <= things && columns < 100; f++) if (!(found[f] in row)) title[++columns] = found[f]
    while (columns < 2) title[++columns] = "-" # gnuplot draws no smaller picture
    while (rows < 2) name[++rows] = "-"
    printf "query"
    for (c = 1; c <= columns; c++) printf "\t%s", title[c]
    print ""
    for (r = 1; r <= rows; r++) {
      printf "%s", name[r]
      for (c = 1; c <= columns; c++) printf "\t%s", (name[r], title[c]) in identity ? identity[name[r], title[c]] : 0
      print ""
    }
  }
' - hits.tsv > matrix.tsv
gnuplot "$APP_DIR/identity.gp"
