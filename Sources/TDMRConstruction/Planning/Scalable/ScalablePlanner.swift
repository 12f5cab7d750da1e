import PhysicalMemory
import TDXModule

/// Plans any size of machine: pools that take whole granules, the cheapest coverage of the rest, tables placed the largest first. Every candidate is
/// measured as a whole, the best one wins. Optimal where its figures meet the lower bounds, which is usual; not always.
struct ScalablePlanner {
    private let problem: PlanningProblem
    private let objective: PlanObjective
    private let cells: [GranuleCell]

    /// TDMRs that are considered beyond those that the stretches of memory need.
    private static let spareTDMRs = 1024
    private static let mostRefinements = 3
    private static let manyCells = 2000
    private static let manyRuns = 20_000

    init(problem: PlanningProblem, objective: PlanObjective) {
        cells = GranuleCells.make(problem)
        let needed = EvenCoverage(problem: problem, cells: cells, maxGranules: .max).fewest(time: .max, mostGap: 0)
        var problem = problem
        problem.maxTDMRs = min(problem.maxTDMRs, max(0, min(needed, 1 << 40)) + Self.spareTDMRs)
        self.problem = problem
        self.objective = objective
    }

    /// Memory that tables are to fill before anything else.
    private enum Filling {
        case pools([GranulePool])
        case pieces([GranuleDropping.Piece])
    }

    /// A plan with its figures and what was to be filled, where that is known.
    private struct Candidate {
        var rank: PlanRank
        var draft: DraftPlan
        var figures: PlanFigures
        var filling: Filling?
    }

    /// The best plan found that withholds nothing; nil when none was found.
    func plan() -> DraftPlan? {
        let pools = GranulePools(problem)
        guard !cells.isEmpty, EvenCoverage(problem: problem, cells: cells, maxGranules: .max).isPossible else { return nil }
        var best: Candidate?
        func consider(_ drafts: [DraftPlan], _ filling: Filling?) {
            for draft in drafts {
                guard let figures = draft.figures(problem) else { continue }
                let rank = objective.rank(figures)
                if best.map({ rank < $0.rank }) ?? true { best = Candidate(rank: rank, draft: draft, figures: figures, filling: filling) }
            }
        }
        var fillings = poolChoices(pools, cells: cells).map(Filling.pools)
        if !isLarge(cells) { fillings += DroppedGranules(problem, cells: cells).choices(perNode: objective == .default).map(Filling.pieces) }
        for filling in fillings { consider(plans(filling), filling) }
        guard !isLarge(cells), objective == .default || objective == .areas else { return best?.draft }
        if objective == .default, let figures = best?.figures, figures.time == figures.longestTime {
            consider(SkippingCoverage(problem: problem, cells: cells).plans(below: figures.time), nil)
        }
        // What is as quick with fewer and larger TDMRs takes less PAMT.
        if let time = best?.figures.time {
            for filling in fillings { consider(plans(filling, within: time), filling) }
        }
        // Where the tables lie is where areas are: cut anew around them.
        for _ in 0..<Self.mostRefinements {
            guard let last = best, let filling = last.filling else { break }
            let around = GranuleCells.make(problem, taken: last.draft.taken)
            consider(coverages(problem, around, within: last.figures.time).flatMap { plans($0, filling) }, filling)
            guard best.map({ $0.rank < last.rank }) ?? false else { break }
        }
        return best?.draft
    }

    private func plans(_ filling: Filling, within time: Int? = nil) -> [DraftPlan] {
        switch filling {
        case .pools(let pools): plans(pools: pools, within: time)
        case .pieces(let pieces): plans(dropping: pieces, within: time)
        }
    }

    private func plans(_ extents: [DraftPlan.Extent], _ filling: Filling) -> [DraftPlan] {
        switch filling {
        case .pools(let pools):
            // Only what looks best is worth the walk over all runs on a large machine.
            (isLarge(cells) ? [objective == .default] : [true, false]).compactMap { prefersHome in
                TablePlacer.place(problem, extents: extents, pools: pools, prefersHome: prefersHome).map { DraftPlan(extents: extents, tables: $0) }
            }
        case .pieces(let pieces):
            [false, true].compactMap {
                GranuleDropping.plan(problem, extents: extents, pieces: pieces, prefersHome: objective == .default, closely: $0)
            }
        }
    }

