import TDXHost
package import TDXModule

/// How much a ladder's answer depends on each uncertain parameter: the order of the single changes with the parameter at either end of its range.
package struct LadderSensitivity: Sendable {
    /// The effect of one parameter.
    package struct Row: Sendable {
        /// The parameter.
        package var parameter: CostParameter
        /// The single change that gains most with the parameter at its low and at its high end.
        package var first: (low: String, high: String)
        /// Pairs of single changes whose order differs from that with the defaults, at the worse end.
        package var swapped: Int
        /// Rungs whose total it changes.
        package var rungs: Int
        /// Linux's total at the two ends; nil where Linux does not start TDX.
        package var linux: (low: Picoseconds, high: Picoseconds)?
    }

    /// The change that gains most with the defaults; nil where none starts.
    package let first: String?
    /// Parameters that change the total of any rung, the one that swaps most first.
    package let rows: [Row]

    /// Tries both ends of every parameter's range. - Complexity: two ladders a parameter.
    package init(_ ladder: Ladder) {
        let singles = ladder.rungs.filter { rung in
            rung.starts && LadderChange.allCases.contains { $0.rawValue == rung.name }
        }
        func order(_ costs: CostModel) -> [String] {
            singles.compactMap { rung in rung.time(costs).map { (rung.name, $0.total) } }.sorted {
                ($0.1, $0.0) < ($1.1, $1.0)
            }.map(\.0)
        }
        let usual = order(ladder.costs)
        first = usual.first
        guard let usualFirst = usual.first else {
            rows = []
            return
        }
        var rows: [Row] = []
        for parameter in CostParameter.allCases where parameter != .call {
            let (low, high) = (ladder.costs.with(parameter, atHigh: false), ladder.costs.with(parameter, atHigh: true))
            let (atLow, atHigh) = (order(low), order(high))
            let swapped = max(Self.swapped(usual, atLow), Self.swapped(usual, atHigh))
            let moved = ladder.rungs.count { rung in
                let usual = rung.time(ladder.costs)?.total
                return rung.time(low)?.total != usual || rung.time(high)?.total != usual
            }
            guard moved > 0 else { continue }
            var linux: (low: Picoseconds, high: Picoseconds)?
            if let atLow = ladder.linux.time(low), let atHigh = ladder.linux.time(high) {
                linux = (atLow.total, atHigh.total)
            }
            rows.append(
                Row(
                    parameter: parameter, first: (atLow.first ?? usualFirst, atHigh.first ?? usualFirst),
                    swapped: swapped, rungs: moved, linux: linux))
        }
        self.rows = rows.sorted { ($0.swapped, $1.parameter.name) > ($1.swapped, $0.parameter.name) }
    }

    private static func swapped(_ a: [String], _ b: [String]) -> Int {
        let place = Dictionary(uniqueKeysWithValues: b.enumerated().map { ($1, $0) })
        var count = 0
        for i in a.indices { for j in a.indices where i < j && place[a[i]]! > place[a[j]]! { count += 1 } }
        return count
    }
}
