internal import Measurement
import SafeText

/// One picture of a report, with the data it shows.
struct ReportFigure {
    /// The kind of plot, for the gnuplot script.
    enum Shape {
        case curves(sizeLabel: String, valueLabel: String)
        case bars(valueLabel: String)
    }

    var name: String
    var family: String
    var machine: Int
    var svg: SVGDocument
    var shape: Shape
    /// Algorithm, size (or the bar's place), value, low, high.
    var rows: [(algorithm: String, size: Double, value: Double, low: Double, high: Double)]

    var fileNames: [String] { ["svg", "csv", "gp"].map { "\(name).\($0)" } }

    var files: [ExportedFile] {
        [
            ExportedFile(name: "\(name).svg", text: svg.standalone), ExportedFile(name: "\(name).csv", text: csv),
            ExportedFile(name: "\(name).gp", text: gnuplot),
        ]
    }

    /// The rows with those of one algorithm together, in the order in which the algorithms come first.
    private var sorted: [(name: String, rows: [(size: Double, value: Double, low: Double, high: Double)])] {
        var order: [String] = []
        for row in rows where !order.contains(row.algorithm) { order.append(row.algorithm) }
        return order.map { name in
            (name, rows.filter { $0.algorithm == name }.map { ($0.size, $0.value, $0.low, $0.high) })
        }
    }

    private var csv: String {
        sorted.reduce(into: "algorithm,size,value,low,high\n") { text, series in
            for row in series.rows {
                text += "\(CSVText.cell(series.name)),\(row.size),\(row.value),\(row.low),\(row.high)\n"
            }
        }
    }

    /// Names are written as gnuplot strings, never as parts of a command; rows are assigned to curves by number.
    private var gnuplot: String {
        let data = GnuplotText.string("\(name).csv")
        let start = """
            # gnuplot -p \(name).gp
            set datafile separator ","
            set termoption noenhanced

            """
        switch shape {
        case .curves(let sizeLabel, let valueLabel):
            var first = 0
            let curves = sorted.map { series in
                defer { first += series.rows.count }
                let rows = "every ::\(first)::\(first + series.rows.count - 1)"
                return "\(data) skip 1 \(rows) using 2:3:4:5 with yerrorlines title \(GnuplotText.string(series.name))"
            }
            return start + """
                set logscale xy
                set xlabel \(GnuplotText.string(sizeLabel))
                set ylabel \(GnuplotText.string(valueLabel))
                set key outside right
                plot \(curves.joined(separator: ", \\\n     "))

                """
        case .bars(let valueLabel):
            let labels = sorted.flatMap { series in series.rows.map { _ in series.name } }.enumerated().map {
                "\(GnuplotText.string($1)) \($0)"
            }
            return start + """
                set ylabel \(GnuplotText.string(valueLabel))
                set style fill solid 0.6
                set xtics rotate by -35 (\(labels.joined(separator: ", ")))
                set yrange [0:*]
                plot \(data) skip 1 using 0:3:4:5 with boxerrorbars notitle

                """
        }
    }
}
