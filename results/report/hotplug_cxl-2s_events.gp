# gnuplot -p hotplug_cxl-2s_events.gp
set datafile separator ","
set ylabel "us per trace"
set style fill solid 0.6
set xtics rotate by -35
set yrange [0:*]
plot "hotplug_cxl-2s_events.csv" skip 1 using 0:3:4:5:xtic(1) with boxerrorbars notitle
