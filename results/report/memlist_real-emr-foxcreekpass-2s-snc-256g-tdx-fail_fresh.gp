# gnuplot -p memlist_real-emr-foxcreekpass-2s-snc-256g-tdx-fail_fresh.gp
set datafile separator ","
set ylabel "ns per build"
set style fill solid 0.6
set xtics rotate by -35
set yrange [0:*]
plot "memlist_real-emr-foxcreekpass-2s-snc-256g-tdx-fail_fresh.csv" skip 1 using 0:3:4:5:xtic(1) with boxerrorbars notitle
