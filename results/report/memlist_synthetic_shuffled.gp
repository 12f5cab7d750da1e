# gnuplot -p memlist_synthetic_shuffled.gp
set datafile separator ","
set logscale xy
set xlabel "entries"
set ylabel "ns per region"
set key outside right
names = "array+library-sort array+merge-sort array+radix-sort array+radix-sort+cmr-sweep"
plot for [n in names] "memlist_synthetic_shuffled.csv" skip 1 using (strcol(1) eq n ? $2 : NaN):3:4:5 with yerrorlines title n