    /// Plans in which tables fill `pieces`, the whole memory of some granules.
    /// - Parameter time: nil: the least possible.
    private func plans(dropping pieces: [GranuleDropping.Piece], within time: Int?) -> [DraftPlan] {
        // Cuts made for the sake of a table's size take TDMRs.
        var sparing = problem
        sparing.maxTDMRs = max(1, problem.maxTDMRs - pieces.reduce(0) { $0 + ($1.isExact ? 2 : 1) })
        let cells = GranuleCells.make(problem, taken: pieces.map(\.span))
        var coverages = coverages(sparing, cells, within: time)
        if objective == .default || objective == .areas {
            // Tables that reach over the end of what they fill cost the TDMR there an area.
            let reached = GranuleCells.make(problem, taken: pieces.map(\.reaching))
            if reached != cells { coverages += self.coverages(sparing, reached, within: time) }
        }
        let plans = coverages.flatMap { self.plans($0, .pieces(pieces)) }
        return objective == .memory || objective == .simple ? plans + plansOfFewCuts(dropping: pieces, cells: cells) : plans
    }

    /// The same with as few TDMRs as will do.
    private func plansOfFewCuts(dropping pieces: [GranuleDropping.Piece], cells: [GranuleCell]) -> [DraftPlan] {
        guard problem.scale.bytes4K > 0, problem.scale.bytes2M > 0, problem.scale.bytes1G > 0, problem.scale.bytes4K % 4096 == 0,
            problem.scale.bytes2M % 4096 == 0 else { return [] }
        let stretches = GranuleCells.stretches(cells)
        let cuts = FewestCuts(
            scale: problem.scale, stretches: stretches.map(\.count), pieces: pieces.filter(\.isExact).map(\.span.count))
        guard stretches.count + cuts.provableCuts <= 8 else { return [] }
        // With more cuts there are more TDMRs, and seldom fewer pages.
        let answer = (0...cuts.provableCuts).lazy.compactMap { cuts.best(cuts: $0) }.first
        var ways = answer.map { [$0.sizes] } ?? []
        // Where all places of two cuts were tried there is little to be gained.
        if objective == .memory, cuts.provableCuts < FewestCuts.mostCuts, let fitted = FittedCuts.sizes(cuts, fewerPagesThan: answer?.pages1G ?? problem.maxTDMRs + stretches.count) {
            ways.append(fitted)
        }
        return ways.compactMap { sizes in
            let extents = zip(stretches, sizes).flatMap { stretch, sizes in
                var start = stretch.start
                return sizes.map { size in
                    defer { start += size }
                    return DraftPlan.Extent(start: start, count: size)
                }
            }
            return cuts.filling(sizes.flatMap { $0 }).flatMap { GranuleDropping.plan(problem, extents: extents, pieces: pieces, filling: $0) }
        }
    }

    /// Sets of pools worth a try: as many granules as tables can fill, fewer, none.
    private func poolChoices(_ pools: GranulePools, cells: [GranuleCell]) -> [[GranulePool]] {
        var choices: [[GranulePool]] = []
        func add(_ choice: [GranulePool]) {
            if !choices.contains(choice) { choices.append(choice) }
        }
        let nodes: [NodeID?] = objective == .default ? Set(cells.compactMap(\.node)).sorted() : [nil]
        let budgets = nodes.map { node in
            problem.scale.pamtPages(granules: cells.reduce(0) { $0 + (node == nil || $1.node == node ? $1.count : 0) })
        }
        // Large machines have granules to spare: the last few do not matter there.
        for fewer in isLarge(cells) ? 0...0 : 0...3 {
            add(zip(nodes, budgets).flatMap { node, budget in
                let most = pools.mostGranules(pages: budget, node: node)
                return pools.choose(granules: max(0, most - fewer), pages: budget, node: node)
            })
        }
        add([])
        return choices
    }

    private func coverages(_ problem: PlanningProblem, _ cells: [GranuleCell], within time: Int?) -> [[DraftPlan.Extent]] {
        let coverage = ScalableCoverage(problem: problem, objective: objective)
        return time.map { coverage.candidates(cells, within: $0) } ?? coverage.candidates(cells)
    }

    private func plans(pools: [GranulePool], within time: Int?) -> [DraftPlan] {
        let carved = pools.map { $0.carved(problem.terrain) }.sorted { $0.start < $1.start }
        let cells = GranuleCells.make(problem, taken: carved)
        var coverages = coverages(problem, cells, within: time)
        if isLarge(cells) {
            let rough = EvenCoverage(problem: problem, cells: cells, maxGranules: .max)
            let estimates = coverages.map(rough.estimate)
            let order = coverages.indices.sorted { estimates[$0] < estimates[$1] }
            coverages = order.prefix(2).map { coverages[$0] }
        }
        return coverages.flatMap { plans($0, .pools(pools)) }
    }

    private func isLarge(_ cells: [GranuleCell]) -> Bool {
        cells.count > Self.manyCells || problem.terrain.runs.count > Self.manyRuns
    }
}
