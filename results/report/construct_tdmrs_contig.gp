# gnuplot -p construct_tdmrs_contig.gp
set datafile separator ","
set logscale xy
set xlabel "entries"
set ylabel "ns per region"
set key outside right
names = "linux-literal linux"
plot for [n in names] "construct_tdmrs_contig.csv" skip 1 using (strcol(1) eq n ? $2 : NaN):3:4:5 with yerrorlines title n
