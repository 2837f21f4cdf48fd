#!/bin/sh
# Brings the tables of all tasks, or of earlier merges, together: compare.sh FOLDER reads FOLDER/*/designs.csv and writes
# designs.csv, best.csv (for each load the lightest design within its limit) and the plot designs.png.
set -eu
export LC_ALL=C
here=$(dirname "$0")

header='material,load_n,width_mm,height_mm,length_mm,mass_kg,deflection_mm,stress_mpa,limit_mpa'
{
  echo "$header"
  awk 'FNR > 1' "$1"/*/designs.csv | sort -t, -k2,2n -k6,6n -k1,1 -k3,3n -k4,4n
} > designs.csv

# The table is sorted by load, then mass: the first design that holds is the lightest.
{
  echo "$header"
  awk -F, 'NR > 1 && $8 <= $9 && !seen[$2]++' designs.csv
} > best.csv

# One file for each material and load, since gnuplot tells its series apart by files.
mkdir -p series
awk -F, 'NR > 1 { print $6, $8 / $9 > ("series/" $1 "-" $2) }' designs.csv
awk -F, 'NR > 1 { print $6, $8 / $9 > ("series/best-" $2) }' best.csv
materials=$(awk -F, 'NR > 1 && !seen[$1]++ { print $1 }' designs.csv | sort)
loads=$(awk -F, 'NR > 1 && !seen[$2]++ { print $2 }' designs.csv)
gnuplot -c "$here/designs.gp" "$materials" "$loads"
