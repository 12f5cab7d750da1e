# gnuplot -p reserve_synthetic_kernel-areas.gp
set datafile separator ","
set logscale xy
set xlabel "entries"
set ylabel "ns per region"
set key outside right
names = "memblock-holes-scan memblock-holes cmr-holes-scan cmr-holes"
plot for [n in names] "reserve_synthetic_kernel-areas.csv" skip 1 using (strcol(1) eq n ? $2 : NaN):3:4:5 with yerrorlines title n
