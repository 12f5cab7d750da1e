internal import Measurement
import SafeText

/// One picture of a report, with the data it shows.
struct ReportFigure {
    /// What the picture plots, for the gnuplot script.
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

    /// Names come into the script as gnuplot's strings, never as parts of a command; what belongs to whom is said by the number of its row.
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

extension Report {
    /// Curves for every series that was measured at two sizes or more, bars for every other group of at least two.
    func figures(machine: Int) -> [ReportFigure] {
        document.families.flatMap { family -> [ReportFigure] in
            let timed = cases(of: family.name, machine).filter { $0.time != nil }
            var figures: [ReportFigure] = []
            var drawn: Set<String> = []
            for group in CaseGroup.groups(of: timed) {
                guard let first = group.cases.first else { continue }
                let curve = timed.filter { $0.name.mode == group.mode && $0.series == first.series && $0.size != nil }
                if Set(curve.compactMap(\.size)).count > 1, first.size != nil {
                    if drawn.insert("\(first.series)/\(group.mode)").inserted {
                        figures.append(curveFigure(curve, family, machine))
                    }
                } else if group.cases.count > 1 {
                    figures.append(barFigure(group, family, machine))
                }
            }
            return figures
        }
    }

    private func curveFigure(_ cases: [CaseResult], _ family: FamilySummary, _ machine: Int) -> ReportFigure {
        let first = cases[0]
        let label = "ns per \(cases.contains { $0.unitsPerOperation != 1 } ? family.unit : family.operation)"
        var order: [String] = []
        for result in cases where !order.contains(result.name.algorithm) { order.append(result.name.algorithm) }
        func series(_ algorithm: String) -> LogLogChart.Series {
            LogLogChart.Series(
                name: algorithm, points: cases.filter { $0.name.algorithm == algorithm }.compactMap(Self.point))
        }
        let limits = order.filter { name in cases.contains { $0.name.algorithm == name && $0.role == .limit } }
        let chart = LogLogChart(
            title: "\(family.name), \(first.series), \(first.name.mode)",
            sizeLabel: "entries (cache marks: at 16 bytes an entry)", valueLabel: label,
            series: order.filter { !limits.contains($0) }.map(series), limit: limits.first.map(series),
            marks: cacheMarks(machine))
        let rows = cases.compactMap { result in
            Self.point(result).map {
                (algorithm: result.name.algorithm, size: $0.size, value: $0.value, low: $0.low, high: $0.high)
            }
        }
        return ReportFigure(
            name: figureName("\(family.name)_\(first.series)_\(first.name.mode)", machine), family: family.name,
            machine: machine, svg: chart.draw(),
            shape: .curves(sizeLabel: "entries", valueLabel: label), rows: rows)
    }

    private static func point(_ result: CaseResult) -> LogLogChart.Point? {
        guard let size = result.size, let time = result.timePerUnit else { return nil }
        return LogLogChart.Point(size: Double(size), value: time.value, low: time.low, high: time.high)
    }

    private func barFigure(_ group: CaseGroup, _ family: FamilySummary, _ machine: Int) -> ReportFigure {
        let longest = group.cases.compactMap(\.time?.value).max() ?? 1
        let (scale, unit) = longest >= 1e7 ? (1e6, "ms") : longest >= 1e4 ? (1e3, "us") : (1, "ns")
        let bars = group.cases.compactMap { result in
            result.time.map { time in
                BarChart.Bar(
                    name: result.name.algorithm, value: time.value / scale, low: time.low / scale,
                    high: time.high / scale, isLimit: result.role == .limit)
            }
        }
        let label = "\(unit) per \(family.operation)"
        let chart = BarChart(title: "\(family.name), \(group.dataset), \(group.mode)", valueLabel: label, bars: bars)
        let rows = chart.bars.enumerated().map { index, bar in
            (algorithm: bar.name, size: Double(index), value: bar.value, low: bar.low, high: bar.high)
        }
        return ReportFigure(
            name: figureName("\(family.name)_\(group.dataset)_\(group.mode)", machine), family: family.name,
            machine: machine, svg: chart.draw(),
            shape: .bars(valueLabel: label), rows: rows)
    }

    private func figureName(_ name: String, _ machine: Int) -> String {
        document.machines.count > 1 ? "machine-\(machine + 1)_\(name)" : name
    }

    /// Where a table of 16 bytes an entry (a start and an end) outgrows each data cache.
    private func cacheMarks(_ machine: Int) -> [LogLogChart.Mark] {
        document.machines[machine].environment.processor.caches.filter { $0.type != "Instruction" }.map { cache in
            LogLogChart.Mark(
                size: Double(cache.bytes) / 16, label: "L\(cache.level) \(ShortNumber.bytes(Double(cache.bytes)))")
        }
    }
}
