set terminal png size 640,360 font "arial,11"
set output "plate.png"
set datafile separator ","
set palette defined (0 "#20306a", 35 "#3b8ea5", 60 "#f5c65b", 100 "#b3261e")
set cblabel "°C"
set cbrange [0:100]
set yrange [] reverse
unset xtics
unset ytics
set size ratio -1
plot "field.csv" matrix with image notitle
