internal import Measurement

/// The crossovers worth reporting: where a member takes the lead, or passes the next one in the ranking.
enum NotableCrossovers {
    /// Those beyond the noise at both sizes, and changes of the lead that are beyond it at one.
    static func found(in document: ResultDocument) -> [Crossover] {
        let times = Dictionary(grouping: document.cases.filter { $0.role == .member && $0.time != nil }) { row in
            Place(
                family: row.name.family, mode: row.name.mode, series: row.series, machine: row.machine, size: row.size)
        }.mapValues { rows in rows.sorted { ($0.time?.value ?? 0) < ($1.time?.value ?? 0) } }
        return document.crossovers.filter { crossover in
            let rankings = crossover.between.compactMap { times[Place(crossover, size: $0)] }
            if crossover.isCertain { return crossover.isLead || rankings.contains { areNeighbours(crossover, in: $0) } }
            return crossover.isLead && rankings.contains { differ(crossover, in: $0) }
        }
    }

    fileprivate struct Place: Hashable {
        var family: String
        var mode: String
        var series: String
        var machine: Int
        var size: Int?
    }

    private static func areNeighbours(_ crossover: Crossover, in ranking: [CaseResult]) -> Bool {
        let names = ranking.map(\.name.algorithm)
        guard let from = names.firstIndex(of: crossover.from), let to = names.firstIndex(of: crossover.to) else {
            return false
        }
        return abs(from - to) == 1
    }

    /// Whether the two differ significantly at this size.
    private static func differ(_ crossover: Crossover, in ranking: [CaseResult]) -> Bool {
        guard let from = ranking.first(where: { $0.name.algorithm == crossover.from }),
            let to = ranking.first(where: { $0.name.algorithm == crossover.to }),
            from.samples.count == to.samples.count, from.samples.count >= 2
        else { return false }
        let ratio = BlockEstimates.ratio(from.samples, to: to.samples)
        return ratio.low > 1 || ratio.high < 1
    }
}

extension NotableCrossovers.Place {
    init(_ crossover: Crossover, size: Int) {
        self.init(
            family: crossover.family, mode: crossover.mode, series: crossover.series, machine: crossover.machine,
            size: size)
    }
}
