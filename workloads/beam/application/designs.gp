# Draws how much of its limit each design uses against its mass, one panel for each load.
# The colours are told apart by people who see few of them, too.
# designs.gp MATERIALS LOADS
materials = ARG1
loads = ARG2
panels = words(loads)
set datafile separator ","
stats "designs.csv" using 6 every ::1 name "MASS" nooutput
stats "designs.csv" using ($8 / $9) every ::1 name "USE" nooutput
set datafile separator whitespace
set terminal pngcairo size 480 * panels, 420 font "DejaVu Sans,10"
set output "designs.png"
array colour[6] = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"]
set multiplot layout 1, panels
set logscale xy
set xrange [MASS_min / 1.5:MASS_max * 1.5]
set yrange [(USE_min < 1 ? USE_min : 1) / 1.5:(USE_max > 1 ? USE_max : 1) * 4]
set xlabel "mass (kg)"
set ylabel "stress / limit"
set grid
set key top right
do for [p = 1:panels] {
  load_n = word(loads, p)
  set title load_n . " N at the free end"
  best = "series/best-" . load_n
  holds = system("test -s " . best . " && echo 1 || echo 0") + 0
  plot 1 with lines lc "#444444" dt 2 title "limit", \
    for [m = 1:words(materials)] "series/" . word(materials, m) . "-" . load_n \
      with points pt 7 ps 1 lc rgb colour[(m - 1) % 6 + 1] title word(materials, m), \
    (holds ? best : "/dev/null") with points pt 6 ps 2.4 lw 2 lc "black" title (holds ? "lightest that holds" : "")
}
unset multiplot
