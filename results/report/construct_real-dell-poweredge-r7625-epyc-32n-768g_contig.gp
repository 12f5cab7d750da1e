# gnuplot -p construct_real-dell-poweredge-r7625-epyc-32n-768g_contig.gp
set datafile separator ","
set ylabel "ns per layout"
set style fill solid 0.6
set xtics rotate by -35
set yrange [0:*]
plot "construct_real-dell-poweredge-r7625-epyc-32n-768g_contig.csv" skip 1 using 0:3:4:5:xtic(1) with boxerrorbars notitle
