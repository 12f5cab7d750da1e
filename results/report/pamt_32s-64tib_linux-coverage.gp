# gnuplot -p pamt_32s-64tib_linux-coverage.gp
set datafile separator ","
set ylabel "us per placement"
set style fill solid 0.6
set xtics rotate by -35
set yrange [0:*]
plot "pamt_32s-64tib_linux-coverage.csv" skip 1 using 0:3:4:5:xtic(1) with boxerrorbars notitle
