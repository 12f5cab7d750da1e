# gnuplot -p plan_16s-12tib_lps-64.gp
set datafile separator ","
set ylabel "ms per plan"
set style fill solid 0.6
set xtics rotate by -35
set yrange [0:*]
plot "plan_16s-12tib_lps-64.csv" skip 1 using 0:3:4:5:xtic(1) with boxerrorbars notitle
