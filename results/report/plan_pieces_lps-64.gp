# gnuplot -p plan_pieces_lps-64.gp
set datafile separator ","
set logscale xy
set xlabel "entries"
set ylabel "ns per region"
set key outside right
names = "best even"
plot for [n in names] "plan_pieces_lps-64.csv" skip 1 using (strcol(1) eq n ? $2 : NaN):3:4:5 with yerrorlines title n
