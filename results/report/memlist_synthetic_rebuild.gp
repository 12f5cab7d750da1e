# gnuplot -p memlist_synthetic_rebuild.gp
set datafile separator ","
set logscale xy
set xlabel "entries"
set ylabel "ns per region"
set key outside right
names = "array columns read"
plot for [n in names] "memlist_synthetic_rebuild.csv" skip 1 using (strcol(1) eq n ? $2 : NaN):3:4:5 with yerrorlines title n
