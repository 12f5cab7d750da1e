internal import Measurement

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
                size: Double(cache.size.rawValue) / 16, label: "L\(cache.level) \(ShortNumber.size(cache.size))")
        }
    }
}
