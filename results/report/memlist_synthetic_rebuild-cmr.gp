# gnuplot -p memlist_synthetic_rebuild-cmr.gp
set datafile separator ","
set logscale xy
set xlabel "entries"
set ylabel "ns per region"
set key outside right
names = "array+cmr-scan array+cmr-sweep columns+cmr-scan columns+cmr-sweep"
plot for [n in names] "memlist_synthetic_rebuild-cmr.csv" skip 1 using (strcol(1) eq n ? $2 : NaN):3:4:5 with yerrorlines title n
