# gnuplot -p enable_16s-12tib_linux-64-lps.gp
set datafile separator ","
set ylabel "us per start-up"
set style fill solid 0.6
set xtics rotate by -35
set yrange [0:*]
plot "enable_16s-12tib_linux-64-lps.csv" skip 1 using 0:3:4:5:xtic(1) with boxerrorbars notitle
