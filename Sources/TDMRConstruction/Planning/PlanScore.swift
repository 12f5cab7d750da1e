/// A plan's figures in an objective's order, compared figure by figure: smaller is better.
struct PlanScore: Hashable, Comparable, Sendable {
    /// The figures of the objective's order; the second is the pages withheld, without tables.
    let values: SIMD8<Int>
    let objective: PlanObjective

    init(_ figures: PlanFigures, _ objective: PlanObjective) {
        var values = SIMD8<Int>()
        // The order of an objective has at most six figures, the first being `withheld`.
        values[0] = figures[.withheld]
        values[1] = figures.withheldPages
        for (i, key) in objective.order.dropFirst().enumerated() { values[i + 2] = figures[key] }
        self.values = values
        self.objective = objective
    }

    static func < (a: Self, b: Self) -> Bool {
        for i in 0..<8 where a.values[i] != b.values[i] { return a.values[i] < b.values[i] }
        return false
    }
}
