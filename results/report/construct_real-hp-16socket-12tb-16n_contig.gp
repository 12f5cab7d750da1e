# gnuplot -p construct_real-hp-16socket-12tb-16n_contig.gp
set datafile separator ","
set ylabel "ns per layout"
set style fill solid 0.6
set xtics rotate by -35
set yrange [0:*]
plot "construct_real-hp-16socket-12tb-16n_contig.csv" skip 1 using 0:3:4:5:xtic(1) with boxerrorbars notitle
