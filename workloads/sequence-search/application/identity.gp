# Draws matrix.tsv, what share of letters is the same, as identity.png.
set terminal png size 900,860 noenhanced font "sans,9"
set output "identity.png"
set datafile separator "\t"
set title "Identity of queries (down) with what they were found in (across)"
set xtics rotate by 90 right
set yrange [] reverse
set cblabel "%"
set cbrange [0:100]
set palette defined (0 "#ffffff", 1 "#deebf7", 40 "#6baed6", 70 "#2171b5", 100 "#08306b")
set lmargin at screen 0.14
set bmargin at screen 0.14
plot "matrix.tsv" matrix rowheaders columnheaders with image notitle
