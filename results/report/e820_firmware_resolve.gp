# gnuplot -p e820_firmware_resolve.gp
set datafile separator ","
set logscale xy
set xlabel "entries"
set ylabel "ns per entry"
set key outside right
names = "change-points sweep"
plot for [n in names] "e820_firmware_resolve.csv" skip 1 using (strcol(1) eq n ? $2 : NaN):3:4:5 with yerrorlines title n
