# gnuplot -p construct_mixed_top-down.gp
set datafile separator ","
set logscale xy
set xlabel "entries"
set ylabel "ns per region"
set key outside right
names = "linux-literal linux linux-cmr-literal linux-cmr"
plot for [n in names] "construct_mixed_top-down.csv" skip 1 using (strcol(1) eq n ? $2 : NaN):3:4:5 with yerrorlines title n
