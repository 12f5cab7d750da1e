# gnuplot -p config-check_areas-3_accepted.gp
set datafile separator ","
set logscale xy
set xlabel "entries"
set ylabel "ns per TDMR"
set key outside right
names = "pairwise sweep"
plot for [n in names] "config-check_areas-3_accepted.csv" skip 1 using (strcol(1) eq n ? $2 : NaN):3:4:5 with yerrorlines title n
