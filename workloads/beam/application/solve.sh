#!/bin/sh
# Solves one beam with CalculiX and writes one line about it: solve.sh TEMPLATE MATERIALS.
# PARAM_MATERIAL, PARAM_LOAD (N), PARAM_WIDTH and PARAM_HEIGHT (mm) come from the sweep, LENGTH (mm) from the workload.
set -eu
export LC_ALL=C
here=$(dirname "$0")

material=$(awk -F, -v name="$PARAM_MATERIAL" '$1 == name { print $2, $3, $4, $5 }' "$2")
if [ -z "$material" ]; then
  echo "materials.csv has no material $PARAM_MATERIAL" >&2
  exit 2
fi
read -r young poisson density limit <<END
$material
END
# They become text of the model, so each has to be a number.
for value in "$young" "$poisson" "$density" "$limit" "$PARAM_LOAD" "$PARAM_WIDTH" "$PARAM_HEIGHT" "$LENGTH"; do
  case $value in
    '' | *[!0-9.eE+-]*)
      echo "not a number: '$value'" >&2
      exit 2
      ;;
  esac
done

awk -v length_mm="$LENGTH" -v width="$PARAM_WIDTH" -v height="$PARAM_HEIGHT" -v nx=30 -v ny=2 -v nz=1 -f "$here/mesh.awk" > mesh.inp
nodes=$(awk '/^\*/ { in_end = $0 == "*NSET, NSET=END"; next } in_end { n++ } END { print n }' mesh.inp)
per_node=$(awk -v force="$PARAM_LOAD" -v nodes="$nodes" 'BEGIN { printf "%.9g", force / nodes }')
sed -e "s/@YOUNG@/$young/g" -e "s/@POISSON@/$poisson/g" -e "s/@LOADPERNODE@/$per_node/g" "$1" > beam.inp

# CalculiX ends with 0 even when it has given up, so its results have to be there.
ccx -i beam > ccx.log 2>&1 || { tail -n 20 ccx.log >&2; exit 1; }
deflection=$(awk 'NF == 4 && $1 ~ /^[0-9]+$/ { v = -$3 } END { if (v != "") printf "%.6g", v }' beam.dat)
# The largest von Mises stress at any node; fields of the .frd are 12 characters wide and may touch.
stress=$(awk '
  / -4 +STRESS/ { in_stress = 1 }
  / -3/ { in_stress = 0 }
  in_stress && substr($0, 1, 3) == " -1" {
    for (n = 1; n <= 6; n++) s[n] = substr($0, 2 + 12 * n, 12) + 0
    square = ((s[1] - s[2]) ^ 2 + (s[2] - s[3]) ^ 2 + (s[3] - s[1]) ^ 2) / 2 + 3 * (s[4] ^ 2 + s[5] ^ 2 + s[6] ^ 2)
    if (square > most) most = square
  }
  END { if (most) printf "%.6g", sqrt(most) }' beam.frd)
if [ -z "$deflection" ] || [ -z "$stress" ]; then
  tail -n 20 ccx.log >&2
  exit 1
fi

{
  echo 'material,load_n,width_mm,height_mm,length_mm,mass_kg,deflection_mm,stress_mpa,limit_mpa'
  mass=$(awk -v density="$density" -v length_mm="$LENGTH" -v b="$PARAM_WIDTH" -v h="$PARAM_HEIGHT" \
    'BEGIN { printf "%.6g", density * length_mm * b * h * 1e-9 }')
  echo "$PARAM_MATERIAL,$PARAM_LOAD,$PARAM_WIDTH,$PARAM_HEIGHT,$LENGTH,$mass,$deflection,$stress,$limit"
} > designs.csv
