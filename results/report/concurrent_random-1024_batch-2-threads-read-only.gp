# gnuplot -p concurrent_random-1024_batch-2-threads-read-only.gp
set datafile separator ","
set ylabel "us per round"
set style fill solid 0.6
set xtics rotate by -35
set yrange [0:*]
plot "concurrent_random-1024_batch-2-threads-read-only.csv" skip 1 using 0:3:4:5:xtic(1) with boxerrorbars notitle
