internal import Measurement

extension Report {
    /// The winner of each group, and whether the intervals confirm it.
    func winners(of family: FamilySummary, _ cases: [CaseResult]) -> String {
        let rows = CaseGroup.groups(of: cases).compactMap { group -> [HTMLPage.Cell]? in
            let ranking = group.ranking(by: nil)
            guard ranking.count > 1, let best = ranking.first, let time = best.time else { return nil }
            return [
                .text(group.dataset), .text(group.mode), .name(best.name.algorithm),
                .best(Figure.time(nanoseconds: time.value), hint: interval(time)),
                best.ratio.map { .number(speedup($0), hint: interval($0.estimate)) }
                    ?? .absent("no reference in this group"),
                runnerUp(group), limitDistance(group, best).map { .number(Figure.ratio($0)) } ?? .text(""),
            ]
        }
        guard !rows.isEmpty else { return "" }
        let header = [
            "dataset", "mode", "fastest", "time/\(family.operation)", "against the reference", "next", "over the limit",
        ]
        return HTMLPage.details("The fastest on each dataset", HTMLPage.table(header, rows))
    }

    private func speedup(_ ratio: Ratio) -> String {
        ratio.estimate.value > 0 ? "\(Figure.ratio(1 / ratio.estimate.value)) as fast" : "–"
    }

    private func runnerUp(_ group: CaseGroup) -> HTMLPage.Cell {
        let ranking = group.ranking(by: nil)
        guard ranking.count > 1, let best = ranking[0].time, let next = ranking[1].time else { return .text("") }
        let certain = best.high < next.low
        return .text(
            "\(ranking[1].name.algorithm) \(Figure.ratio(next.value / best.value))" + (certain ? "" : " (not certain)"),
            hint: certain ? "the intervals do not meet" : "the intervals of the two meet")
    }

    /// The time as a multiple of the limit measured beside it; nil where there is none.
    func limitDistance(_ group: CaseGroup, _ best: CaseResult) -> Double? {
        guard let limit = group.cases.filter({ $0.role == .limit }).compactMap(\.time?.value).min(),
            let time = best.time
        else { return nil }
        return time.value / limit
    }

    func crossovers(_ family: String, _ machine: Int) -> String {
        let found = document.crossovers.filter { $0.family == family && $0.machine == machine }
        guard !found.isEmpty else { return "" }
        let rows: [[HTMLPage.Cell]] = found.map { crossover in
            let between = crossover.between.map { ShortNumber.count(Double($0)) }.joined(separator: " and ")
            return [
                .text(crossover.series), .text(crossover.mode), .name(crossover.from), .name(crossover.to),
                .number(ShortNumber.decimal(crossover.size), hint: "measured at \(between)"),
                .text(crossover.isCertain ? "yes" : "around there"),
            ]
        }
        return "<h3>Crossovers</h3>\n"
            + HTMLPage.table(["datasets", "mode", "ahead below", "ahead above", "entries", "certain"], rows)
    }

    /// All figures of one group: times, bytes, counters, metrics.
    func table(_ group: CaseGroup, _ family: FamilySummary) -> String {
        let counters = names(group.cases.flatMap { $0.counters.map(\.counter) })
        let metrics = names(group.cases.flatMap { $0.metrics.map(\.name) })
        let timed = group.cases.contains { $0.time != nil }
        let perUnit = group.cases.contains { $0.unitsPerOperation != 1 && $0.time != nil }
        var header = ["algorithm"]
        if timed { header += ["time/\(family.operation)", "±", "ratio", "outliers"] }
        if perUnit { header.append("time/\(family.unit)") }
        let sized = group.cases.contains { $0.footprint != nil }
        if sized { header.append("B/entry") }
        header += counters + metrics.map { title(of: $0, in: group) }
        let hasReasons = group.cases.contains { $0.reason != nil }
        if hasReasons { header.append("note") }
        let best = group.ranking(by: nil).first?.name
        let rows = group.cases.map { result -> [HTMLPage.Cell] in
            var cells: [HTMLPage.Cell] = [
                .name(result.role == .limit ? "(\(result.name.algorithm))" : result.name.algorithm)
            ]
            if timed { cells += timeCells(result, isBest: result.name == best) }
            if perUnit {
                cells.append(result.timePerUnit.map { .number(Figure.time(nanoseconds: $0.value)) } ?? .text(""))
            }
            if sized {
                cells.append(
                    result.footprint?.bytesPerEntry.map { .number(Figure.fixed($0, decimals: 1)) } ?? .text(""))
            }
            cells += counters.map { name in counterCell(result.counters.first { $0.counter == name }) }
            cells += metrics.map { name in
                result.metrics.first { $0.name == name }.map { .number(Figure.significant($0.value)) } ?? .text("")
            }
            if hasReasons { cells.append(.text(result.reason?.description ?? "")) }
            return cells
        }
        return HTMLPage.table(header, rows)
    }

    private func title(of metric: String, in group: CaseGroup) -> String {
        guard let found = group.cases.lazy.flatMap(\.metrics).first(where: { $0.name == metric }) else { return metric }
        return metric + (found.unit == "count" ? "" : " [\(found.unit)]")
            + (found.kind == .quality ? "" : " (\(found.kind.rawValue))")
    }

    private func timeCells(_ result: CaseResult, isBest: Bool) -> [HTMLPage.Cell] {
        guard let time = result.time else {
            return [.absent(result.reason?.description ?? result.status.rawValue), .text(""), .text(""), .text("")]
        }
        let text = Figure.time(nanoseconds: time.value)
        let ratio: HTMLPage.Cell =
            result.ratio.map { .number(Figure.ratio($0.estimate.value), hint: interval($0.estimate)) } ?? .text("")
        let outliers = result.outliers.mild + result.outliers.severe
        return [
            isBest ? .best(text, hint: interval(time)) : .number(text, hint: interval(time)),
            .number(Figure.percent(time.relativeHalfWidth)), ratio,
            .number(
                "\(outliers) of \(result.samples.count)",
                hint: "\(result.outliers.mild) mild, \(result.outliers.severe) severe; none dropped"),
        ]
    }

    private func counterCell(_ figure: CounterFigure?) -> HTMLPage.Cell {
        guard let figure else { return .text("") }
        guard let value = figure.value else { return .absent(figure.reason?.description ?? "not counted") }
        return .number(
            Figure.significant(value), hint: (figure.source ?? "") + (figure.isSimulated ? " (simulated)" : ""))
    }

    private func interval(_ estimate: Estimate) -> String {
        "\(Figure.significant(estimate.low)) to \(Figure.significant(estimate.high))"
    }

    /// Each name once, in order of appearance.
    private func names(_ all: [String]) -> [String] {
        var seen: Set<String> = []
        return all.filter { seen.insert($0).inserted }
    }
}
