# gnuplot -p coverage_16s-12tib_limits.gp
set datafile separator ","
set ylabel "ns per coverage"
set style fill solid 0.6
set xtics rotate by -35
set yrange [0:*]
plot "coverage_16s-12tib_limits.csv" skip 1 using 0:3:4:5:xtic(1) with boxerrorbars notitle
