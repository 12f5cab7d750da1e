# gnuplot -p lookup_random-262144_build.gp
set datafile separator ","
set ylabel "ms per query"
set style fill solid 0.6
set xtics rotate by -35
set yrange [0:*]
plot "lookup_random-262144_build.csv" skip 1 using 0:3:4:5:xtic(1) with boxerrorbars notitle
