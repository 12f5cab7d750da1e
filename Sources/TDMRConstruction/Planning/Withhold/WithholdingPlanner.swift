import Algorithms
import TDXModule

/// Plans machines of which not all memory can be served: chooses the extents that lose least without tables, and lays the tables into what is lost. Where there
/// is a plan, it finds one. The plan withholds nothing when tables happen to fill all that is lost to the page.
struct WithholdingPlanner {
    let problem: PlanningProblem

    func plan() -> PlanDraft? {
        var best: (rank: PlanScore, draft: PlanDraft)?
        func consider(_ draft: PlanDraft?) {
            guard let draft, let figures = draft.figures(problem) else { return }
            let rank = PlanScore(figures, problem.objective)
            if best.map({ rank < $0.rank }) ?? true { best = (rank, draft) }
        }
        let isLarge = problem.map.runs.count > SearchBudget.runsOfAllWithholding
        // Tables at home are also the quickest; tables on any node fit best. With very many runs the objective's own choice suffices: there is room at home.
        let home: TableNodes = problem.objective == .default ? .home : .cheapest
        let nodes: [TableNodes] = isLarge ? [home] : [.home, .cheapest]
        let sizes = largestTDMRs(isLarge: isLarge)
        let scarce = ScarceRuns(problem)
        if let most = sizes.first, scarce.isWorthwhile(most: most) {
            let extents = scarce.extents()
            for nodes in nodes { consider(plan(extents, weights: .all, on: nodes)) }
        }
        for most in sizes {
            let slices = FragmentedSlices(problem, maxGranules: most)
            // With few slices all mixtures of weights are tried: where little is lost, it matters how well tables fill it.
            let mixtures = !isLarge && slices.count() <= SearchBudget.slicesOfAllWeights ? LossWeights.mixtures : [.all]
            var seen: Set<[GranuleRange]> = []
            for weights in mixtures {
                for choice in choices(slices, weights: weights, most: most) {
                    let extents = choice.map(\.extent)
                    guard seen.insert(extents).inserted else { continue }
                    // More TDMRs over the same memory need no more areas each, are quicker, and have more small tables to fill fragments with.
                    let split = GranuleRange.split(extents, most: problem.maxTDMRs)
                    for nodes in nodes {
                        consider(plan(choice, weights: weights, on: nodes))
                        if split != extents { consider(plan(split, weights: weights, on: nodes)) }
                    }
                }
            }
        }
        return best?.draft ?? OneGranulePlan(problem).plan()
    }

    private typealias ValuedExtent = (extent: GranuleRange, value: Int)

    private func choices(_ slices: FragmentedSlices, weights: LossWeights, most: Int) -> [[ValuedExtent]] {
        let scope = WithholdingCoverage.Scope(tdmrs: problem.maxTDMRs, granules: most)
        let coverage = WithholdingCoverage(problem, slices: slices, weights: weights, scope: scope) { granules in
            (LossWeights.unit - weights.whole) * problem.map.tablePages(.page4K, granules: granules)
        }
        let choices = coverage.solve().filter { !$0.isEmpty }
        let worth = choices.map { $0.reduce(0) { $0 + $1.value } }
        let order = choices.indices.sorted { worth[$0] > worth[$1] }
        return order.prefix(problem.map.runs.count > SearchBudget.runsOfAllWithholding ? 1 : choices.count).map {
            coverage.extents(choices[$0])
        }
    }

    /// A plan of the most valuable extents: as many as there is room for the tables.
    private func plan(_ choice: [ValuedExtent], weights: LossWeights, on nodes: TableNodes) -> PlanDraft? {
        if let found = plan(choice.map(\.extent), weights: weights, on: nodes) { return found }
        let order = choice.sorted { ($0.value, $1.extent.start) > ($1.value, $0.extent.start) }.map(\.extent)
        var low = 0
        var high = order.count
        var best: PlanDraft?
        while high - low > 1 {
            let middle = (low + high) / 2
            if let found = plan(
                order[..<middle].sorted { $0.start < $1.start }, weights: weights, on: nodes)
            {
                (low, best) = (middle, found)
            } else {
                high = middle
            }
        }
        return best
    }

    /// Lays the tables first into what the extents would withhold without tables, then withholds what the tables leave of it.
    private func plan(_ extents: [GranuleRange], weights: LossWeights, on nodes: TableNodes) -> PlanDraft? {
        let lost = PlanDraft.closing(problem, extents: extents, tables: [], weights: weights).withheld
        var rules = problem.tableRules
        rules.mayExceedAreas = problem.maxAreas > 0
        var placement = TablePlacement(
            problem.map, extents: extents, lost: lost, on: nodes, rules: rules)
        guard let tables = placement.place(WantedTable.all(problem.map, extents)) else { return nil }
        return PlanDraft.closing(problem, extents: extents, tables: tables)
    }

    /// Limits on the granules of a TDMR that are worth a try: the most whose tables the longest run can hold; the most at which the runs have room for the
    /// longest table of every TDMR that the module takes; and the mean of both.
    private func largestTDMRs(isLarge: Bool) -> [Int] {
        let runs = problem.map.runs.lazy.map(\.count)
        let most = problem.map.mostGranules(withTablesOfAtMost: runs.max() ?? 0)
        guard most > 0 else { return [] }
        let placed =
            (2..<most + 1).partitioningIndex { granules in
                let pages = PAMTLevel.allCases.map { problem.map.tablePages($0, granules: granules) }.max() ?? 0
                return pages > 0 && runs.reduce(0) { $0 + $1 / pages } < problem.maxTDMRs
            } - 1
        return isLarge ? [placed] : Set([placed, (placed + most) / 2, most]).sorted()
    }
}
