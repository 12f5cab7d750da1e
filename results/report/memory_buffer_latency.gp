# gnuplot -p memory_buffer_latency.gp
set datafile separator ","
set logscale xy
set xlabel "entries"
set ylabel "ns per load"
set key outside right
names = "chase"
plot for [n in names] "memory_buffer_latency.csv" skip 1 using (strcol(1) eq n ? $2 : NaN):3:4:5 with yerrorlines title n
