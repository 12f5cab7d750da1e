# gnuplot -p pamt_real-tdx-host-2tb-build784_linux-coverage.gp
set datafile separator ","
set ylabel "ns per placement"
set style fill solid 0.6
set xtics rotate by -35
set yrange [0:*]
plot "pamt_real-tdx-host-2tb-build784_linux-coverage.csv" skip 1 using 0:3:4:5:xtic(1) with boxerrorbars notitle
