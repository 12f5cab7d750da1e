# gnuplot -p reserve_spr-2s_kernel-areas.gp
set datafile separator ","
set ylabel "ns per packing"
set style fill solid 0.6
set xtics rotate by -35
set yrange [0:*]
plot "reserve_spr-2s_kernel-areas.csv" skip 1 using 0:3:4:5:xtic(1) with boxerrorbars notitle
