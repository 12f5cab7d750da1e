internal import Measurement

extension Report {
    /// The winner of each family for each shape of input: one row for all sizes or machines of a series.
    func summary(_ machine: Int) -> String {
        let rows = document.families.flatMap { family in
            SeriesGroups.all(of: cases(of: family.name, machine)).compactMap { summaryRow(family, $0) }
        }
        guard !rows.isEmpty else { return "" }
        return "<h3>Who wins where</h3>\n"
            + HTMLPage.table(
                ["family", "datasets", "mode", "by", "best", "less than the reference", "over the limit"], rows)
    }

    private func summaryRow(_ family: FamilySummary, _ series: SeriesGroups) -> [HTMLPage.Cell]? {
        let won = series.groups.compactMap { group in
            group.ranking(by: family.merit).first.map { (group: group, best: $0) }
        }
        guard !won.isEmpty, series.groups.contains(where: { $0.ranking(by: nil).count > 1 }) else { return nil }
        let gains = won.compactMap { gain($0.best, in: $0.group, family) }
        let distances = family.merit == nil ? won.compactMap { limitDistance($0.group, $0.best) } : []
        let places = won.map { (winner: $0.best.name.algorithm, size: $0.best.size) }
        return [
            .text(family.name), .text(series.name + (places.contains { $0.size != nil } ? "" : " (\(won.count))")),
            .text(series.mode),
            .text(family.merit ?? "time"), .names(Self.stretches(places)),
            gains.isEmpty ? .absent("no reference was measured beside it") : .number(Self.range(gains)),
            distances.isEmpty ? .absent("no limit was measured beside it") : .number(Self.range(distances)),
        ]
    }

    /// How many times less the best needs than the reference; nil without one.
    private func gain(_ best: CaseResult, in group: CaseGroup, _ family: FamilySummary) -> Double? {
        guard family.merit != nil else {
            return best.ratio.flatMap { $0.estimate.value > 0 ? 1 / $0.estimate.value : nil }
        }
        let reference = group.cases.first { $0.name.algorithm == family.reference }?.worth(family.merit)
        guard let reference, let least = best.worth(family.merit), reference > 0, least > 0 else { return nil }
        return reference / least
    }

    /// `[(grid, 16), (grid, 64), (auto, 1024)]` as grid "16 to 64" and auto "1k"; without sizes a name with how often it won.
    static func stretches(_ places: [(winner: String, size: Int?)]) -> [(name: String, remark: String)] {
        guard places.allSatisfy({ $0.size != nil }) else {
            var counts: [(name: String, count: Int)] = []
            for place in places {
                if let known = counts.firstIndex(where: { $0.name == place.winner }) {
                    counts[known].count += 1
                } else {
                    counts.append((place.winner, 1))
                }
            }
            return counts.sorted { $0.count > $1.count }.map {
                ($0.name, counts.count == 1 ? "" : "\($0.count) of \(places.count)")
            }
        }
        var stretches: [(name: String, from: Int, to: Int)] = []
        for place in places.sorted(by: { ($0.size ?? 0) < ($1.size ?? 0) }) {
            let size = place.size ?? 0
            if let last = stretches.last, last.name == place.winner {
                stretches[stretches.count - 1].to = size
            } else {
                stretches.append((place.winner, size, size))
            }
        }
        return stretches.map { stretch in
            let (from, to) = (ShortNumber.count(Double(stretch.from)), ShortNumber.count(Double(stretch.to)))
            return (stretch.name, from == to ? from : "\(from) to \(to)")
        }
    }

    private static func range(_ values: [Double]) -> String {
        let (least, most) = (Figure.ratio(values.min() ?? 0), Figure.ratio(values.max() ?? 0))
        return least == most ? least : "\(least) to \(most)"
    }
}
