# gnuplot -p hotplug-sweep_machine_128mib-blocks.gp
set datafile separator ","
set logscale xy
set xlabel "entries"
set ylabel "ns per block"
set key outside right
names = "linear-list binary-search grid section-bitmap auto whole-range-linear-list whole-range-binary-search whole-range-section-bitmap whole-range-auto"
plot for [n in names] "hotplug-sweep_machine_128mib-blocks.csv" skip 1 using (strcol(1) eq n ? $2 : NaN):3:4:5 with yerrorlines title n
