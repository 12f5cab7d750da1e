internal import Measurement

/// One dataset, asked in one way, as a column of a family's table.
struct ScreenColumn: Sendable {
    /// The kind of its figures.
    enum Measure: Hashable, Sendable {
        /// Time per unit of the family.
        case time
        /// The metric of this name.
        case merit(String)
    }

    /// One figure.
    struct Cell: Hashable, Sendable {
        /// Its rank among the figures of its column.
        enum Mark: Hashable, Sendable {
            case none
            case winner
            /// Not significantly different from the winner: the interval of the ratio includes 1, or the figures are equal.
            case tie
        }

        var text: String
        var mark: Mark
        /// The figure as a multiple of the best; nil where there is no such ratio.
        var distance: Double?
    }

    let dataset: String
    /// nil: not a point of a curve.
    let size: Int?
    let series: String
    let mode: String
    let measure: Measure
    /// The unit of a metric, empty for times.
    let unit: String
    /// Nanoseconds in a unit of the metric, where that is a time.
    private let scale: Double?
    /// The figures by algorithm, of those that have one.
    private(set) var cells: [String: Cell] = [:]
    /// The best figure of a member.
    private(set) var best: Double?

    private static let nanoseconds = ["ns": 1.0, "us": 1e3, "ms": 1e6, "s": 1e9]

    /// The curve it is a point of; a dataset without a size is a curve of its own.
    var curve: Curve {
        Curve(measure: measure, mode: mode, series: size == nil ? dataset : series, isSized: size != nil)
    }

    struct Curve: Hashable, Sendable {
        var measure: Measure
        var mode: String
        var series: String
        var isSized: Bool
    }

    /// The columns of a group: `merit`, where members differ in it, and the time, where they were timed.
    static func columns(of group: CaseGroup, merit: String?) -> [ScreenColumn] {
        var columns: [ScreenColumn] = []
        if let merit, Set(group.cases.compactMap { $0.worth(merit) }).count > 1 {
            columns.append(ScreenColumn(group, .merit(merit)))
        }
        if group.cases.contains(where: { $0.role == .member && $0.time != nil }) {
            columns.append(ScreenColumn(group, .time))
        }
        return columns
    }

    private init(_ group: CaseGroup, _ measure: Measure) {
        let first = group.cases[0]
        (dataset, mode, size, series) = (group.dataset, group.mode, first.size, first.series)
        self.measure = measure
        switch measure {
        case .time:
            (unit, scale) = ("", nil)
            fillTimes(group)
        case .merit(let name):
            let metric = group.cases.lazy.compactMap { row in row.metrics.first { $0.name == name } }.first
            unit = metric.map { $0.unit == "count" || Self.nanoseconds[$0.unit] != nil ? "" : $0.unit } ?? ""
            scale = metric.flatMap { Self.nanoseconds[$0.unit] }
            fillMerits(group, name)
        }
    }

    private mutating func fillTimes(_ group: CaseGroup) {
        let ranking = group.ranking(by: nil)
        best = ranking.first?.timePerUnit?.value
        for row in group.cases {
            guard let time = row.timePerUnit else { continue }
            var mark = Cell.Mark.none
            if row.role == .member, ranking.count > 1 {
                mark = row.name == ranking[0].name ? .winner : Self.isTie(row, ranking[0]) ? .tie : .none
            }
            cells[row.name.algorithm] = Cell(
                text: Figure.time(nanoseconds: time.value).filter { $0 != " " }, mark: mark,
                distance: best.map { time.value / $0 })
        }
    }

    private static func isTie(_ row: CaseResult, _ best: CaseResult) -> Bool {
        guard let one = row.time, let other = best.time else { return false }
        // Beyond this factor no useful interval includes 1, and resampling would take time.
        guard one.low <= other.high * 1.5 else { return false }
        guard row.samples.count == best.samples.count, row.samples.count >= 2 else { return one.low <= other.high }
        return BlockEstimates.ratio(row.samples, to: best.samples).low <= 1
    }

    private mutating func fillMerits(_ group: CaseGroup, _ merit: String) {
        let ranked = group.cases.filter { $0.role == .member && $0.worth(merit) != nil }
            .sorted { ($0.worth(merit) ?? 0, $0.time?.value ?? 0) < ($1.worth(merit) ?? 0, $1.time?.value ?? 0) }
        guard let first = ranked.first, let least = first.worth(merit) else { return }
        best = abs(least)
        for row in ranked {
            guard let worth = row.worth(merit) else { continue }
            let mark = row.name == first.name ? Cell.Mark.winner : worth == least ? .tie : .none
            cells[row.name.algorithm] = Cell(
                text: text(abs(worth)), mark: ranked.count > 1 ? mark : .none,
                distance: least > 0 ? worth / least : worth == least ? 1 : nil)
        }
    }

    private func text(_ merit: Double) -> String {
        if let scale { return Figure.time(nanoseconds: merit * scale).filter { $0 != " " } }
        return merit >= 10_000 && merit < 1e15 ? Figure.count(Int(merit.rounded())) : Figure.metric(merit)
    }
}
