import TDXModule

/// TDMRs for a machine on which few runs are long enough for large tables: one for each of the longest runs, as large as the run can hold the tables of. The
/// largest are laid first, each where it loses least.
struct ScarceRuns {
    let problem: PlanningProblem
    /// The most granules of each TDMR, descending.
    let sizes: [Int]

    init(_ problem: PlanningProblem) {
        self.problem = problem
        var longest = Longest<Int>(min(problem.maxTDMRs, problem.map.runs.count))
        for run in problem.map.runs { longest.insert(run.count) }
        sizes = longest.sorted().map { problem.map.mostGranules(withTablesOfAtMost: $0) }.filter { $0 > 0 }
    }

    /// Whether these TDMRs have over a tenth more granules than as many as the module takes of `most` granules each, and those do not span all memory.
    func isWorthwhile(most: Int) -> Bool {
        guard let first = problem.map.runs.first, let last = problem.map.runs.last else { return false }
        let equal = problem.maxTDMRs.multipliedReportingOverflow(by: most)
        return !equal.overflow && equal.partialValue < (last.end - first.start) / problem.map.granulePages
            && sizes.reduce(0, +) - equal.partialValue > equal.partialValue / 10
    }

    func extents() -> [GranuleRange] {
        var left = problem
        var extents: [GranuleRange] = []
        var first = 0
        for _ in 0..<SearchBudget.classesOfScarceRuns where first < sizes.count {
            let end = sizes[first...].firstIndex { 5 * $0 < 4 * sizes[first] } ?? sizes.count
            let most = sizes[end - 1]
            let scope = WithholdingCoverage.Scope(
                tdmrs: end - first, granules: most, intervals: SearchBudget.valuedTDMRsOfScarceRuns)
            let coverage = WithholdingCoverage(
                left, slices: FragmentedSlices(left, longestPlain: max(1, most / SearchBudget.plainSlicesInTDMR)),
                weights: .all, scope: scope
            ) { _ in 0 }
            let choice =
                coverage.solve().map(coverage.extents).max {
                    $0.reduce(0) { $0 + $1.value } < $1.reduce(0) { $0 + $1.value }
                } ?? []
            // Granules of earlier TDMRs count as holes, over which a later TDMR could reach: such TDMRs are dropped.
            let found = choice.map(\.extent).filter { extent in
                !extents.contains { $0.start < extent.end && extent.start < $0.end }
            }
            extents += found
            left.map = left.map.reserving(PlanDraft(extents: found).pageExtents(problem.map))
            first = end
        }
        return extents.sorted { $0.start < $1.start }
    }
}
