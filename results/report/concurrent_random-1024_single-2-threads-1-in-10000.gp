# gnuplot -p concurrent_random-1024_single-2-threads-1-in-10000.gp
set datafile separator ","
set ylabel "us per round"
set style fill solid 0.6
set xtics rotate by -35
set yrange [0:*]
plot "concurrent_random-1024_single-2-threads-1-in-10000.csv" skip 1 using 0:3:4:5:xtic(1) with boxerrorbars notitle
