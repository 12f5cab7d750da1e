# gnuplot -p hotplug-sweep_machine-4096gib_2048mib-blocks.gp
set datafile separator ","
set ylabel "us per range"
set style fill solid 0.6
set xtics rotate by -35
set yrange [0:*]
plot "hotplug-sweep_machine-4096gib_2048mib-blocks.csv" skip 1 using 0:3:4:5:xtic(1) with boxerrorbars notitle
