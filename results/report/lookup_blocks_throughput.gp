# gnuplot -p lookup_blocks_throughput.gp
set datafile separator ","
set logscale xy
set xlabel "entries"
set ylabel "ns per query"
set key outside right
names = "linear-list linear-array simd-few binary-search branch-free-search eytzinger splus-tree interval-tree implicit-interval-tree interpolation radix-rank section-bitmap grid auto one-line"
plot for [n in names] "lookup_blocks_throughput.csv" skip 1 using (strcol(1) eq n ? $2 : NaN):3:4:5 with yerrorlines title n
